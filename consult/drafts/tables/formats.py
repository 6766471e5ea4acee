"""The files of the table, each by its name in the address with what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from consult.documents import as_csv, as_docx, as_html, as_odt, as_pdf, as_xlsx
from consult.drafts.tables.gathering import LANGUAGE, Gathered
from consult.drafts.tables.printed import document_of, title_of
from consult.drafts.tables.spread import about_of, remarks_of


@dataclass(frozen=True)
class Format:
    """One file: what it is for, what it is called among kinds of files, and what writes it."""

    words: str
    kind: str
    media_type: str
    write: Callable[[Gathered], bytes]


def _workbook(table: Gathered) -> bytes:
    sheets = (remarks_of(table), about_of(table))
    return as_xlsx.write(title_of(table), table.office, table.made_at, sheets)


FORMATS: Mapping[str, Format] = {
    "tabela.docx": Format(
        _("To edit in Word"), "DOCX", as_docx.MEDIA_TYPE, lambda table: as_docx.write(document_of(table))
    ),
    "tabela.odt": Format(
        _("To edit in LibreOffice"), "ODT", as_odt.MEDIA_TYPE, lambda table: as_odt.write(document_of(table))
    ),
    "tabela.pdf": Format(
        _("To read and print"), "PDF", as_pdf.MEDIA_TYPE, lambda table: as_pdf.write(document_of(table))
    ),
    "tabela.html": Format(
        _("To put on another website"), "HTML", as_html.MEDIA_TYPE, lambda table: as_html.write(document_of(table))
    ),
    "tabela.xlsx": Format(_("To sort and count"), "XLSX", as_xlsx.MEDIA_TYPE, _workbook),
    "tabela-excel.csv": Format(
        _("To open in Polish Excel"),
        "CSV",
        as_csv.MEDIA_TYPE,
        lambda table: as_csv.write_for_polish_excel(remarks_of(table)),
    ),
    "tabela.csv": Format(
        _("For other programs"), "CSV", as_csv.MEDIA_TYPE, lambda table: as_csv.write(remarks_of(table))
    ),
}
PDF = "tabela.pdf"
ADDRESS = f"<any({', '.join(repr(name) for name in FORMATS)}):name>"
"""The part of an address that names one of them."""


def made(name: str, table: Gathered) -> bytes:
    """Make a file; whoever asks for it, its words are those in which the office publishes."""
    with force_locale(LANGUAGE):
        return FORMATS[name].write(table)


def offered(rows: int) -> list[str]:
    """List the files that a table with so many rows has; the longest ones have no PDF."""
    return [name for name in FORMATS if name != PDF or rows <= as_pdf.MOST_ROWS]
