"""ODT, as OpenDocument 1.3 has it: real headings and lists, repeated heads of tables, the language of its words."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from consult.documents.packing import height_of, packed, shares, skeleton
from consult.documents.plain import escaped
from consult.documents.tree import (
    LANDS,
    Blank,
    Cell,
    Choices,
    Document,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    stays_together,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
SHORT_SIDE, LONG_SIDE, MARGIN = 2100, 2970, 170
"""Of a page (A4), in tenths of a millimetre."""
PER_CENTIMETRE = 100
NAMES = {
    "office": "office:1.0",
    "style": "style:1.0",
    "text": "text:1.0",
    "table": "table:1.0",
    "draw": "drawing:1.0",
    "fo": "xsl-fo-compatible:1.0",
    "svg": "svg-compatible:1.0",
}
NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{where}"' for name, where in NAMES.items())
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
BLANKS = re.compile("\n|\t|(?<= ) +|^ +")
"""What would be lost if it were not an element."""


def write(document: Document) -> bytes:
    """Write the file; first comes what it is, so that programs know it by its beginning."""
    writer = _Writer(document)
    content = writer.content()
    parts: dict[str, str | bytes] = {"mimetype": MEDIA_TYPE}
    parts |= skeleton(
        "odt",
        title=escaped(document.title),
        author=escaped(document.author),
        language=document.language,
        land=LANDS[document.language],
        moment=f"{document.made_at:%Y-%m-%dT%H:%M:%SZ}",
        footer=_words(document.footer),
        width=_cm(writer.page_width),
        height=_cm(writer.page_height),
        inside=_cm(writer.width),
        orientation="landscape" if document.is_wide else "portrait",
        pictures="".join(
            f'  <manifest:file-entry manifest:full-path="Pictures/{number}.png" manifest:media-type="image/png"/>\n'
            for number in range(1, len(writer.pictures) + 1)
        ),
    )
    parts["content.xml"] = content
    parts |= {f"Pictures/{number}.png": picture for number, picture in enumerate(writer.pictures, 1)}
    return packed(parts, stored=("mimetype",))


class _Writer:
    """Writes the words, and remembers the styles and pictures that they need."""

    def __init__(self, document: Document) -> None:
        self.source = document
        sides = (LONG_SIDE, SHORT_SIDE) if document.is_wide else (SHORT_SIDE, LONG_SIDE)
        self.page_width, self.page_height = sides
        self.width = self.page_width - 2 * MARGIN
        self.styles: list[str] = []
        self.tables = 0
        self.pictures: list[bytes] = []
        self.writers: dict[type, Any] = {
            Heading: self.heading,
            Paragraph: self.paragraph,
            Listing: self.listing,
            Table: self.table,
            Figure: self.figure,
            Choices: self.choices,
            Blank: self.blank,
        }

    def content(self) -> str:
        """Write the part that holds the words."""
        blocks = (Heading(self.source.title, 1), *self.source.blocks)
        body = "".join(self.writers[type(block)](block) for block in blocks)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<office:document-content {NAMESPACES} {XLINK} office:version="1.3">'
            f"<office:automatic-styles>{CELLS}{''.join(self.styles)}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )

    def heading(self, block: Heading) -> str:
        """Write a heading of its level."""
        level = f'text:style-name="Heading_20_{block.level}" text:outline-level="{block.level}"'
        return f"<text:h {level}>{_words(block.text)}</text:h>"

    def paragraph(self, block: Paragraph) -> str:
        """Write a paragraph."""
        return _styled("Standard", block.spans)

    def listing(self, block: Listing) -> str:
        """Write a list."""
        items = (f"<text:list-item>{_styled('List_20_Item', item.spans)}</text:list-item>" for item in block.items)
        return f'<text:list text:style-name="Bullets">{"".join(items)}</text:list>'

    def choices(self, block: Choices) -> str:
        """Write boxes to be ticked."""
        options = (_styled("Choice", [Span(f"\N{BALLOT BOX} {option}")]) for option in block.options)
        return _styled("Field_20_Label", [Span(block.label)]) + "".join(options)

    def blank(self, block: Blank) -> str:
        """Write a frame to write in."""
        return _styled("Field_20_Label", [Span(block.label)]) + _styled("Field", [Span("\n" * (block.lines - 1))])

    def table(self, block: Table) -> str:
        """Write a table."""
        self.tables += 1
        name = f"Table{self.tables}"
        widths = shares(tuple(column.width for column in block.columns), self.width)
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties '
            f'style:width="{_cm(sum(widths))}" table:align="left" fo:margin-bottom="0.3cm"/></style:style>'
        )
        columns = "".join(self._column(f"{name}.{place}", width) for place, width in enumerate(widths, 1))
        heads = "".join(_cell("Head", _styled("Cell_20_Heading", [Span(one.title)])) for one in block.columns)
        rows = "".join(map(_row, block.rows))
        return (
            f'<table:table table:name="{name}" table:style-name="{name}"><table:desc>{escaped(block.says)}</table:desc>'
            f"{columns}<table:table-header-rows><table:table-row>{heads}</table:table-row></table:table-header-rows>"
            f"{rows}</table:table>"
        )

    def _column(self, name: str, width: int) -> str:
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{_cm(width)}"/></style:style>'
        )
        return f'<table:table-column table:style-name="{name}"/>'

    def figure(self, block: Figure) -> str:
        """Write a picture with what it says."""
        self.pictures.append(block.picture)
        number = len(self.pictures)
        size = f'svg:width="{block.width}mm" svg:height="{height_of(block.picture, block.width):.1f}mm"'
        image = f'<draw:image xlink:href="Pictures/{number}.png" xlink:type="simple"/>'
        about = f"<svg:desc>{escaped(block.says)}</svg:desc>"
        frame = f'<draw:frame draw:name="Picture{number}" text:anchor-type="as-char" {size}>{image}{about}</draw:frame>'
        return f'<text:p text:style-name="Standard">{frame}</text:p>'


CELLS = (
    '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
    'fo:background-color="#e7ebf0" fo:border="0.5pt solid #a6a6a6"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" '
    'fo:border="0.5pt solid #a6a6a6"/></style:style>'
    '<style:style style:name="Whole" style:family="table-row"><style:table-row-properties '
    'fo:keep-together="always"/></style:style>'
    '<style:style style:name="Broken" style:family="table-row"><style:table-row-properties '
    'fo:keep-together="auto"/></style:style>'
)


def _cm(tenths: int) -> str:
    return f"{tenths / PER_CENTIMETRE:.2f}cm"


def _row(row: Sequence[Cell]) -> str:
    style = "Whole" if stays_together(row) else "Broken"
    return f'<table:table-row table:style-name="{style}">{"".join(map(_filled, row))}</table:table-row>'


def _filled(cell: Iterable[Paragraph]) -> str:
    return _cell("Cell", "".join(_styled("Cell_20_Text", one.spans) for one in cell) or _styled("Cell_20_Text", []))


def _cell(style: str, words: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{words}</table:table-cell>'


def _styled(style: str, spans: Iterable[Span]) -> str:
    return f'<text:p text:style-name="{style}">{"".join(map(_span, spans))}</text:p>'


def _span(span: Span) -> str:
    words = _words(span.text)
    words = f'<text:span text:style-name="Italic">{words}</text:span>' if span.is_italic else words
    words = f'<text:span text:style-name="Bold">{words}</text:span>' if span.is_bold else words
    if not span.address:
        return words
    about = f'xlink:type="simple" xlink:href="{escaped(span.address)}" text:style-name="Internet_20_link"'
    return f"<text:a {about}>{words}</text:a>"


def _words(text: str) -> str:
    return BLANKS.sub(_blank, escaped(text))


def _blank(found: re.Match[str]) -> str:
    match found[0]:
        case "\n":
            return "<text:line-break/>"
        case "\t":
            return "<text:tab/>"
        case spaces:
            return f'<text:s text:c="{len(spaces)}"/>'
