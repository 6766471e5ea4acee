"""Take in the text of a draft: judge the file, keep it as it was given, cut it into units."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from consult.drafts.rules.parsing import TooManyUnits, parse
from consult.drafts.rules.units import Unit
from consult.files import operations as files
from consult.files.operations import Received
from consult.files.rules import BadFile
from consult.texts.storable import clean, is_unstorable

PASTED = "projekt.txt"
LONGEST = 2_000_000
"""Longest text, in bytes."""
MARKDOWN = (".md", ".markdown")


class NotADraft(Exception):
    """No draft can be made of a text; `problem` is `no_units`, `too_long` or `unstorable`."""

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
    data = content.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise NotADraft("too_long")
    if not name.lower().endswith((".txt", *MARKDOWN)):
        raise BadFile("kind")
    units = cut(_decoded(data))
    return Taken(files.receive(BytesIO(data), as_text(name), folder), units)


def cut(source: str) -> tuple[Unit, ...]:
    """Cut a text into units that can be stored alike on both databases."""
    text = clean(source.removeprefix("\ufeff").replace("\f", "\n").replace("\v", "\n"))
    if is_unstorable(text):
        raise NotADraft("unstorable")
    try:
        units = parse(text)
    except TooManyUnits as mistake:
        raise NotADraft("too_long") from mistake
    if not units:
        raise NotADraft("no_units")
    return units


def as_text(name: str) -> str:
    """Name a file of Markdown as the text that it is: `projekt.md` becomes `projekt.md.txt`."""
    return f"{name}.txt" if name.lower().endswith(MARKDOWN) else name


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as mistake:
        raise BadFile("encoding") from mistake
