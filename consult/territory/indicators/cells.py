"""One cell of a table of public statistics: a number as Poles write it, or a conventional sign of GUS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?: \d{3})+)(?:\.\d+)?(?:e[-+]?\d{1,2})?", re.ASCII | re.IGNORECASE)
GROUPED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+", re.ASCII)
"""Dots between thousands, where a comma shows that they are no decimal points."""
BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
LONGEST = 40


class Mark(StrEnum):
    """What a sign in place of a number says."""

    NONE = "none"  # the thing did not occur: a true zero
    NO_DATA = "no_data"
    SECRET = "secret"  # noqa: S105  # no password
    NO_SENSE = "no_sense"  # the cell cannot be filled, or to no purpose


SIGNS: Mapping[str, Mark] = {
    "-": Mark.NONE,
    ".": Mark.NO_DATA,
    "..": Mark.NO_DATA,
    "...": Mark.NO_DATA,
    ":": Mark.NO_DATA,
    "n": Mark.NO_DATA,
    "nd": Mark.NO_DATA,
    "n/d": Mark.NO_DATA,
    "b.d.": Mark.NO_DATA,
    "bd": Mark.NO_DATA,
    "brak": Mark.NO_DATA,
    "brak danych": Mark.NO_DATA,
    "#": Mark.SECRET,
    "*": Mark.SECRET,
    "x": Mark.NO_SENSE,
}
"""The conventional signs of GUS, and how offices write them. A star after a number says that it was revised."""


class BadCell(Exception):
    """A cell is neither a number nor a sign that we know."""


@dataclass(frozen=True)
class Cell:
    """A value; without one, the mark says why. A true zero has both."""

    value: float | None
    mark: Mark | None = None
    is_revised: bool = False


def read_cell(text: str) -> Cell | None:
    """Read a cell: nothing for an empty one; raise `BadCell`."""
    bare = BLANKS.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-").replace("\N{EN DASH}", "-")
    if not bare:
        return None
    mark = SIGNS.get(bare.lower())
    if mark is not None:
        return Cell(0.0 if mark is Mark.NONE else None, mark)
    is_revised = bare.endswith("*")
    return Cell(_number(bare.removesuffix("*").removesuffix("%").strip()), is_revised=is_revised)


def _number(text: str) -> float:
    """Read a number with a decimal comma or point, and blanks between its thousands."""
    if GROUPED.fullmatch(text):
        text = text.replace(".", "")
    plain = text.replace(",", ".")
    if len(plain) > LONGEST or not NUMBER.fullmatch(plain):
        raise BadCell(text)
    return float(plain.replace(" ", ""))
