"""Take in the text of a draft: judge the file, keep it as it was given, cut it into units."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from consult.drafts.reading.apart import FORMATS, read_apart
from consult.drafts.reading.problems import Unreadable
from consult.drafts.rules.blocks import Document
from consult.drafts.rules.parsing import TooManyUnits, parse, parse_document
from consult.drafts.rules.units import Unit
from consult.files import operations as files
from consult.files.operations import Received
from consult.files.rules import MOST_BYTES, BadFile, judge
from consult.texts.storable import clean, is_unstorable

PASTED = "projekt.txt"
LONGEST = 2_000_000
"""Longest text, in bytes."""
MARKDOWN = (".md", ".markdown")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of the old Office begin, and those of the new one that a password locks."""
LOCKED = "EncryptedPackage".encode("utf-16-le")


class NotADraft(Exception):
    """No draft can be made of a file; `problem` is `no_units`, `old_word`, `unstorable` or one of `reading`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Taken:
    """A text that is kept and cut."""

    received: Received
    units: tuple[Unit, ...]


def take(content: BinaryIO, name: str, folder: Path) -> Taken:
    """Keep a text and cut it; raise `BadFile` or `NotADraft`. Outside any transaction: it takes a while."""
    extension = name.lower().rpartition(".")[2]
    if extension in {*FORMATS, "doc"}:
        return _take_document(content, name, extension, folder)
    data = content.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise NotADraft("too_long")
    if not name.lower().endswith((".txt", *MARKDOWN)):
        raise BadFile("kind")
    units = cut(_decoded(data))
    return Taken(files.receive(BytesIO(data), original_name(name), folder), units)


def _take_document(content: BinaryIO, name: str, extension: str, folder: Path) -> Taken:
    data = content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadFile("too_large")
    if data.startswith(OLD):
        raise NotADraft("locked" if LOCKED in data else "old_word")
    judge(name, BytesIO(data))
    try:
        units = _cut_document(read_apart(extension, data))
    except Unreadable as problem:
        raise NotADraft(problem.problem) from problem
    return Taken(files.receive(BytesIO(data), name, folder), units)


def _cut_document(document: Document) -> tuple[Unit, ...]:
    """Cut a document into units that can be stored alike on both databases."""
    blocks = tuple(replace(block, text=clean(block.text), number=clean(block.number)) for block in document.blocks)
    if any(is_unstorable(f"{block.number}{block.text}") for block in blocks):
        raise NotADraft("unstorable")
    return _units(lambda: parse_document(replace(document, blocks=blocks)))


def cut(source: str) -> tuple[Unit, ...]:
    """Cut a text into units that can be stored alike on both databases."""
    text = clean(source.removeprefix("\ufeff").replace("\f", "\n").replace("\v", "\n"))
    if is_unstorable(text):
        raise NotADraft("unstorable")
    return _units(lambda: parse(text))


def _units(parse_all: Callable[[], tuple[Unit, ...]]) -> tuple[Unit, ...]:
    try:
        units = parse_all()
    except TooManyUnits as mistake:
        raise NotADraft("too_long") from mistake
    if not units:
        raise NotADraft("no_units")
    return units


def original_name(name: str) -> str:
    """Name a file as it is kept and given out: `projekt.markdown` has one ending with `projekt.md`."""
    return f"{name.rpartition('.')[0]}.md" if name.lower().endswith(".markdown") else name


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as mistake:
        raise BadFile("encoding") from mistake
