"""What is written is read back, word for word, by programs that are not ours."""

import csv
import io
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from consult.documents import as_csv, as_docx, as_html, as_odt, as_xlsx
from consult.documents.harmless import harmless
from consult.documents.plain import plain
from consult.documents.tree import Column, Sheet, paragraph
from tests.documents.samples import HOSTILE, MOMENT, PICTURE, TEXTS, document, of_everything, table_of

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, TABLE, STYLE, OFFICE = (ODF % name for name in ("text", "table", "style", "office"))


def test_docx_is_read_by_python_docx():
    found = docx.Document(io.BytesIO(as_docx.write(of_everything(is_wide=True))))
    assert (found.core_properties.title, found.core_properties.author) == (
        "Tabela uwag: „Świetlica” <b>",
        "Urząd Miasta Kielce",
    )
    assert found.core_properties.language == "pl-PL"
    assert found.core_properties.created.isoformat() == "2026-11-24T09:40:00+00:00"
    styles = [(one.style.name, one.text) for one in found.paragraphs]
    assert ("Heading 1", "Tabela uwag: „Świetlica” <b>") in styles
    assert ("Heading 2", "Wynik") in styles
    assert ("List Bullet", "uwzględniono: 12") in styles
    assert ("Field", "\n\n\n") in styles
    (table,) = found.tables
    assert [row.cells[1].text for row in table.rows] == ["Treść", *TEXTS]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    section = found.sections[0]
    assert section.page_width > section.page_height
    assert "Urząd & spółka" in section.footer.paragraphs[0].text
    assert section.footer._element.xpath("//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    (link,) = [link for one in found.paragraphs for link in one.hyperlinks]
    assert link.url == "https://example.pl/k/x?a=1&b=2"
    assert found.element.xpath("//wp:docPr/@descr") == ["Kod QR: <adres>"]
    assert found.styles.element.xpath("//w:rPrDefault//w:lang/@w:val") == ["pl-PL"]
    (picture,) = [part.blob for part in found.part.package.iter_parts() if part.content_type == "image/png"]
    assert picture == PICTURE


def test_odt_is_an_open_document():
    written = as_odt.write(of_everything(is_wide=True))
    assert written[30:38] == b"mimetype"
    assert written[38 : 38 + len(as_odt.MEDIA_TYPE)] == as_odt.MEDIA_TYPE.encode(), "it is stored as it is"
    archive = zipfile.ZipFile(io.BytesIO(written))
    names = archive.namelist()
    manifest = etree.fromstring(archive.read("META-INF/manifest.xml"))
    listed = {entry.get(ODF % "manifest" + "full-path") for entry in manifest}
    assert listed == {"/", *(name for name in names if name not in {"mimetype", "META-INF/manifest.xml"})}
    styles = etree.fromstring(archive.read("styles.xml"))
    said = etree.tostring(styles, encoding="unicode")
    assert 'fo:language="pl"' in said
    assert 'fo:country="PL"' in said
    assert 'fo:page-width="29.70cm"' in said
    assert "Urząd &amp; spółka" in said
    assert list(styles.iter(TEXT + "page-number"))
    meta = "".join(etree.fromstring(archive.read("meta.xml")).itertext())
    assert "Tabela uwag: „Świetlica” <b>" in meta
    content = etree.fromstring(archive.read("content.xml"))
    headings = [(int(one.get(TEXT + "outline-level")), "".join(one.itertext())) for one in content.iter(TEXT + "h")]
    assert headings == [(1, "Tabela uwag: „Świetlica” <b>"), (2, "Wynik"), (3, "Uwagi")]
    rows = list(content.iter(TABLE + "table-row"))
    assert rows[0].getparent().tag == TABLE + "table-header-rows"
    assert [odt_words(row[1]) for row in rows] == ["Treść", *TEXTS]
    assert_styles_are_known(content, styles)


def odt_words(element) -> str:
    """Read what an element says, with the blanks that are elements."""
    words = element.text or ""
    for child in element:
        name = child.tag.removeprefix(TEXT)
        blanks = {"line-break": "\n", "tab": "\t", "s": " " * int(child.get(TEXT + "c", "1"))}
        words += blanks.get(name) or odt_words(child)
        words += child.tail or ""
    return words


def assert_styles_are_known(content, styles):
    known = {one.get(STYLE + "name") for tree in (content, styles) for one in tree.iter() if one.get(STYLE + "name")}
    for element in content.iter():
        for name, value in element.attrib.items():
            if name.endswith("}style-name"):
                assert value in known, value


def test_html_is_a_page():
    page = BeautifulSoup(as_html.write(of_everything()), "html5lib")
    assert page.html["lang"] == "pl"
    assert page.title.text == page.h1.text == "Tabela uwag: „Świetlica” <b>"
    assert not page.select("script, style, [style], [onload]")
    assert [head["scope"] for head in page.select("thead th")] == ["col", "col"]
    cells = page.select("tbody td:nth-of-type(2) p")
    assert ["".join("\n" if one.name == "br" else one.text for one in cell.children) for cell in cells] == TEXTS
    assert page.img["alt"] == "Kod QR: <adres>"


def sheet(*texts):
    columns = (Column("Lp.", 6), Column("=Treść", 40), Column("Dnia", 12))
    return Sheet("Uwagi", columns, [(number, text, date(2026, 1, 2)) for number, text in enumerate(texts, 1)])


def test_xlsx_has_texts_and_no_formulas():
    written = as_xlsx.write("Tytuł", "Urząd", MOMENT, [sheet(*HOSTILE, "x" * 40_000)])
    book = openpyxl.load_workbook(io.BytesIO(written))
    page = book.worksheets[0]
    rows = list(page.iter_rows(min_row=2, max_row=1 + len(HOSTILE)))
    assert [row[1].value for row in rows] == list(HOSTILE)
    assert {cell.data_type for row in rows for cell in row} == {"n", "s", "d"}
    assert rows[0][1].alignment.wrap_text
    assert (rows[0][0].value, rows[0][2].value.date()) == (1, date(2026, 1, 2))
    assert page["B1"].value == "=Treść"
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:C{2 + len(HOSTILE)}"
    assert page.column_dimensions["B"].width > 35
    assert len(page.cell(2 + len(HOSTILE), 2).value) == as_xlsx.LONGEST
    assert book.properties.title == "Tytuł"
    assert book.sheetnames[0] == "Uwagi"


@pytest.mark.parametrize(
    ("write", "delimiter", "begins"),
    [(as_csv.write, ",", ""), (as_csv.write_for_polish_excel, ";", "\N{ZERO WIDTH NO-BREAK SPACE}")],
)
def test_csv_has_no_formulas_either(write, delimiter, begins):
    written = write(sheet(*HOSTILE)).decode()
    assert written.startswith(begins + "Lp.")
    rows = list(csv.reader(io.StringIO(written.removeprefix(begins), newline=""), delimiter=delimiter))
    assert rows[0] == ["Lp.", "'=Treść", "Dnia"]
    assert [row[1] for row in rows[1:]] == [harmless(text) for text in HOSTILE]
    assert rows[1][2] == "2026-01-02"
    assert written.count("\r\n") == 1 + len(HOSTILE)


def test_the_same_document_is_the_same_file():
    for writer in (as_docx, as_odt):
        assert writer.write(of_everything()) == writer.write(of_everything())


@settings(max_examples=30)
@given(st.text())
def test_any_text_is_read_back(text):
    sent = document(paragraph(text), table_of([text]), title=text or "x")
    found = docx.Document(io.BytesIO(as_docx.write(sent)))
    assert found.tables[0].cell(1, 1).text == plain(text)
    content = zipfile.ZipFile(io.BytesIO(as_odt.write(sent))).read("content.xml")
    rows = list(etree.fromstring(content).iter(TABLE + "table-row"))
    assert odt_words(rows[1][1]) == plain(text)
