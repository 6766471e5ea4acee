"""Which files are taken, judged by what they hold; what they are called; how their size is said."""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO
from unicodedata import category, normalize

from consult.files import archives
from consult.files.archives import BadArchive
from consult.texts.calendar_words import format_number

KILOBYTE = 1000
MEGABYTE = 1000 * KILOBYTE
GIGABYTE = 1000 * MEGABYTE
MOST_BYTES = 20 * MEGABYTE
LONGEST_NAME = 150
"""Longest name that is kept, in characters."""
CHUNK = 64 * 1024
TEXT_CONTROLS = frozenset("\t\n\r\f")
MARKUP = re.compile(r"\ufeff?\s*<(?:!|\?|/?[a-z])", re.IGNORECASE)
"""How HTML, SVG and XML begin."""


class BadFile(Exception):
    """A file is not taken; `problem` is a key of `PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


PROBLEMS = ("empty", "too_large", "kind", "mismatch", "encoding", *archives.PROBLEMS)


@dataclass(frozen=True)
class Judged:
    """A file that may be taken: the name that people see, and the media type under which it is given out."""

    name: str
    media_type: str


def judge(filename: str, content: BinaryIO) -> Judged:
    """Judge a file by its name and by what it holds; both must say the same. Raise `BadFile`."""
    name = clean_name(filename)
    _, dot, extension = name.lower().rpartition(".")
    kind = KINDS.get(extension) if dot else None
    if kind is None:
        raise BadFile("kind")
    content.seek(0)
    head = content.read(CHUNK)
    if not head:
        raise BadFile("empty")
    kind.check(content, head, extension)
    return Judged(name, kind.media_type)


def clean_name(filename: str) -> str:
    """Make a name that is safe to show and to save under: no folders, nothing unseen, not too long.

    Characters that turn the direction of writing are taken out, so that `fdp.exe` cannot be read as `exe.pdf`.
    """
    last = normalize("NFC", filename).replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if category(c) in {"Zl", "Zp", "Zs"} else c for c in last if category(c)[0] != "C")
    stem, dot, extension = " ".join(seen.split()).strip(". ").rpartition(".")
    if not dot:
        return extension[:LONGEST_NAME] or "file"
    return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip('. ')}.{extension}"[-LONGEST_NAME:]


def size_words(size: int, language: str) -> str:
    """Say a size in bytes as `340 kB` or `1,2 MB`."""
    if size < KILOBYTE:
        return f"{size}\N{NO-BREAK SPACE}B"
    if size < MEGABYTE - KILOBYTE // 2:
        return f"{format_number(round(size / KILOBYTE), language)}\N{NO-BREAK SPACE}kB"
    unit, name = (MEGABYTE, "MB") if size < GIGABYTE - MEGABYTE // 20 else (GIGABYTE, "GB")
    return f"{format_number(round(size / unit, 1), language)}\N{NO-BREAK SPACE}{name}"


def _begins_with(*signatures: bytes) -> Callable[[BinaryIO, bytes, str], None]:
    """Make the check of a kind that is known by its first bytes."""

    def check(_content: BinaryIO, head: bytes, _extension: str) -> None:
        if not head.startswith(signatures):
            raise BadFile("mismatch")

    return check


def _is_package(content: BinaryIO, head: bytes, extension: str) -> None:
    """Look into a document that is a zip archive, without unpacking it."""
    if not head.startswith(archives.BEGINNING):
        raise BadFile("mismatch")
    try:
        held = archives.kind_of(content)
    except BadArchive as bad:
        raise BadFile(bad.problem) from bad
    if held != extension:
        raise BadFile("mismatch")


def _is_text(content: BinaryIO, head: bytes, _extension: str) -> None:
    """See that it is UTF-8 through and through, and text rather than markup."""
    if head.startswith(BINARY):
        raise BadFile("mismatch")
    decoder = codecs.getincrementaldecoder("utf-8")()
    content.seek(0)
    is_first = True
    while chunk := content.read(CHUNK):
        text = _decoded(decoder, chunk)
        if any(category(c) == "Cc" and c not in TEXT_CONTROLS for c in text):
            raise BadFile("encoding")
        if is_first and MARKUP.match(text):
            raise BadFile("mismatch")
        is_first = False
    _decoded(decoder, b"", is_last=True)


def _decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, *, is_last: bool = False) -> str:
    try:
        return decoder.decode(chunk, is_last)
    except UnicodeDecodeError as mistake:
        raise BadFile("encoding") from mistake


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken."""

    media_type: str
    check: Callable[[BinaryIO, bytes, str], None]


PDF = b"%PDF-"
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
BINARY = (PDF, PNG, JPEG, archives.BEGINNING)
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", _begins_with(PDF)),
    "docx": Kind(f"{OFFICE}.wordprocessingml.document", _is_package),
    "odt": Kind(f"{OPEN_DOCUMENT}.text", _is_package),
    "xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", _is_package),
    "ods": Kind(f"{OPEN_DOCUMENT}.spreadsheet", _is_package),
    "csv": Kind("text/csv", _is_text),
    "txt": Kind("text/plain", _is_text),
    "md": Kind("text/markdown", _is_text),
    "png": Kind("image/png", _begins_with(PNG)),
    "jpg": Kind("image/jpeg", _begins_with(JPEG)),
    "jpeg": Kind("image/jpeg", _begins_with(JPEG)),
}
