"""The page-checking client finds each fault that is planted, and sends what a browser sends."""

import io

import pytest
from flask import Flask, redirect, request

from tests.page_checks import POLICY
from tests.pages import Page, Visitor, choose_form, values_of

GOOD = """<!doctype html>
<html lang="pl">
<head><meta charset="utf-8"><title>Parking — Kielce</title><link rel="stylesheet" href="/a.css"></head>
<body><main>
<h1 id="top">Parking</h1>
<form method="post" action="/send">
<input type="hidden" name="csrf_token" value="t">
<p><label for="who">Who</label> <input id="who" name="who" value="Jan" aria-describedby="hint"></p>
<p id="hint">Your name</p>
<fieldset><legend>Day</legend>
<label><input type="radio" name="day" value="1"> Monday</label>
<label><input type="radio" name="day" value="2"> Tuesday</label>
</fieldset>
<label><input type="checkbox" name="sure"> I am sure</label>
<label>Place <select name="place"><option value="a">A</option><option value="b" selected>B</option></select></label>
<label>More <textarea name="more">
two
lines</textarea></label>
<label>File <input type="file" name="file"></label>
<button name="save" value="draft">Keep</button> <button>Send</button>
</form>
<a href="#top">Up</a>
</main></body></html>"""

FAULTS = {
    "two headings": ("<h1 id", "<h1>Parking</h1><h1 id", "2 h1"),
    "no heading": ('<h1 id="top">Parking</h1>', "<p id=top>", "0 h1"),
    "an empty heading": (">Parking</h1>", "> </h1>", "the h1 is empty"),
    "another title": ("<title>Parking", "<title>Kielce", "does not begin with"),
    "no language": (' lang="pl"', "", "lang"),
    "a repeated id": ('<p id="hint">', '<p id="hint"></p><p id="hint">', "stands 2 times"),
    "an empty id": ('<p id="hint">', '<p id="hint"></p><p id="">', "is no name"),
    "no label": ('<label for="who">Who</label>', "", "no label"),
    "an empty label": (">Who</label>", "></label>", "no label"),
    "a wordless button": (">Send</button>", "></button>", "without words"),
    "no legend": ("<legend>Day</legend>", "", "without legend"),
    "an empty legend": (">Day</legend>", "> </legend>", "a group without a question"),
    "a group without fieldset": (
        "</fieldset>",
        '</fieldset><label><input type="radio" name="x"> X</label>',
        "a group without",
    ),
    "an inline script": ("</main>", "<script>1</script></main>", "inline"),
    "an inline style": ("</main>", "<style>p{}</style></main>", "inline"),
    "a style attribute": ("<h1 ", '<h1 style="color:red" ', "inline style"),
    "a handler": ("<h1 ", '<h1 onclick="x()" ', "inline onclick"),
    "a javascript address": ('href="#top"', 'href="javascript:x()"', "inline href"),
    "a foreign style sheet": ('href="/a.css"', 'href="https://cdn.example.org/a.css"', "another origin"),
    "a foreign picture": ("</main>", '<img alt="" src="//example.org/a.png"></main>', "another origin"),
    "a foreign form": ('action="/send"', 'action="https://example.org/"', "another origin"),
    "a dangling description": ('aria-describedby="hint"', 'aria-describedby="hint gone"', "points at 'gone'"),
    "a dangling label": ('for="who"', 'for="whom"', "points at 'whom'"),
    "a dangling name": ("<h1 ", '<h1 aria-labelledby="gone" ', "points at 'gone'"),
    "a dangling link": ('href="#top"', 'href="#bottom"', "no such place"),
    "no action": (' action="/send"', "", "without method or action"),
    "no method": (' method="post"', "", "without method or action"),
    "an unclosed element": ("</main>", "<section></main>", "HTML, line"),
    "a stray end tag": ("</main>", "</em></main>", "HTML, line"),
    "no doctype": ("<!doctype html>", "", "HTML, line"),
    "a repeated attribute": ("<h1 ", "<h1 class=a class=b ", "HTML, line"),
    "a block in a paragraph": ("Your name</p>", "<div>Your name</div></p>", "HTML, line"),
}
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


class Site:
    """A one-page site whose page, headers and cookie a test can spoil."""

    def __init__(self):
        self.html = GOOD
        self.headers = dict(HEADERS)
        self.sent = None
        self.cookie = None
        self.app = Flask("site")
        self.app.add_url_rule("/", "page", self.page)
        self.app.add_url_rule("/send", "send", self.send, methods=["POST"])

    def page(self):
        response = self.app.make_response((self.html, self.headers))
        if self.cookie:
            response.set_cookie("session", self.cookie)
        return response

    def send(self):
        self.sent = request.form.to_dict(flat=False)
        self.sent_file = request.files.get("file")
        return redirect("/")


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def person(site):
    return Visitor(site.app.test_client())


def test_a_good_page_passes(person):
    page = person.visit("/")
    assert page.h1.text == "Parking"
    assert page.status == 200


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(site, person, fault):
    before, after, said = FAULTS[fault]
    assert before in site.html
    site.html = site.html.replace(before, after, 1)
    with pytest.raises(AssertionError, match=said):
        person.visit("/")


@pytest.mark.parametrize("name", HEADERS)
def test_a_missing_header_is_found(site, person, name):
    del site.headers[name]
    with pytest.raises(AssertionError, match=name):
        person.visit("/")


def test_a_softer_policy_is_found(site, person):
    site.headers["Content-Security-Policy"] = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    with pytest.raises(AssertionError, match="unsafe-inline"):
        person.visit("/")


def test_another_status_is_found(person):
    with pytest.raises(AssertionError, match="404"):
        Visitor(Flask("empty").test_client()).visit("/")


def test_a_needless_cookie_is_found(site, person):
    site.cookie = "x"
    site.html = site.html.replace('<input type="hidden" name="csrf_token" value="t">', "")
    with pytest.raises(AssertionError, match="cookie to a stranger"):
        person.visit("/")


def test_a_form_may_have_its_cookie(site, person):
    site.cookie = "x"
    person.visit("/")
    assert not person.is_stranger


def test_a_form_is_sent_as_a_browser_does(site, person):
    person.send("/", day="2")
    assert site.sent == {
        "csrf_token": ["t"],
        "who": ["Jan"],
        "day": ["2"],
        "place": ["b"],
        "more": ["two\nlines"],
        "save": ["draft"],
    }


def test_a_person_fills_ticks_chooses_and_attaches(site, person):
    attached = (io.BytesIO(b"abc"), "a.txt")
    person.send("/", who="Ola", sure=True, place="a", more=None, file=attached, button="Send")
    assert site.sent == {"csrf_token": ["t"], "who": ["Ola"], "place": ["a"], "more": [""], "sure": ["on"]}
    assert site.sent_file.filename == "a.txt"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"wheels": "4"}, "no form with"),
        ({"day": "7"}, "does not offer"),
        ({"place": "z"}, "does not offer"),
        ({"who": True}, "no box"),
    ],
)
def test_what_a_person_cannot_do_is_refused(person, fields, said):
    with pytest.raises(AssertionError, match=said):
        person.send("/", fields)


def test_a_disabled_control_is_not_sent():
    html = '<form><fieldset disabled><input name="a" value="1"></fieldset><input name="b" value="2" disabled></form>'
    page = Page(html, "html.parser")
    page.url = "/"
    assert values_of(choose_form(page, "form", {}, None), {}) == {}
