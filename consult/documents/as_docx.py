"""DOCX, as ECMA-376 has it: real headings and lists, repeated heads of tables, the language of its words."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from consult.documents.packing import height_of, packed, shares, skeleton
from consult.documents.plain import escaped
from consult.documents.tree import (
    LANDS,
    Blank,
    Cell,
    Choices,
    Column,
    Document,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    stays_together,
)

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHORT_SIDE, LONG_SIDE, MARGIN = 11906, 16838, 964
"""Of a page (A4), in twentieths of a point."""
FROM_MILLIMETRES = 36000
"""To the measure of pictures."""
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write(document: Document) -> bytes:
    """Write the file."""
    writer = _Writer(document)
    language = f"{document.language}-{LANDS[document.language]}"
    parts: dict[str, str | bytes] = {}
    parts |= skeleton(
        "docx",
        title=escaped(document.title),
        author=escaped(document.author),
        language=language,
        moment=f"{document.made_at:%Y-%m-%dT%H:%M:%SZ}",
        footer=escaped(document.footer),
        width=str(writer.width),
    )
    parts["word/document.xml"] = writer.document()
    parts["word/_rels/document.xml.rels"] = writer.relations()
    parts |= {f"word/media/{number}.png": picture for number, picture in enumerate(writer.pictures, 1)}
    return packed(parts)


class _Writer:
    """Writes the body, and remembers what it speaks of outside of it."""

    def __init__(self, document: Document) -> None:
        self.source = document
        sides = (LONG_SIDE, SHORT_SIDE) if document.is_wide else (SHORT_SIDE, LONG_SIDE)
        self.page_width, self.page_height = sides
        self.width = self.page_width - 2 * MARGIN
        self.addresses: dict[str, int] = {}
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

    def document(self) -> str:
        """Write the part that holds the words."""
        blocks = (Heading(self.source.title, 1), *self.source.blocks)
        body = "".join(self.writers[type(block)](block) for block in blocks)
        orientation = ' w:orient="landscape"' if self.source.is_wide else ""
        sides = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
        section = (
            '<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
            f'<w:pgSz w:w="{self.page_width}" w:h="{self.page_height}"{orientation}/>'
            f'<w:pgMar {sides} w:header="510" w:footer="510" w:gutter="0"/></w:sectPr>'
        )
        return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"

    def relations(self) -> str:
        """Write the list of what the body speaks of."""
        return (
            f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{''.join(self._relations())}</Relationships>"
        )

    def _relations(self) -> Iterator[str]:
        for name in ("styles", "numbering", "settings"):
            yield f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>'
        yield f'<Relationship Id="footer" Type="{RELATIONS}/footer" Target="footer1.xml"/>'
        for number in range(1, len(self.pictures) + 1):
            yield f'<Relationship Id="picture{number}" Type="{RELATIONS}/image" Target="media/{number}.png"/>'
        for address, number in self.addresses.items():
            target = f'Target="{escaped(address)}" TargetMode="External"'
            yield f'<Relationship Id="link{number}" Type="{RELATIONS}/hyperlink" {target}/>'

    def heading(self, block: Heading) -> str:
        """Write a heading of its level."""
        return self._styled(f"Heading{block.level}", [Span(block.text)])

    def paragraph(self, block: Paragraph, style: str = "") -> str:
        """Write a paragraph."""
        return self._styled(style, block.spans)

    def listing(self, block: Listing) -> str:
        """Write a list."""
        return "".join(self.paragraph(item, "ListBullet") for item in block.items)

    def choices(self, block: Choices) -> str:
        """Write boxes to be ticked."""
        options = (self._styled("Choice", [Span(f"\N{BALLOT BOX} {option}")]) for option in block.options)
        return self._styled("FieldLabel", [Span(block.label)]) + "".join(options)

    def blank(self, block: Blank) -> str:
        """Write a frame to write in."""
        return self._styled("FieldLabel", [Span(block.label)]) + self._styled("Field", [Span("\n" * (block.lines - 1))])

    def table(self, block: Table) -> str:
        """Write a table; a paragraph must follow one."""
        widths = shares(tuple(column.width for column in block.columns), self.width)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        says = escaped(block.says)
        properties = (
            f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
            f'<w:tblCaption w:val="{says}"/></w:tblPr>'
        )
        row = partial(self._row, widths)
        rows = "".join(row(cell) for cell in block.rows)
        head = self._head(block.columns, widths)
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl><w:p/>"

    def _head(self, columns: Iterable[Column], widths: list[int]) -> str:
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7EBF0"/>'
        cells = (
            self._cell(width, self._styled("CellHeading", [Span(column.title)]), shade)
            for column, width in zip(columns, widths, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _row(self, widths: list[int], row: Sequence[Cell]) -> str:
        cells = (
            self._cell(width, "".join(self.paragraph(one, "CellText") for one in cell))
            for width, cell in zip(widths, row, strict=True)
        )
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if stays_together(row) else ""
        return f"<w:tr>{whole}{''.join(cells)}</w:tr>"

    def _cell(self, width: int, words: str, shade: str = "") -> str:
        inside = words or self._styled("CellText", [])
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{inside}</w:tc>'

    def figure(self, block: Figure) -> str:
        """Write a picture with what it says."""
        self.pictures.append(block.picture)
        number = len(self.pictures)
        width = block.width * FROM_MILLIMETRES
        size = f'cx="{width}" cy="{round(height_of(block.picture, width))}"'
        about = f'id="{number}" name="{number}.png" descr="{escaped(block.says)}"'
        picture = (
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        data = (
            f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">{picture}</a:graphicData>'
        )
        return (
            f"<w:p><w:r><w:drawing><wp:inline><wp:extent {size}/><wp:docPr {about}/>"
            f"<a:graphic>{data}</a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def _styled(self, style: str, spans: Iterable[Span]) -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{properties}{''.join(map(self._span, spans))}</w:p>"

    def _span(self, span: Span) -> str:
        link = '<w:rStyle w:val="Hyperlink"/>' if span.address else ""
        marks = f"{link}{'<w:b/><w:bCs/>' * span.is_bold}{'<w:i/><w:iCs/>' * span.is_italic}"
        properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
        run = f"<w:r>{properties}{_words(span.text)}</w:r>"
        if not span.address:
            return run
        number = self.addresses.setdefault(span.address, len(self.addresses) + 1)
        return f'<w:hyperlink r:id="link{number}">{run}</w:hyperlink>'


def _words(text: str) -> str:
    """Write words; a newline and a tab are elements of their own."""
    lines = (
        "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t"))
        for line in escaped(text).split("\n")
    )
    return "<w:br/>".join(lines)
