"""The kinds of questions, each complete in one module: its part of the document, its form, its check, its counts."""

from collections.abc import Mapping
from typing import Any, Protocol

from consult.questionnaires.rules.kinds import matrix, multiple, number, scale, single, text
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Line, Question, Read, Said, Typed


class Kind(Protocol):
    """What a kind of question can do. The template `questionnaires/kinds/_<kind>.html` shows it."""

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
        """List what is counted: one line, or one for each row; none where words or numbers are given."""

    def values(self, question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
        """Give the values of one answer on a line."""


KINDS: Mapping[str, Kind] = {
    "single": single,
    "multiple": multiple,
    "scale": scale,
    "matrix": matrix,
    "number": number,
    "text": text,
}
