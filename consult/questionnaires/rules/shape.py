"""The parts of a compiled questionnaire: plain values that never change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any, Literal

Texts = Mapping[str, str]
Typed = Mapping[str, Sequence[str]]
"""What a form sent: each field with its values, as typed."""
Answers = Mapping[str, Any]
"""Answers by question; words typed beside an option stand under `question.option`."""
NOTE = "note"
"""The one kind that asks nothing."""


@dataclass(frozen=True)
class Test:
    """A comparison with the answer to an earlier question."""

    question: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Every:
    """Holds when all parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Either:
    """Holds when one part holds at least."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """Holds when its part does not."""

    part: "Condition"


Condition = Test | Every | Either | Not


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    key: str
    text: Texts
    is_exclusive: bool = False
    """Chosen alone or not at all, such as "none of these"."""
    is_other: bool = False
    """Has a line beside it for the person's own words."""


@dataclass(frozen=True)
class Row:
    """One line of a matrix."""

    key: str
    text: Texts


@dataclass(frozen=True)
class Column:
    """One step of a scale; one that stands apart, such as "I do not know", is not counted among the steps."""

    value: int | str
    text: Texts
    is_apart: bool = False


@dataclass(frozen=True)
class Bound:
    """How early or late an answer may be: a day, month, year or hour; today; or the answer to an earlier question."""

    on: int | str = ""
    """A year, or what a date holds otherwise; empty where it is today or an answer."""
    question: str = ""
    days: int = 0
    months: int = 0
    years: int = 0
    """How much later than today or than the answer; earlier, where it is below 0."""


@dataclass(frozen=True)
class Question:
    """One question; each kind uses the parts that it needs."""

    key: str
    kind: str
    text: Texts
    hint: Texts = field(default_factory=dict)
    is_required: bool = False
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    low: float | None = None
    high: float | None = None
    is_long: bool = False
    look: str = ""
    """How the same thing is shown: a list instead of circles, stars instead of steps."""
    is_recommendation: bool = False
    """Whether the scale is told as the share of those who recommend, less that of those who do not (NPS)."""
    unit: Texts = field(default_factory=dict)
    decimals: int | None = None
    step: float | None = None
    parts: tuple[Row, ...] = ()
    """What a number is asked for each of."""
    total: float | None = None
    """What the parts add up to."""
    holds: str = ""
    """What a date is (day, month, year, time), or what stands in each cell of a grid (multiple, number, text)."""
    earliest: Bound | None = None
    latest: Bound | None = None
    condition: Condition | None = None
    section: str = ""

    @property
    def name(self) -> str:
        """Name the form's field."""
        return f"a.{self.key}"

    def name_of(self, part: str) -> str:
        """Name the field of a row, or of the words beside an option."""
        return f"a.{self.key}.{part}"

    @property
    def steps(self) -> tuple[Column, ...]:
        """Give the columns that are steps."""
        return tuple(column for column in self.columns if not column.is_apart)

    @property
    def apart(self) -> tuple[Column, ...]:
        """Give the columns that stand apart."""
        return tuple(column for column in self.columns if column.is_apart)


@dataclass(frozen=True)
class Section:
    """Questions under one heading."""

    key: str
    title: Texts


@dataclass(frozen=True)
class Page:
    """What is asked at once: a section, or a part of one where a condition needs an answer given before."""

    section: Section
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Plan:
    """A questionnaire, compiled."""

    title: Texts
    intro: Texts
    languages: tuple[str, ...]
    asks_class: bool
    asks_area: bool
    pages: tuple[Page, ...]

    @cached_property
    def items(self) -> tuple[Question, ...]:
        """List everything on the pages in its order: the questions, and the notes between them."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """List all questions, in their order."""
        return tuple(question for question in self.items if question.kind != NOTE)

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Find a question by its key."""
        return {question.key: question for question in self.questions}

    def question(self, key: str) -> Question:
        """Get a question by its key."""
        return self.by_key[key]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with an answer: the name of the field, a key of the words, and what the words name."""

    name: str
    what: str
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """What a form said on one question: the answer, if there is one, the words beside options, mistakes."""

    value: Any = None
    words: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is counted together: the values that an answer can have, in their order, each with its words.

    A person gives *one* of the values, or *several*; or a number, of which none are listed; or *words*.
    """

    key: str
    text: Texts
    values: tuple[tuple[int | str, Texts], ...] = ()
    counts: Literal["one", "several", "numbers", "words"] = "one"
    unit: Literal["", "day", "month", "year", "minute"] = ""
    """What the numbers are where they stand for dates: days and months since the year 0, years, minutes."""


@dataclass(frozen=True)
class Said:
    """What was typed or chosen, to be read again: the row if there is one, the option, the person's own words."""

    row: Texts
    option: Texts
    words: str
    unit: Texts = field(default_factory=dict)


class Blank(Enum):
    """Why a cell of the data set holds nothing."""

    NOT_ASKED = "not_asked"
    SKIPPED = "skipped"


Cell = int | float | str | Blank
"""What a submission holds for a variable."""


@dataclass(frozen=True)
class Variable:
    """A column of the data set that is exported; a question has one, or one for each of its parts.

    It holds a *code* (one of `values`, each with its words), a *flag* (0 or 1), a *number* or *words*.
    """

    part: str
    """The key of a row or option, `option.text` for the words beside one; empty for the question as a whole."""
    text: Texts
    """The words of the part, or of the question where it is the whole."""
    holds: Literal["code", "flag", "number", "words"]
    values: tuple[tuple[int | str, Texts], ...] = ()
    apart: tuple[int | str, ...] = ()
    """Those of the values that say nothing on the matter, such as "I do not know"."""
    low: float | None = None
    """The least that a number can be."""
