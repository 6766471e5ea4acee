"""How the answers to one version become columns of small numbers.

A line of which a person gives one value is a column with the place of the value in its codebook; of several values, a
column of bits for each; numbers are numbers; of words only whether there are any. The codebook is the version's own,
which never changes: so segments of one version can be laid one after the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Line, Plan, Question
from consult.results.rules.tally import routed_in

FORMAT = 1
"""Of the files; another number makes all of them anew."""
NARROW = 255
"""So many codes fit into one byte."""
Cell = float | bool | None
Holds = Literal["code", "wide code", "bit", "number"]


@dataclass(frozen=True)
class LineColumns:
    """The columns of one line: its codes, numbers or bits under `name`; `flags` are the bits of its several values."""

    line: Line
    name: str
    flags: tuple[str, ...]

    @cached_property
    def codes(self) -> tuple[int | str, ...]:
        """List the values by their codes; the next code stands for a value that the version does not know."""
        return tuple(value for value, _text in self.line.values)

    @property
    def holds(self) -> Holds:
        """Say what the column holds."""
        if self.line.counts == "one":
            return "code" if len(self.line.values) < NARROW else "wide code"
        return "number" if self.line.counts == "numbers" else "bit"

    def cells(self, values: Sequence[int | str]) -> Iterator[Cell]:
        """Code the values that somebody gave on this line."""
        if self.line.counts == "one":
            yield self._code(values[0]) if values else None
        elif self.line.counts == "numbers":
            yield next((value for value in values if isinstance(value, int | float)), None)
        else:
            yield bool(values)
            yield from (code in values for code in self.codes[: len(self.flags)])

    def _code(self, value: int | str) -> int:
        return self.codes.index(value) if value in self.codes else len(self.codes)


@dataclass(frozen=True)
class QuestionColumns:
    """The columns of one question; `answered` is the bit that tells whether anything of it was answered."""

    question: Question
    answered: str
    lines: tuple[LineColumns, ...]

    @property
    def is_plain(self) -> bool:
        """Tell whether one column of codes says everything, so that there is no other."""
        return len(self.lines) == 1 and not self.lines[0].line.key and self.lines[0].line.counts == "one"

    @property
    def is_words(self) -> bool:
        """Tell whether people write, so that there is nothing but the bit."""
        return self.question.kind == "text"

    @cached_property
    def columns(self) -> tuple[tuple[str, Holds], ...]:
        """List the columns."""
        if self.is_words:
            return ((self.answered, "bit"),)
        found: list[tuple[str, Holds]] = [] if self.is_plain else [(self.answered, "bit")]
        for one in self.lines:
            found += [(one.name, one.holds), *((flag, "bit") for flag in one.flags)]
        return tuple(found)

    def cells(self, answer: Any) -> list[Cell]:
        """Code an answer: a cell for each column."""
        values = KINDS[self.question.kind].values
        cells: list[Cell] = [] if self.is_plain else [True]
        for one in self.lines:
            cells += one.cells(values(self.question, answer, one.line.key))
        return cells


@dataclass(frozen=True)
class Layout:
    """The columns of one version."""

    questions: tuple[QuestionColumns, ...]
    routed: tuple[str, ...]
    """The questions on which conditions look: their answers stand once more in one column, as they were given."""

    @cached_property
    def by_key(self) -> Mapping[str, QuestionColumns]:
        """Find the columns of a question."""
        return {one.question.key: one for one in self.questions}

    @cached_property
    def columns(self) -> tuple[tuple[str, Holds], ...]:
        """List the columns of all questions."""
        return tuple(column for one in self.questions for column in one.columns)

    @cached_property
    def print(self) -> str:
        """Give what changes with anything that a file could be read wrong by."""
        written = [
            (one.question.key, one.question.kind, [(line.line.key, line.codes, line.holds) for line in one.lines])
            for one in self.questions
        ]
        return sha256(repr((FORMAT, written, self.routed)).encode()).hexdigest()


def layout_of(plan: Plan) -> Layout:
    """Lay out the columns of a version."""
    found = []
    for place, question in enumerate(plan.questions):
        lines = []
        for number, line in enumerate(KINDS[question.kind].lines(question)):
            name = f"q{place}_{number}"
            bits = tuple(f"{name}_{bit}" for bit in range(len(line.values))) if line.counts == "several" else ()
            lines.append(LineColumns(line, name, bits))
        found.append(QuestionColumns(question, f"q{place}", tuple(lines)))
    return Layout(tuple(found), tuple(routed_in(plan)))
