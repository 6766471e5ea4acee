"""Look into zip archives without unpacking them: what kind of document, and is it harmless.

The directory at the end is read only once its length is known to be small. What an office program never
writes is refused: a comment after the directory, zip64, entries before the first or over one another.
"""

import re
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

BEGINNING = b"PK\x03\x04"
PROBLEMS = ("broken", "packed", "locked", "macros")

MOST_ENTRIES = 3000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TIMES = 200
"""How many times larger an archive may become; texts of documents reach about 50."""
SMALL = 1024 * 1024
"""Up to this size, unpacked, nothing is a bomb however well it is packed."""
LONGEST_DIRECTORY = 1024 * 1024
LONGEST_LIST = 1024 * 1024
END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
ZIP64_MARK = b"PK\x06\x07"
ZIP64_SIZE = 20
IS_ENCRYPTED = 0x1
DAMAGED = (BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error)
"""What zipfile raises at an archive that is damaged, also on purpose."""

CONTENT_TYPES = "[Content_Types].xml"
MICROSOFT = {re.compile(r"word/document\d?\.xml"): "docx", re.compile(r"xl/workbook\.xml"): "xlsx"}
"""Main parts; Word in the browser numbers its own."""
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
LONGEST_MEDIA_TYPE = max(map(len, OPEN_DOCUMENT))
PROGRAMS = re.compile(
    r"^(?:basic|scripts)/|/macrosheets/|/activex/|vbaproject|vbadata|\.(?:exe|dll|js|vbs|jar|class)$", re.IGNORECASE
)
"""Names of entries that hold macros or programs."""


class BadArchive(Exception):
    """An archive is not taken; `problem` is one of `PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def kind_of(content: BinaryIO) -> str | None:
    """Tell which kind of document an archive is, by its extension; raise `BadArchive` where it may do harm."""
    size = content.seek(0, 2)
    _check_end(content, size)
    try:
        with ZipFile(content) as archive:
            entries = archive.infolist()
            _check_names(entries)
            _check_sizes(entries, size)
            return _kind(archive, entries)
    except DAMAGED as mistake:
        raise BadArchive("broken") from mistake


def _check_end(content: BinaryIO, size: int) -> None:
    """See that the archive ends where its directory says, and that the directory is small."""
    if size < END.size:
        raise BadArchive("broken")
    content.seek(max(0, size - END.size - ZIP64_SIZE))
    tail = content.read()
    mark, _, _, _, entries, directory, offset, comment = END.unpack(tail[-END.size :])
    if mark != END_MARK or comment or tail.startswith(ZIP64_MARK):
        raise BadArchive("broken")
    if entries > MOST_ENTRIES or directory > LONGEST_DIRECTORY:
        raise BadArchive("packed")
    if offset + directory + END.size != size:
        raise BadArchive("broken")


def _check_names(entries: Sequence[ZipInfo]) -> None:
    """See that every entry stands once, under a name inside the archive, as a plain file."""
    names = Counter(entry.filename for entry in entries)
    if len(names) != len(entries) or any(_is_outside(entry.orig_filename) for entry in entries):
        raise BadArchive("packed")
    if any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries):
        raise BadArchive("packed")
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise BadArchive("locked")
    if any(PROGRAMS.search(name) for name in names):
        raise BadArchive("macros")


def _is_outside(name: str) -> bool:
    has_odd_letter = "\\" in name or ":" in name or "\0" in name
    return has_odd_letter or name.startswith("/") or ".." in name.split("/")


def _check_sizes(entries: Sequence[ZipInfo], size: int) -> None:
    """See that it does not become too large, and that its entries stand side by side and not over one another."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > max(SMALL, size * MOST_TIMES):
        raise BadArchive("packed")
    offsets = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    ends = [offset + packed for offset, packed in offsets]
    if not offsets or offsets[0][0] != 0 or any(b[0] < end for end, b in zip(ends, offsets[1:], strict=False)):
        raise BadArchive("packed")
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise BadArchive("broken")


def _kind(archive: ZipFile, entries: Sequence[ZipInfo]) -> str | None:
    names = {entry.filename for entry in entries}
    found = {kind for name, kind in MICROSOFT.items() if CONTENT_TYPES in names and any(map(name.fullmatch, names))}
    if found and b"macroenabled" in _beginning(archive, CONTENT_TYPES, LONGEST_LIST).lower():
        raise BadArchive("macros")
    if "mimetype" in names:
        found.add(OPEN_DOCUMENT.get(_beginning(archive, "mimetype", LONGEST_MEDIA_TYPE + 1), ""))
    return _only(found)


def _only(found: Iterable[str]) -> str | None:
    """Give the only one found: an archive that is two kinds at once is none."""
    kinds = list(found)
    return kinds[0] if len(kinds) == 1 else None


def _beginning(archive: ZipFile, name: str, longest: int) -> bytes:
    with archive.open(name) as entry:
        return entry.read(longest)
