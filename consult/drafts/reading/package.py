"""Parts of a document that is a zip archive of XML. Its archive was judged by `files` before."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from consult.drafts.reading.problems import LONGEST_XML, Unreadable
from consult.files.archives import DAMAGED

Element = Any
"""An element of lxml, which has no types."""
DOCTYPE = b"<!DOCTYPE"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """An archive that is open."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = ZipFile(BytesIO(data))
        except DAMAGED as mistake:
            raise Unreadable("broken") from mistake
        self._names = set(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """Read a part; nothing where it is not there."""
        if name not in self._names:
            return b""
        try:
            with self._archive.open(name) as entry:
                data = entry.read(LONGEST_XML + 1)
        except DAMAGED as mistake:
            raise Unreadable("broken") from mistake
        if len(data) > LONGEST_XML:
            raise Unreadable("too_long")
        return data

    def xml(self, name: str) -> Element | None:
        """Read a part as XML; nothing where it is not there."""
        data = self.part(name)
        return parsed(data) if data else None


def parsed(data: bytes) -> Element:
    """Parse XML without entities, definitions, or anything from elsewhere."""
    if DOCTYPE in data or b"\0" in data[:64]:  # office programs write neither: it is UTF-8 without definitions
        raise Unreadable("broken")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.replace(STRICT, USUAL), parser)
    except etree.XMLSyntaxError as mistake:
        raise Unreadable("broken") from mistake
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("broken")
    return root


def local(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def whole(value: str | None, default: int = 0) -> int:
    """Read a number out of an attribute; what is none counts as the default."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(LONGEST_XML)) else default
