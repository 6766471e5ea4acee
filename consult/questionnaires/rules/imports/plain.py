"""Words without markup: paragraphs and lists stay, an address stands beside its link, pictures and scripts go."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr", "ul",
})  # fmt: skip
PARTED = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"})
SILENT = frozenset({"script", "style"})
LOST = frozenset({"img", "audio", "video", "iframe", "object", "embed", "svg", "canvas"})
IS_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]{2,10});")
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r" *\n *")
GAPS = re.compile(r"\n{3,}")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self.silent = 0
        self.lost: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LOST or tag == "script":
            self.lost.add(tag)
        if tag in SILENT:
            self.silent += 1
        elif tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        elif tag in BLOCKS:
            self.parts.append("\n\n" if tag in PARTED else "\n- " if tag == "li" else "\n")
        elif tag in {"td", "th"}:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a" and self.links:
            address = self.links.pop()
            if address.startswith(("http://", "https://", "mailto:")) and address not in "".join(self.parts[-2:]):
                self.parts.append(f" ({address})")
        elif tag in PARTED:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(BLANKS.sub(" ", data.replace("\n", " ")))


def plain(text: str) -> tuple[str, frozenset[str]]:
    """Give the words alone, and the names of what could not be kept: pictures, sounds, scripts."""
    if not IS_MARKUP.search(text):
        return text.strip(), frozenset()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    words = BLANKS.sub(" ", "".join(reader.parts).replace("\N{NO-BREAK SPACE}", " "))
    return GAPS.sub("\n\n", LINES.sub("\n", words)).strip(), frozenset(reader.lost)
