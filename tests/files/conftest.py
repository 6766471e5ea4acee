"""Archives of every kind, good and bad."""

import io
import zipfile

import pytest

CONTENT_TYPES = "[Content_Types].xml"
DOCX = {CONTENT_TYPES: "<Types/>", "word/document.xml": "<w:document/>"}
XLSX = {CONTENT_TYPES: "<Types/>", "xl/workbook.xml": "<workbook/>"}
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}
GOOD = {
    "a.pdf": b"%PDF-1.7\n%%EOF\n",
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\0IEND\xaeB`\x82",
    "a.jpg": b"\xff\xd8\xff\xe0\0\7JFIF\0\xff\xd9",
    "a.jpeg": b"\xff\xd8\xff\xe1\0\6more\xff\xd9",
    "a.csv": "a;b\nzażółć;1\n".encode(),
    "a.txt": b"\xef\xbb\xbfText\r\n",
}


def packed(entries, *, comment=b"", **attributes):
    """Make an archive; `attributes` are set on each entry."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for attribute, value in attributes.items():
                setattr(entry, attribute, value)
            archive.writestr(entry, content)
        archive.comment = comment
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "files"
