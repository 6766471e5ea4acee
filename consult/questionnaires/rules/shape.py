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
SILENT = frozenset({"calculated", "hidden"})
"""Kinds whose answers nobody types: they have no number and no place on the form or on paper."""


@dataclass(frozen=True)
class Test:
    """A comparison of the answer to an earlier question: with a value, or with the answer to another one."""

    question: str
    op: str
    value: Any = None
    row: str = ""
    """The row or part of the question that is looked at; of a cell, `row.column`."""
    other: str = ""
    """The question with whose answer it is compared, in the place of a value."""


@dataclass(frozen=True)
class Given:
    """An answer as a number: a date by its place on its line, an option by the number that its key is.

    Or how many options, rows or cells it has, or how many characters.
    """

    question: str
    row: str = ""
    what: Literal["value", "count", "length"] = "value"


@dataclass(frozen=True)
class On:
    """A day as a number: one that is written, or today."""

    day: str = ""


@dataclass(frozen=True)
class Computed:
    """What an operation of `computing.OPERATIONS` makes of its parts."""

    op: str
    parts: tuple["Term", ...]


@dataclass(frozen=True)
class Chosen:
    """One value where a condition holds, another where it does not."""

    condition: "Condition"
    then: "Term"
    otherwise: "Term"


Term = float | Given | On | Computed | Chosen


@dataclass(frozen=True)
class Compared:
    """A comparison of what is computed; whether it is *answered* is compared with 1 or 0."""

    left: Term
    op: str
    right: Term


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


Condition = Test | Compared | Every | Either | Not


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    key: str
    text: Texts
    is_exclusive: bool = False
    """Chosen alone or not at all, such as "none of these"."""
    is_other: bool = False
    """Has a line beside it for the person's own words."""
    condition: Condition | None = None
    """When it is offered."""


@dataclass(frozen=True)
class Row:
    """One line of a matrix, or one part of a number."""

    key: str
    text: Texts
    condition: Condition | None = None
    """When it is asked about."""


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
class Check:
    """What must hold between answers, with the words that say what is wrong; a soft one can be confirmed."""

    condition: Condition
    text: Texts
    is_soft: bool = False


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
    """When it is asked: what its section and it itself say."""
    own_condition: Condition | None = None
    """What it itself says."""
    section: str = ""
    checks: tuple[Check, ...] = ()
    computed: Term | None = None
    """What a calculated answer is."""
    has_pipes: bool = False
    """Whether earlier answers are put into its texts."""

    @property
    def is_silent(self) -> bool:
        """Tell whether nobody types its answer."""
        return self.kind in SILENT

    @property
    def sure(self) -> str:
        """Name the field in which a person confirms what a soft check doubts."""
        return f"a.{self.key}.?"

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
    piped: Mapping[str, Question] = field(default_factory=dict)
    """Questions into whose texts answers are put, by key, as they are written; elsewhere an ellipsis stands there."""
    groups: tuple[tuple[int, ...], ...] = ()
    """Numbers of pages that a browser can show at once (see `browsing`)."""

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

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Number the questions that people see."""
        return {one.key: place for place, one in enumerate((q for q in self.questions if not q.is_silent), 1)}

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
