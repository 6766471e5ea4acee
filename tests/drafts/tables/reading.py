"""Read the files of the table back, each as rows of texts, with programs that are not ours."""

import csv
import io
import zipfile

import docx
import openpyxl
import pypdfium2
from bs4 import BeautifulSoup
from lxml import etree

JOINED = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{WORD JOINER}": None})
"""What keeps words on one line in a document that is read."""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def of_docx(data):
    tables = docx.Document(io.BytesIO(data)).tables
    return _plain([cell.text for cell in row.cells] for table in tables for row in table.rows[1:])


def of_odt(data):
    content = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    rows = [row for row in content.iter(TABLE + "table-row") if not row.getparent().tag.endswith("header-rows")]
    return _plain(["\n".join("".join(one.itertext()) for one in cell) for cell in row] for row in rows)


def of_html(data):
    page = BeautifulSoup(data, "html5lib")
    return _plain(["\n".join(one.text for one in cell.select("p")) for cell in row] for row in page.select("tbody tr"))


def _plain(rows):
    return [[cell.translate(JOINED) for cell in row] for row in rows]


def of_xlsx(data):
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def of_csv(data):
    is_for_excel = data.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";" if is_for_excel else ","))


def words_of_pdf(data):
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").translate(JOINED).split())
