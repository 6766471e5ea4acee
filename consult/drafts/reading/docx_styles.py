"""What the styles of Word say of a paragraph or a run: is it a heading, is it numbered, is it hidden or bold."""

import re
from collections.abc import Iterator

from consult.drafts.reading.docx_numbering import W, indent_of, value_of
from consult.drafts.reading.package import Element, whole

BODY_TEXT = 9
"""The outline level of what is no heading."""
DEEPEST = 20
"""How many styles stand on one another at most: a ring of them must end."""
OFF = frozenset({"0", "false", "off"})
_HEADING = re.compile(r"heading ([1-9])$")
_CONTENTS = re.compile(r"(?:toc |table of figures|index )")


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {one.get(f"{W}styleId", ""): one for one in found}
        self._on: dict[tuple[str, str, str], bool] = {}
        self._default = next((key for key, one in self._styles.items() if _is_default(one)), "")

    def list_nums(self) -> dict[str, str]:
        """Tell which num each style of lists names."""
        return {key: value_of(one.find(f"{W}pPr/{W}numPr"), "numId") for key, one in self._styles.items()}

    def style_of(self, properties: Element | None) -> str:
        """Name the style of a paragraph."""
        return value_of(properties, "pStyle", self._default) or self._default

    def is_contents(self, style: str) -> bool:
        """Tell whether a style belongs to a table of contents."""
        return any(_CONTENTS.match(value_of(one, "name").lower()) for one in self._chain(style))

    def heading(self, style: str, properties: Element | None) -> int:
        """Tell the rank of a heading, of which the title is the first; 0 is none."""
        level = value_of(properties, "outlineLvl")
        if level:
            return _rank(level)
        for one in self._chain(style):
            name = value_of(one, "name").lower()
            if found := _HEADING.match(name):
                return int(found[1]) + 1
            if name == "title":
                return 1
            level = value_of(one.find(f"{W}pPr"), "outlineLvl")
            if level:
                return _rank(level)
        return 0

    def numbering(self, style: str, properties: Element | None) -> tuple[str, str, str]:
        """Give the num and the level that a paragraph or its style names, and the style that names the num.

        Each of the two is taken from where it is said first: a style may change the level alone.
        """
        num = level = named_by = ""
        own = None if properties is None else properties.find(f"{W}numPr")
        for key, said in [("", own), *self._list_properties(style)]:
            if not num and value_of(said, "numId"):
                num, named_by = value_of(said, "numId"), key
            level = level or value_of(said, "ilvl")
        return num, level, named_by

    def indent(self, style: str) -> int | None:
        """Tell how far paragraphs of a style stand from the margin."""
        said = (indent_of(one.find(f"{W}pPr")) for one in self._chain(style))
        return next((indent for indent in said if indent is not None), None)

    def is_on(self, name: str, style: str, properties: Element | None) -> bool:
        """Tell whether a run is hidden (`vanish`) or bold (`b`), by itself, its own style, or its paragraph's."""
        own = None if properties is None else properties.find(f"{W}{name}")
        if own is not None:
            return own.get(f"{W}val", "1") not in OFF
        key = name, "" if properties is None else value_of(properties, "rStyle"), style
        if key not in self._on:
            self._on[key] = self._is_on(name, key[1:])
        return self._on[key]

    def _is_on(self, name: str, styles: tuple[str, str]) -> bool:
        said = (one.find(f"{W}rPr/{W}{name}") for style in styles for one in self._chain(style))
        return next((one.get(f"{W}val", "1") not in OFF for one in said if one is not None), False)

    def _list_properties(self, style: str) -> Iterator[tuple[str, Element | None]]:
        return ((one.get(f"{W}styleId", ""), one.find(f"{W}pPr/{W}numPr")) for one in self._chain(style))

    def _chain(self, style: str) -> Iterator[Element]:
        """Give a style and those on which it stands."""
        for _ in range(DEEPEST):
            one = self._styles.get(style)
            if one is None:
                return
            yield one
            style = value_of(one, "basedOn")


def _is_default(one: Element) -> bool:
    return one.get(f"{W}type") == "paragraph" and one.get(f"{W}default", "0") not in OFF


def _rank(level: str) -> int:
    at = whole(level, BODY_TEXT)
    return at + 2 if at < BODY_TEXT else 0
