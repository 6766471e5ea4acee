"""From tallies to tables: what is shown of each question, and what is withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Line, Question, Texts
from consult.results.rules import bins
from consult.results.rules.bins import Bin
from consult.results.rules.disclosure import EVERYTHING, showable_beside, showable_choices
from consult.results.rules.routes import is_betrayed
from consult.results.rules.shares import percent, percents
from consult.results.rules.tally import Scheme, Tally, asked_in, values_on

ANSWERED: Final = ("answered",)
BLANK: Final = ("blank",)
"""Parts of a partition beside the values, which are numbers and keys."""


@dataclass(frozen=True)
class Cell:
    """One value of a table: how many, and their share in whole percents; None is withheld."""

    value: int | str
    text: Texts
    count: int | None = None
    share: int | None = None
    is_apart: bool = False
    is_other: bool = False
    bin: Bin | None = None


@dataclass(frozen=True)
class Table:
    """One line of a question. Of those asked, `base` answered it and `blank` did not; None is withheld.

    Where the base is withheld, the shares are of those asked.
    """

    line: Line
    cells: tuple[Cell, ...]
    asked: int
    base: int | None
    blank: int | None
    is_several: bool = False
    """Whether one person could give several of the values."""

    @property
    def whole(self) -> int:
        """Give what the shares are shares of."""
        return self.asked if self.base is None else self.base

    @property
    def withholds(self) -> bool:
        """Tell whether anything is withheld."""
        return self.base is None or any(cell.count is None for cell in self.cells)


@dataclass(frozen=True)
class Result:
    """What is shown of one question: a table, or one for each row of a matrix.

    Without tables nothing is shown, because who was asked would tell what is hidden elsewhere.
    """

    question: Question
    tables: tuple[Table, ...] = ()
    answered: int | None = None
    """Who answered any of it; None is withheld."""
    median: float | None = None

    @property
    def asked(self) -> int | None:
        """Count who was asked."""
        return self.tables[0].asked if self.tables else None

    @property
    def blank(self) -> int | None:
        """Count who was asked and answered nothing of it."""
        return None if self.asked is None or self.answered is None else self.asked - self.answered


@dataclass(frozen=True)
class Groups:
    """The group that is shown, first, and those that its filters cut off; who was asked what in each."""

    scheme: Scheme
    tallies: Sequence[Tally]
    asked: Sequence[Mapping[str, int]]
    at_least: int

    @property
    def is_judged(self) -> bool:
        """Tell whether small counts are withheld."""
        return self.at_least > EVERYTHING

    def asked_of(self, key: str) -> list[int]:
        """Count who was asked, in each group; who answered what was not asked counts as asked."""
        return [max(asked[key], tally.answered(key)) for asked, tally in zip(self.asked, self.tallies, strict=True)]

    def answered(self, key: str) -> list[int]:
        """Count who answered, in each group."""
        return [tally.answered(key) for tally in self.tallies]


def groups_of(tallies: Mapping[int, Tally], scheme: Scheme, *, at_least: int) -> Groups:
    """Put the group asked for first; `at_least` is the smallest group that may be shown."""
    ordered = [tallies[number] for number in sorted(tallies)]
    return Groups(scheme, ordered, [asked_in(tally, scheme) for tally in ordered], at_least)


def results_of(groups: Groups) -> list[Result]:
    """Tabulate every question."""
    return [result_of(question, groups) for question in groups.scheme.questions]


def result_of(question: Question, groups: Groups) -> Result:
    """Tabulate one question."""
    if groups.is_judged and is_betrayed(question.key, groups.scheme, groups.tallies, groups.at_least):
        return Result(question)
    if question.kind == "number":
        return _numbers(question, groups)
    if question.kind == "text":
        written = [{ANSWERED: people} for people in groups.answered(question.key)]
        table = _partition(question, Line("", question.text, ()), (), written, groups)
        return Result(question, (table,), table.base)
    tables = tuple(_values(question, line, groups) for line in KINDS[question.kind].lines(question))
    if question.kind != "matrix":
        return Result(question, tables, tables[0].base)
    # Who answered any row, less who answered this one, may be few: so where tables are judged, it is not told.
    return Result(question, tables, None if groups.is_judged else groups.answered(question.key)[0])


def _values(question: Question, line: Line, groups: Groups) -> Table:
    """Tabulate the values of one line."""
    counted = [values_on(tally, question, line.key) for tally in groups.tallies]
    counts = [{value: values[value] for value, _text in line.values} for values in counted]
    apart = {column.value for column in question.apart}
    other = {option.key for option in question.options if option.is_other}
    cells = tuple(Cell(value, text, is_apart=value in apart, is_other=value in other) for value, text in line.values)
    build = _choices if question.kind == "multiple" else _partition
    return build(question, line, cells, counts, groups)


def _partition(
    question: Question,
    line: Line,
    cells: tuple[Cell, ...],
    counts: Sequence[Mapping[Any, int]],
    groups: Groups,
) -> Table:
    """Tabulate values of which each person gave one: with the blank they are everybody asked."""
    asked = groups.asked_of(question.key)
    parts = [{**group, BLANK: people - sum(group.values())} for group, people in zip(counts, asked, strict=True)]
    shown = showable_beside(parts, at_least=groups.at_least)
    base = None if shown[BLANK] is None else sum(counts[0].values())
    whole = asked[0] if base is None else base
    known = [shown[cell.value] for cell in cells]
    shares = percents(list(counts[0].values())) if base is not None and None not in known else None
    filled = tuple(
        replace(cell, count=count, share=None if count is None else shares[i] if shares else percent(count, whole))
        for i, (cell, count) in enumerate(zip(cells, known, strict=True))
    )
    return Table(line, filled, asked[0], base, shown[BLANK])


def _choices(
    question: Question,
    line: Line,
    cells: tuple[Cell, ...],
    counts: Sequence[Mapping[Any, int]],
    groups: Groups,
) -> Table:
    """Tabulate options of which each person chose any number: each is a share of the people."""
    asked, answered = groups.asked_of(question.key), groups.answered(question.key)
    parts = [{ANSWERED: some, BLANK: all_asked - some} for some, all_asked in zip(answered, asked, strict=True)]
    who = showable_beside(parts, at_least=groups.at_least)
    base = who[ANSWERED]
    shown = showable_choices(counts, asked if base is None else answered, at_least=groups.at_least)
    whole = asked[0] if base is None else base
    filled = tuple(
        replace(cell, count=count, share=None if count is None else percent(count, whole))
        for cell in cells
        for count in [shown[cell.value]]
    )
    return Table(line, filled, asked[0], base, who[BLANK], is_several=True)


def _numbers(question: Question, groups: Groups) -> Result:
    """Tabulate numbers in bins; judged, the bins are wide enough, and neither the ends nor the median are told."""
    numbers = [
        {number: people for number, people in tally.answers[question.key].items() if isinstance(number, int | float)}
        for tally in groups.tallies
    ]
    everybody = {number: 1 for group in numbers for number in group}
    if not everybody:
        table = _partition(question, Line("", question.text, ()), (), [{} for _group in numbers], groups)
        return Result(question, (table,), table.base)
    for group in numbers:
        for number, people in group.items():
            everybody[number] += people
    at = bins.edges(everybody)
    if groups.is_judged:
        at = bins.joined(at, [bins.counts_in(group, at) for group in numbers], at_least=groups.at_least)
    named = bins.bins(at, is_whole=bins.are_whole(everybody), is_open=groups.is_judged)
    cells = tuple(Cell(place, {}, bin=one) for place, one in enumerate(named))
    counts = [dict(enumerate(bins.counts_in(group, at))) for group in numbers]
    table = _partition(question, Line("", question.text, ()), cells, counts, groups)
    median = None if groups.is_judged or not numbers[0] else bins.median(numbers[0])
    return Result(question, (table,), table.base, median)
