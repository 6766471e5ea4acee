"""Read a document of Word: its text as Word shows it, with its automatic numbers.

What was inserted while changes were tracked is text, what was deleted is not. Hidden text, comments, tables of
contents, headers and footers are left out.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping

from consult.drafts.reading.docx_numbering import Counter, Level, W, indent_of, read_nums
from consult.drafts.reading.docx_styles import OFF, Styles
from consult.drafts.reading.gathering import Gathered, Place, Words, tidy
from consult.drafts.reading.package import Element, Package, local, whole
from consult.drafts.reading.problems import Unreadable
from consult.drafts.rules.blocks import Block, Document

DELETED = frozenset({"del", "moveFrom"})
HIDDEN = frozenset({"vanish"})
SILENT = DELETED | {
    "annotationRef", "commentReference", "delInstrText", "delText", "endnoteRef", "fldChar", "footnoteRef",
    "instrText", "pPr", "rPr", "rt", "sdtEndPr", "sdtPr", "tblGrid", "tblPr", "tcPr", "trPr",
}  # fmt: skip
"""Elements whose text is not read."""
SIGNS = {"br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " ", "tab": " "}
CHECKED = {0xF0A8: "☐", 0xF06F: "☐", 0xF071: "☐", 0xF0FE: "☒", 0xF078: "☒", 0xF0FC: "✓", 0xF0E0: "→"}
"""Signs of fonts that have no letters, as they stand in Word's own codes."""
PRIVATE = range(0xE000, 0xF900)
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
CONTENTS = "Table of Contents"


def read(data: bytes) -> Document:
    """Read the file of a document; raise `Unreadable`."""
    package = Package(data)
    root = package.xml(_main_part(package))
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Unreadable("broken")
    styles = Styles(package.xml("word/styles.xml"))
    counter = Counter(read_nums(package.xml("word/numbering.xml"), styles.list_nums()))
    notes = {kind: _notes(package.xml(f"word/{kind}s.xml"), kind) for kind in NOTES.values()}
    return Document(_Reader(styles, counter, notes).all_of(body))


def _main_part(package: Package) -> str:
    """Find the part that the relationships of the whole archive name as the document: mostly `word/document.xml`."""
    relations = package.xml("_rels/.rels")
    for one in () if relations is None else relations:
        if one.get("Type", "").endswith("/officeDocument"):
            return str(one.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    found = () if root is None else root.findall(f"{W}{kind}")
    return {one.get(f"{W}id", ""): one for one in found}


class _Reader:
    """Walks through a document once, from its beginning to its end."""

    def __init__(self, styles: Styles, counter: Counter, notes: Mapping[str, Mapping[str, Element]]) -> None:
        self.styles = styles
        self.counter = counter
        self.notes = notes
        self.gathered = Gathered()
        self.kept: Words | None = None
        """The words of a paragraph whose end was deleted: they begin the next one."""

    def all_of(self, body: Element) -> tuple[Block, ...]:
        """Read all."""
        self._blocks(body)
        if self.kept is not None:
            self.gathered.add_paragraph(self.kept)
        return self.gathered.done()

    def _blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self._blocks(_chosen(child))
            elif name not in SILENT and not _is_contents(child):
                self._blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.style_of(properties)
        words, self.kept = self.kept or Words(), None
        self._inline(paragraph, words, style, is_bold=False)
        if _marked(properties, DELETED):
            self.kept = words
            return
        if self.styles.is_contents(style) or (_marked(properties, HIDDEN) and not words.text.strip()):
            return
        number, place = self._number(properties, style)
        heading = self.styles.heading(style, properties)
        boxes, words.boxes = words.boxes, []
        self.gathered.add_paragraph(words, number, place, heading)
        for box in boxes:
            self._blocks(box)  # type: ignore[arg-type]  # an element

    def _number(self, properties: Element | None, style: str) -> tuple[str, Place]:
        num, level, named_by = self.styles.numbering(style, properties)
        known = self.counter.nums.get(num)
        if known is None:
            return "", Place()
        of_style = known.level_of(named_by)
        at = of_style if of_style is not None else whole(level)
        of_level = known.levels.get(at, Level()).indent
        said = (self.styles.indent(style), of_level) if named_by else (of_level, self.styles.indent(style))
        indent = next((one for one in (indent_of(properties), *said) if one is not None), 0)
        return self.counter.next(num, at), Place(known.abstract, at, indent)

    def _inline(self, parent: Element, words: Words, style: str, *, is_bold: bool) -> None:
        for child in parent:
            name = local(child)
            if name in SILENT:
                continue
            if name == "r":
                self._run(child, words, style)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(child, words)
            elif name == "AlternateContent":
                self._inline(_chosen(child), words, style, is_bold=is_bold)
            elif name in NOTES:
                words.add(self._note(NOTES[name], child), is_bold=is_bold)
            else:
                self._text(child, name, words, style, is_bold=is_bold)

    def _text(self, child: Element, name: str, words: Words, style: str, *, is_bold: bool) -> None:
        if name == "t":
            words.add(child.text or "", is_bold=is_bold)
        elif name == "sym":
            words.add(_sign(child.get(f"{W}char", "")), is_bold=is_bold)
        elif name in SIGNS:
            words.add(SIGNS[name])
        else:
            self._inline(child, words, style, is_bold=is_bold)

    def _run(self, run: Element, words: Words, style: str) -> None:
        properties = run.find(f"{W}rPr")
        if not self.styles.is_on("vanish", style, properties):
            self._inline(run, words, style, is_bold=self.styles.is_on("b", style, properties))

    def _note(self, kind: str, reference: Element) -> str:
        note = self.notes[kind].get(reference.get(f"{W}id", ""))
        if note is None:
            return ""
        words = Words()
        for paragraph in note.iter(f"{W}p"):
            self._inline(paragraph, words, "", is_bold=False)
            words.add(" ")
        return self.gathered.add_note(words.text) if tidy(words.text) else ""

    def _drawing(self, drawing: Element, words: Words) -> None:
        """Take the words in a drawing where it has some, else what describes it."""
        boxes = [one for one in drawing.iter() if local(one) == "txbxContent"]
        outer = [box for box in boxes if not any(local(one) == "txbxContent" for one in box.iterancestors())]
        words.boxes += outer
        if not boxes and (figure := _described(drawing)) is not None:
            words.figures.append(figure)

    def _table(self, table: Element) -> None:
        self.gathered.add_table([[self._cell(cell) for cell in _cells(row)] for row in _rows(table)])

    def _cell(self, cell: Element) -> list[Block]:
        outer, self.gathered = self.gathered, Gathered(notes=self.gathered.notes)
        try:
            self._blocks(cell)
            return self.gathered.blocks
        finally:
            outer.characters += self.gathered.characters
            self.gathered = outer


def _marked(properties: Element | None, names: Iterable[str]) -> bool:
    """Tell whether the end of a paragraph is deleted or hidden."""
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and any(mark.find(f"{W}{name}") is not None for name in names)


def _rows(table: Element) -> Iterator[Element]:
    for row in _within(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _cells(row: Element) -> Iterator[Element]:
    for cell in _within(row, "tc"):
        if cell.find(f"{W}tcPr/{W}cellDel") is None:
            yield cell


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Give the rows of a table or the cells of a row, also where something is wrapped round them."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _within(child, name)


def _chosen(alternatives: Element) -> list[Element]:
    """Give the first of what Word offers for old and new readers: the same words stand in each."""
    return list(alternatives)[:1]


def _is_contents(child: Element) -> bool:
    return any(one.get(f"{W}val") == CONTENTS for one in child.findall(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"))


def _described(drawing: Element) -> str | None:
    """Give the alternative text of a picture; nothing where there is no picture, or it is there for its looks."""
    named: dict[str, list[Element]] = {}
    for one in drawing.iter():
        named.setdefault(local(one), []).append(one)
    if any(one.get("val", "1") not in OFF for one in named.get("decorative", [])):
        return None
    sources = [*named.get("docPr", []), *named.get("shape", []), *named.get("cNvPr", []), *named.get("imagedata", [])]
    words = [one.get("descr") or one.get("alt") or "" for one in sources]
    has_picture = named.keys() & {"pic", "chart", "imagedata", "relIds"}
    return next((text for text in words if text.strip()), "") if has_picture else None


def _sign(code: str) -> str:
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if value in CHECKED or value not in PRIVATE:
        return CHECKED.get(value) or (chr(value) if value <= sys.maxunicode else "")
    ascii_code = value - 0xF000
    return chr(ascii_code) if 0x20 <= ascii_code < 0x7F else "•"  # noqa: PLR2004  # letters as ASCII has them
