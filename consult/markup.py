"""The one place where people's text becomes safe HTML.

Authors write paragraphs, lists, emphasis, headings and links in Markdown; everything else is shown as it was typed.
"""

from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from nh3 import Cleaner

TAGS = frozenset({"a", "blockquote", "br", "em", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
TOP_HEADING = 3


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415  # heavy, and the first page may have no text of people

    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 100})
    return parser.disable(["image", "code", "fence", "backticks", "html_block", "html_inline", "entity"])


@cache
def _cleaner() -> "Cleaner":
    from nh3 import Cleaner  # noqa: PLC0415

    return Cleaner(
        tags=set(TAGS),
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer nofollow",
    )


@lru_cache(maxsize=2048)
def to_html(text: str) -> Markup:
    """Turn Markdown into safe HTML; its headings begin at the third level, below the page's own."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(TOP_HEADING + 1, TOP_HEADING - 1 + int(token.tag[1]))}"
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Markup(_cleaner().clean(html))  # noqa: S704  # cleaned in the same line


def in_language(html: str, code: str) -> Markup:
    """Mark safe HTML or plain text as being in this language."""
    inner = html if isinstance(html, Markup) else escape(html)
    return Markup(f'<span lang="{escape(code)}">{inner}</span>')  # noqa: S704  # both parts are escaped


def block_in_language(html: Markup, code: str) -> Markup:
    """Mark a block of safe HTML as being in this language."""
    return Markup(f'<div lang="{escape(code)}">{html}</div>')  # noqa: S704  # safe HTML in, safe HTML out
