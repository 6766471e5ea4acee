"""PDF: tagged, with its title and language; whatever people wrote is words and no code."""

import ctypes
import io
import re
import subprocess

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from consult.documents import as_pdf
from consult.documents.tree import Column, Figure, Listing, Table, paragraph
from tests.documents.samples import CHANGED, HOSTILE, PICTURE, SIGNS, document, of_everything, table_of

ZALGO = "".join(map(chr, range(0x300, 0x36F)))


def words_of(written: bytes) -> str:
    """Read all pages, without the marks at which a word may break."""
    pages = pypdfium2.PdfDocument(io.BytesIO(written))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def kinds_of(written: bytes) -> list[str]:
    """List the kinds of the elements in the tree of tags, page by page."""
    pages = pypdfium2.PdfDocument(io.BytesIO(written))
    found = []

    def walk(element):
        if not element:
            return
        buffer = ctypes.create_string_buffer(64)
        size = pdfium.FPDF_StructElement_GetType(element, buffer, 64)
        found.append(buffer.raw[: size - 2].decode("utf-16-le"))
        for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
            walk(pdfium.FPDF_StructElement_GetChildAtIndex(element, place))

    for page in pages:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
        pdfium.FPDF_StructTree_Close(tree)
    return found


@pytest.fixture(scope="module")
def written():
    return as_pdf.write(of_everything(is_wide=True, about_signs="Znak zastępczy."))


def test_it_says_what_was_written(written):
    found = words_of(written).replace(" ", "")
    for text in [*HOSTILE, *CHANGED.values()]:
        assert "".join(text.split()) in found, text
    assert "Znakzastępczy." in found, "a text had what the type has no sign for"


def test_it_is_tagged(written):
    kinds = kinds_of(written)
    assert {"Document", "H1", "H2", "H3", "P", "L", "LI", "Table", "TR", "TH", "TD", "Link", "Figure"} <= set(kinds)
    assert kinds.count("TH") == 2
    assert kinds.count("H1") == 1
    pages = pypdfium2.PdfDocument(io.BytesIO(written))
    assert pdfium.FPDFCatalog_IsTagged(pages)
    for said in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang(pl-PL)", b"pdfuaid:part"):
        assert said in written, said


def test_it_names_itself(written):
    pages = pypdfium2.PdfDocument(io.BytesIO(written))
    assert pages.get_metadata_value("Title") == "Tabela uwag: „Świetlica” <b>"
    assert pages.get_metadata_value("Author") == "Urząd Miasta Kielce"
    assert pages.get_metadata_value("CreationDate").startswith("D:20261124")
    page = pages[0]
    assert page.get_width() > page.get_height()
    assert "Urząd & spółka" in words_of(written)
    assert f"1 / {len(pages)}" in words_of(written)


def test_a_picture_beside_a_list_is_read_after_it():
    listing, figure = Listing((paragraph("pocztą"),)), Figure(PICTURE, "Kod QR", 30, is_beside=True)
    kinds = kinds_of(as_pdf.write(document(listing, figure)))
    assert kinds.count("Figure") == 1
    assert kinds.index("L") < kinds.index("Figure")


def test_signs_that_the_type_lacks_are_told():
    written = as_pdf.write(document(paragraph(SIGNS), about_signs="Znak zastępczy."))
    assert "Znak zastępczy." in words_of(written)
    assert "Znak zastępczy." not in words_of(as_pdf.write(document(paragraph("a"), about_signs="Znak zastępczy.")))


def test_a_table_without_end_is_refused():
    with pytest.raises(as_pdf.CannotBeSet):
        as_pdf.write(document(table_of([""] * (as_pdf.MOST_ROWS + 1))))


def test_a_document_that_cannot_be_set_is_told(monkeypatch):
    def late(command, **_options):
        raise subprocess.TimeoutExpired(command, 1)

    monkeypatch.setattr(subprocess, "run", late)
    with pytest.raises(as_pdf.CannotBeSet):
        as_pdf.write(document(paragraph("a")))


def test_letters_with_many_marks_are_set():
    assert "Zażółć" in words_of(as_pdf.write(document(paragraph("Zażółć"), paragraph("Z" + ZALGO * 3))))


def test_where_a_sign_is_lacking_after_all_the_common_ones_stay(monkeypatch):
    monkeypatch.setattr(as_pdf, "UNKNOWN", re.compile("(?!)"))  # as if Typst came with another type
    written = as_pdf.write(document(paragraph(f"Zażółć {SIGNS} ґ"), about_signs="Znak zastępczy."))
    assert "Zażółć \N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}" in words_of(written)
    assert "Znak zastępczy." in words_of(written)


@pytest.mark.complete
def test_the_type_has_every_sign_that_is_kept():
    signs = [chr(code) for code in range(0x20, 0x10000) if not as_pdf.UNKNOWN.match(chr(code))]
    rows = tuple(((paragraph(sign),), (paragraph(f"a{sign}b"),)) for sign in signs)
    columns = (Column("a", 10), Column("b", 10))
    assert as_pdf.write(document(Table("", columns, rows[: as_pdf.MOST_ROWS])))
