"""Read a document of Writer: its text as Writer shows it, with its automatic numbers.

What was deleted while changes were tracked is kept apart in the file, and is not read. Hidden text, comments and
tables of contents are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from consult.drafts.reading.gathering import Gathered, Place, Words, tidy
from consult.drafts.reading.odt_lists import LEVELS, OUTLINE, STYLE, TEXT, Counts, Lists, read_list_styles
from consult.drafts.reading.package import Element, Package, local, whole
from consult.drafts.reading.problems import Unreadable
from consult.drafts.rules.blocks import Block, Document

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SILENT = frozenset(
    {
        "alphabetical-index", "annotation", "bibliography", "dde-connection-decls", "forms", "hidden-paragraph",
        "hidden-text", "illustration-index", "object-index", "ruby-text", "sequence-decls", "table-index",
        "table-of-content", "tracked-changes", "user-field-decls", "user-index", "variable-decls",
    }
)  # fmt: skip
"""Elements whose text is not read."""
SHAPES = frozenset({"frame", "custom-shape", "g", "rect", "line", "ellipse", "polygon", "path"})
PICTURES = frozenset({"image", "object", "object-ole", "g"})
MOST_SPACES = 10
DEEPEST = 20


def read(data: bytes) -> Document:
    """Read the file of a document; raise `Unreadable`."""
    package = Package(data)
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("locked")
    root, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable("broken")
    return Document(_Reader(Styles([styles, root]), Lists(read_list_styles([styles, root]))).all_of(body))


class Styles:
    """The styles of paragraphs and of words."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        found = (one for root in roots if root is not None for one in root.iter(f"{STYLE}style"))
        self._styles = {(one.get(f"{STYLE}family"), one.get(f"{STYLE}name")): one for one in found}

    def said(self, family: str, name: str, attribute: str) -> str:
        """Give what a style, or one on which it stands, says of itself or of its text."""
        for _ in range(DEEPEST):
            one = self._styles.get((family, name))
            if one is None:
                return ""
            words = one.find(f"{STYLE}text-properties")
            for place in (one, words):
                if place is not None and place.get(attribute) is not None:
                    return str(place.get(attribute))
            name = one.get(f"{STYLE}parent-style-name", "")
        return ""

    def is_title(self, name: str) -> bool:
        """Tell whether a style is that of titles."""
        one = self._styles.get(("paragraph", name))
        return "Title" in {name, "" if one is None else one.get(f"{STYLE}parent-style-name")}


@dataclass(frozen=True)
class _Level:
    """Where in a list something stands; in none, there are no counts."""

    counts: Counts | None = None
    style: str = ""
    at: int = -1


class _Reader:
    """Walks through a document once, from its beginning to its end."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.styles = styles
        self.lists = lists
        self.gathered = Gathered()
        self.outline = Counts(OUTLINE)

    def all_of(self, body: Element) -> tuple[Block, ...]:
        """Read all."""
        self._blocks(body)
        return self.gathered.done()

    def _blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            name = local(child)
            if name in {"p", "h"}:
                self._paragraph(child, "", _Level())
            elif name == "list":
                self._list(child, _Level())
            elif name == "table":
                self._table(child)
            elif name in SHAPES:
                self._paragraph([child], "", _Level())
            elif name not in SILENT and not _is_hidden(child):
                self._blocks(child)

    def _list(self, found: Element, outer: _Level) -> None:
        style = found.get(f"{TEXT}style-name") or outer.style or self._list_style_within(found)
        counts = outer.counts or self.lists.begin(
            style,
            key=found.get(ID, ""),
            follows=found.get(f"{TEXT}continue-list", ""),
            is_continued=found.get(f"{TEXT}continue-numbering") == "true",
        )
        place = _Level(counts, style, min(outer.at + 1, LEVELS - 1))
        for item in found:
            self._item(item, place)

    def _list_style_within(self, found: Element) -> str:
        """Tell the list style that the first paragraph of a list names."""
        first = next(found.iter(f"{TEXT}p", f"{TEXT}h"), None)
        name = "" if first is None else first.get(f"{TEXT}style-name", "")
        return self.styles.said("paragraph", name, f"{STYLE}list-style-name")

    def _item(self, item: Element, place: _Level) -> None:
        """Read an item; its first paragraph has its number, what follows has none."""
        is_counted = local(item) == "list-item"
        for child in item:
            name = local(child)
            if name == "list":
                self._list(child, place)
            elif name in {"p", "h"}:
                self._paragraph(child, self._number(item, place) if is_counted else "", place)
            else:
                self._blocks([child])
            is_counted = False

    def _number(self, item: Element, place: _Level) -> str:
        if place.counts is None:
            return ""
        start = item.get(f"{TEXT}start-value")
        return place.counts.next(self.lists.levels(place.style), place.at, whole(start, 1) if start else None)

    def _paragraph(self, paragraph: Element, number: str, place: _Level) -> None:
        is_element = not isinstance(paragraph, list)
        style = paragraph.get(f"{TEXT}style-name", "") if is_element else ""
        level = whole(paragraph.get(f"{TEXT}outline-level")) if is_element else 0
        words = Words()
        if is_element:
            words.add(paragraph.text or "", is_bold=self._is_bold("paragraph", style))
        self._inline(paragraph, words, is_bold=self._is_bold("paragraph", style))
        if is_element and local(paragraph) == "h" and place.counts is None:
            number, place = self._outline_number(paragraph, level)
        heading = level + 1 if level else int(self.styles.is_title(style))
        self.gathered.add_paragraph(words, number, Place(f"{place.style}:{id(place.counts)}", place.at), heading)
        for box in words.boxes:
            self._blocks(box)  # type: ignore[arg-type]  # an element

    def _outline_number(self, heading: Element, level: int) -> tuple[str, _Level]:
        if heading.get(f"{TEXT}is-list-header") == "true" or not 1 <= level <= LEVELS:
            return "", _Level()
        start = heading.get(f"{TEXT}start-value") if heading.get(f"{TEXT}restart-numbering") == "true" else None
        levels = self.lists.levels(OUTLINE)
        number = self.outline.next(levels, level - 1, whole(start, 1) if start else None)
        return number, _Level(self.outline, OUTLINE, level - 1)

    def _is_bold(self, family: str, style: str) -> bool:
        return self.styles.said(family, style, f"{FO}font-weight") == "bold"

    def _inline(self, parent: Iterable[Element], words: Words, *, is_bold: bool) -> None:
        for child in parent:
            name = local(child)
            if name == "note":
                words.add(self._note(child), is_bold=is_bold)
            elif name in SHAPES:
                self._shape(child, words)
            elif name not in SILENT:
                self._text(child, name, words, is_bold=is_bold)
            words.add(child.tail or "", is_bold=is_bold)

    def _text(self, child: Element, name: str, words: Words, *, is_bold: bool) -> None:
        if name in {"tab", "s"}:
            words.add(" " * min(whole(child.get(f"{TEXT}c"), 1), MOST_SPACES))
        elif name == "line-break":
            words.add("\n")
        else:
            style = child.get(f"{TEXT}style-name", "") if name == "span" else ""
            if style and self.styles.said("text", style, f"{TEXT}display") == "none":
                return
            own = self.styles.said("text", style, f"{FO}font-weight") if style else ""
            is_bold = own == "bold" if own else is_bold
            words.add(child.text or "", is_bold=is_bold)
            self._inline(child, words, is_bold=is_bold)

    def _note(self, note: Element) -> str:
        words = Words()
        for paragraph in note.iter(f"{TEXT}p"):
            words.add(paragraph.text or "")
            self._inline(paragraph, words, is_bold=False)
            words.add(" ")
        return self.gathered.add_note(words.text) if tidy(words.text) else ""

    def _shape(self, shape: Element, words: Words) -> None:
        """Take the words in a shape where it has some, else what describes it."""
        names = {local(one) for one in shape.iter()}
        boxes = [one for one in shape if local(one) == "text-box"]
        if boxes or names & {"p", "h"}:
            words.boxes += boxes or [shape]
        elif names & PICTURES:
            told = [one.text for one in shape.iter() if local(one) in {"desc", "title"} and (one.text or "").strip()]
            words.figures.append(told[-1] if told else "")

    def _table(self, table: Element) -> None:
        rows = [row for row in table.iter() if local(row) == "table-row" and _owner(row) is table]
        cells = [[cell for cell in row if local(cell) in {"table-cell", "covered-table-cell"}] for row in rows]
        self.gathered.add_table([[self._cell(cell) for cell in row] for row in cells])

    def _cell(self, cell: Element) -> list[Block]:
        outer, self.gathered = self.gathered, Gathered(notes=self.gathered.notes)
        try:
            self._blocks(cell)
            return self.gathered.blocks
        finally:
            outer.characters += self.gathered.characters
            self.gathered = outer


def _owner(row: Element) -> Element | None:
    """Find the table to which a row belongs: it may stand in a table within a cell."""
    return next((one for one in row.iterancestors() if local(one) == "table"), None)


def _is_hidden(section: Element) -> bool:
    return local(section) == "section" and section.get(f"{TEXT}display") == "none"
