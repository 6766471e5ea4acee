"""How a data set lies in an SPSS file: variables, their widths, and what each cell becomes.

A text longer than 255 bytes lies in several pieces of 255, each a variable for the file and all one for the reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from consult.questionnaires.rules.shape import Blank, Cell
from consult.results.exporting.data_set import Column

ELEMENT = 8
"""Bytes of which everything is a multiple."""
PIECE = 255
"""Bytes of a piece of text."""
PIECE_COUNTED = 252
"""Bytes by which the number of pieces is told."""
WIDEST = 32_767
CUT = "…".encode()


def pieces_of(width: int) -> tuple[int, ...]:
    """Cut a width into those of the pieces."""
    if width <= PIECE:
        return (width,)
    count = -(-width // PIECE_COUNTED)
    return (*[PIECE] * (count - 1), width - (count - 1) * PIECE_COUNTED)


@dataclass(frozen=True)
class Variable:
    """A column as a variable; `width` is the number of bytes of a text, nothing for numbers."""

    column: Column
    name: str
    width: int = 0

    @cached_property
    def pieces(self) -> tuple[int, ...]:
        """Give the width of each piece."""
        return pieces_of(self.width)

    @cached_property
    def elements(self) -> int:
        """Count the elements of a cell."""
        return sum(max(1, -(-piece // ELEMENT)) for piece in self.pieces)


def number_of(column: Column, cell: Cell) -> float | None:
    """Give what a cell of a column of numbers becomes; nothing where it was not asked."""
    if cell is Blank.SKIPPED:
        return column.skipped
    if column.holds == "code":
        return column.number_of(cell)
    return cell if isinstance(cell, int | float) else None


def text_of(column: Column, cell: Cell) -> str:
    """Give what a cell of a column of words becomes."""
    if isinstance(cell, Blank):
        return "" if cell is Blank.NOT_ASKED else str(column.skipped)
    words = str(cell)
    return f"'{words}" if words == str(column.skipped) else words


def cut(text: str, longest: int) -> bytes:
    """Encode text in so many bytes, without half a character at the end."""
    written = text.encode()
    if len(written) <= longest:
        return written
    return written[: longest - len(CUT)].decode(errors="ignore").encode() + CUT


def widths_of(columns: Sequence[Column], longest: Sequence[int]) -> list[int]:
    """Give each column of words the width that it needs."""
    return [
        min(WIDEST, max(1, longest[place])) if column.holds == "words" else 0 for place, column in enumerate(columns)
    ]
