"""The kinds of questions, each complete in one module: its part of the document, its form, its check, its counts."""

from collections.abc import Mapping
from typing import Any, Protocol

from consult.questionnaires.rules.kinds import (
    address,
    calculated,
    consent,
    date,
    duration,
    grid,
    hidden,
    matrix,
    multiple,
    note,
    number,
    period,
    ranking,
    scale,
    single,
    text,
)
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Question, Read, Said, Typed, Variable

Shape = str | tuple[str, ...]
"""What a member of the format holds: the name of a shape (see `rules.schema`), or the words to choose from."""


class Kind(Protocol):
    """What a kind of question can do.

    The template `questionnaires/kinds/_<kind>.html` shows it, `questionnaires/paper/_<kind>.html` prints it.
    """

    @property
    def MEMBERS(self) -> Mapping[str, Shape]:  # noqa: N802  # a constant of each module
        """Name what a question of this kind may have beside what all have, each with its shape."""

    @property
    def NEEDS(self) -> tuple[str, ...]:  # noqa: N802
        """Name those of its members that cannot be left out."""

    def parse(self, reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Read its own part of a question, as arguments of `Question`."""

    def compared(self, question: Question, op: str, value: Any) -> Any:
        """Give the value with which a condition compares answers, or nothing where it cannot."""

    def fields(self, question: Question) -> tuple[str, ...]:
        """Name the fields of its form."""

    def read(self, question: Question, typed: Typed) -> Read:
        """Turn what was typed into an answer, or say what is wrong."""

    def said(self, question: Question, typed: Typed) -> tuple[Said, ...]:
        """Give what was typed, right or wrong, to be read again."""

    def lines(self, question: Question) -> tuple[Line, ...]:
        """List what is counted: one line, or one for each row, part or option."""

    def values(self, question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
        """Give the values of one answer on a line."""

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """List the columns that it has in an exported data set."""

    def cells(self, question: Question, answers: Answers) -> tuple[Cell, ...]:
        """Give what these answers, of somebody who answered the question, hold for each of the variables."""


KINDS: Mapping[str, Kind] = {
    "single": single,
    "multiple": multiple,
    "scale": scale,
    "matrix": matrix,
    "number": number,
    "text": text,
    "date": date,
    "ranking": ranking,
    "grid": grid,
    "consent": consent,
    "period": period,
    "duration": duration,
    "address": address,
    "note": note,
    "calculated": calculated,
    "hidden": hidden,
}
