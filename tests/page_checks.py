"""What every HTML page must keep; each check yields the faults that it finds."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from html5lib import HTMLParser
from html5lib.constants import E

LANGUAGES = {"pl", "en", "uk"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
BUTTONS = {"submit", "button"}
POINTERS = (
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-details",
    "aria-errormessage",
    "aria-labelledby",
    "aria-owns",
    "for",
    "form",
    "headers",
    "list",
    "popovertarget",
)
SOURCES = ("action", "data", "formaction", "poster", "src", "srcset")


def words(tag: Tag | None) -> str:
    """Give the text of a tag with single spaces, non-breaking ones among them."""
    return " ".join(tag.get_text().split()) if tag else ""


def broken_html(page: BeautifulSoup, text: str) -> Iterator[str]:
    """Parse as a browser does, and list what it had to mend."""
    parser = HTMLParser()
    parser.parse(text)
    lines = text.splitlines()
    for (line, _), code, data in parser.errors:
        yield f"HTML, line {line}: {E[code] % data}: {lines[line - 1].strip() if line <= len(lines) else ''}"


def heading(page: BeautifulSoup, text: str) -> Iterator[str]:
    headings = page.select("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 instead of one"
    elif not words(headings[0]):
        yield "the h1 is empty"
    elif not words(page.select_one("head > title")).startswith(words(headings[0])):
        yield f"the title {words(page.title)!r} does not begin with the h1 {words(headings[0])!r}"


def language(page: BeautifulSoup, text: str) -> Iterator[str]:
    root = page.select_one("html")
    if not root or root.get("lang") not in LANGUAGES:
        yield "html has no lang of ours"


def repeated_ids(page: BeautifulSoup, text: str) -> Iterator[str]:
    for name, count in Counter(str(tag["id"]) for tag in page.find_all(id=True)).items():
        if count > 1:
            yield f"id {name!r} stands {count} times"
        if not name.strip() or " " in name:
            yield f"id {name!r} is no name"


def nameless_controls(page: BeautifulSoup, text: str) -> Iterator[str]:
    labels = labels_of(page)
    for control in page.find_all(["input", "select", "textarea"]):
        is_typed = control.name != "input" or control.get("type") not in {*BUTTONS, "hidden", "reset", "image"}
        if is_typed and not name_of(page, control, labels):
            yield f"no label: {_opening(control)}"
    for button in page.find_all(["button", "input"]):
        is_button = button.name == "button" or button.get("type") in BUTTONS
        if is_button and not (name_of(page, button, labels) or words(button) or button.get("value")):
            yield f"a button without words: {_opening(button)}"


def labels_of(page: BeautifulSoup) -> dict[str, Tag]:
    """Give the first label of each control, by the control's id."""
    return {str(label["for"]): label for label in reversed(page.find_all("label")) if label.has_attr("for")}


def name_of(page: BeautifulSoup, tag: Tag, labels: dict[str, Tag]) -> str:
    """Compute the accessible name that a label or an aria attribute gives."""
    if tag.get("aria-labelledby"):
        targets = str(tag["aria-labelledby"]).split()
        return " ".join(filter(None, (words(page.find(id=target)) for target in targets)))
    if tag.get("aria-label"):
        return str(tag["aria-label"]).strip()
    return words(labels.get(str(tag.get("id"))) or tag.find_parent("label"))


def nameless_groups(page: BeautifulSoup, text: str) -> Iterator[str]:
    """See that choices which belong together have their question as a name; axe does not look at this."""
    labels = labels_of(page)
    for fieldset in page.find_all("fieldset"):
        if not _question(page, fieldset, labels):
            yield f"a fieldset without legend: {_opening(fieldset)}"
    choices = page.find_all("input", type=["radio", "checkbox"])
    sizes = Counter((choice["type"], choice.get("name")) for choice in choices)
    for choice in choices:
        is_group = choice["type"] == "radio" or sizes["checkbox", choice.get("name")] > 1
        group = choice.find_parent(lambda tag: tag.name == "fieldset" or tag.get("role") in {"group", "radiogroup"})
        if is_group and not (group and _question(page, group, labels)):
            yield f"a group without a question: {_opening(choice)}"


def _question(page: BeautifulSoup, group: Tag, labels: dict[str, Tag]) -> str:
    return words(group.find("legend", recursive=False)) or name_of(page, group, labels)


def inline_code(page: BeautifulSoup, text: str) -> Iterator[str]:
    for tag in page.select("style, script:not([src])"):
        yield f"inline: {_opening(tag)}"
    for tag in page.find_all():
        for name, value in tag.attrs.items():
            if name == "style" or name.startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield f"inline {name}: {_opening(tag)}"


def foreign_sources(page: BeautifulSoup, text: str) -> Iterator[str]:
    """List what a browser would fetch from, or send to, another origin; links that a person follows are free."""
    for tag in page.find_all():
        names = (*SOURCES, "href", "xlink:href") if tag.name in {"link", "use", "image", "base"} else SOURCES
        for name in names:
            value = str(tag.get(name, ""))
            parts = urlsplit(value)
            is_own = not parts.netloc or parts.netloc == getattr(page, "host", None)
            if not is_own or parts.scheme not in {"", "http", "https", "data"}:
                yield f"another origin: {_opening(tag)}"


def dangling_references(page: BeautifulSoup, text: str) -> Iterator[str]:
    tags = page.find_all()
    ids = {str(tag["id"]) for tag in tags if tag.has_attr("id")}
    for tag in tags:
        for name in sorted(tag.attrs.keys() & set(POINTERS)):
            value = tag[name]
            targets = value if isinstance(value, list) else str(value).split()
            for target in set(targets) - ids:
                yield f"{name} points at {target!r}, which is not there: {_opening(tag)}"
    for link in page.select("a[href^='#']"):
        if str(link["href"])[1:] not in ids | {""}:
            yield f"no such place on the page: {link['href']}"


def vague_forms(page: BeautifulSoup, text: str) -> Iterator[str]:
    for form in page.select("form"):
        if str(form.get("method", "")).lower() not in {"get", "post", "dialog"} or not form.get("action"):
            yield f"a form without method or action: {_opening(form)}"


def _opening(tag: Tag) -> str:
    """Show a tag without what is in it."""
    return re.sub(r"\s+", " ", str(tag).partition(">")[0] + ">")


CHECKS = (
    broken_html,
    dangling_references,
    foreign_sources,
    heading,
    inline_code,
    language,
    nameless_controls,
    nameless_groups,
    repeated_ids,
    vague_forms,
)


def header_faults(headers: dict[str, str]) -> Iterator[str]:
    """List what the security headers of any answer lack."""
    if headers.get("content-security-policy") != POLICY:
        yield f"Content-Security-Policy is {headers.get('content-security-policy')!r}"
    if headers.get("x-content-type-options") != "nosniff":
        yield "X-Content-Type-Options is not nosniff"
    if not headers.get("referrer-policy"):
        yield "no Referrer-Policy"
