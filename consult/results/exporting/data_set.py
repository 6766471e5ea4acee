"""A data set, ready to be written: its columns with their words in one language, and its rows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from consult.questionnaires.rules.shape import Cell
from consult.results.rules.laying import Row
from consult.results.rules.thinning import FEW

NINES = (9, 99, 999, 9_999, 9_999_999, 9_999_999_999_999)
"""What stands, below zero, for a question left blank: the first that no answer can be."""
LARGEST = 10.0**12
"""No number in an answer is larger."""


@dataclass(frozen=True)
class Column:
    """One column: its name, what it says, what its cells hold."""

    name: str
    label: str
    holds: Literal["code", "flag", "number", "words"]
    values: Mapping[int | str, str]
    """Codes with their words."""
    apart: tuple[int | str, ...] = ()
    low: float | None = None

    @cached_property
    def skipped(self) -> int:
        """Give the number that says in this column that the question was asked and left blank."""
        if self.holds == "number":
            low = -LARGEST if self.low is None else min(0, self.low)
        else:
            low = min([0, *self._counted.values(), *(int(value) for value in self.values if _is_whole(value))])
        return next(-nines for nines in NINES if len(self.apart) - nines < low)

    @cached_property
    def numbers(self) -> Mapping[int | str, int]:
        """Give each code a number, for programs that count with numbers alone."""
        apart = {value: number for number, value in enumerate(self.apart, self.skipped + 1)}
        return self._counted | apart

    @cached_property
    def _counted(self) -> dict[int | str, int]:
        """Number what is not apart: by itself where all are numbers, else in its order."""
        values = [value for value in self.values if value not in self.apart and value != FEW]
        whole = [int(value) for value in values if _is_whole(value)]
        is_told = len(set(whole)) == len(values)
        numbers = dict(zip(values, whole if is_told else range(1, len(values) + 1), strict=True))
        if FEW in self.values:
            numbers[FEW] = max(numbers.values(), default=0) + 1
        return numbers

    def number_of(self, code: Cell) -> int | None:
        """Give the number of a code; a gmina that nobody listed has its own."""
        if isinstance(code, int | str):
            return self.numbers.get(code) or (int(code) if _is_whole(code) else None)
        return None


def _is_whole(value: Cell) -> bool:
    words = str(value)
    return words.isascii() and words.removeprefix("-").isdecimal()


@dataclass(frozen=True)
class DataSet:
    """What is exported; `rows` can be gone through again."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    words: Mapping[str, str]
    """Words of the codebook: its headings, and those for what holds nothing."""
