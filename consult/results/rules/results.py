"""From tallies to tables: what is shown of each question, and what is withheld."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Line, Question, Texts
from consult.results.rules import bins
from consult.results.rules.bins import Bin
from consult.results.rules.calendar_bins import edges_of
from consult.results.rules.cross import Place, hidden_beside, hidden_on
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
    mean: float | None = None
    """The mean of numbers, steps or places; nothing where there are none, or where it would tell what is withheld."""
    median: float | None = None

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

    @property
    def asked(self) -> int | None:
        """Count who was asked."""
        return self.tables[0].asked if self.tables else None

    @property
    def median(self) -> float | None:
        """Give the median, where one number was asked for."""
        return self.tables[0].median if self.tables else None

    @property
    def has_lines(self) -> bool:
        """Tell whether the question has a table for each row, part or option."""
        return bool(self.tables and self.tables[0].line.key)

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
    lines = KINDS[question.kind].lines(question)
    if question.kind == "ranking":
        tables = _places(question, lines, groups)
    else:
        tables = tuple(_TABULATED[line.counts](question, line, groups) for line in lines)
    if not lines[0].key:
        return Result(question, tables, tables[0].base)
    # Who answered any line, less who answered this one, may be few: so where tables are judged, it is not told.
    return Result(question, tables, None if groups.is_judged else groups.answered(question.key)[0])


def _written(question: Question, line: Line, groups: Groups) -> Table:
    """Count who wrote."""
    return _partition(question, line, (), [{ANSWERED: people} for people in _answered(question, line, groups)], groups)


def _answered(question: Question, line: Line, groups: Groups) -> list[int]:
    """Count who gave any value on a line, in each group."""
    if not line.key:
        return groups.answered(question.key)
    return [tally.on_line[question.key, line.key] for tally in groups.tallies]


def _places(question: Question, lines: Sequence[Line], groups: Groups) -> tuple[Table, ...]:
    """Tabulate the places of a ranking.

    Nobody gives one place to two options, so the sum over the options of a place is as well known as that over the
    places of an option: what is withheld must not come out of either.
    """
    asked = groups.asked_of(question.key)
    counts: list[dict[Place, int]] = []
    for tally, people in zip(groups.tallies, asked, strict=True):
        counts.append({})
        for line in lines:
            given = values_on(tally, question, line.key)
            counts[-1] |= {(line.key, place): given[place] for place, _text in line.values}
            counts[-1][line.key, BLANK] = people - given.total()
    across = [[(line.key, place) for place, _text in line.values] for line in lines]
    down = [list(column) for column in zip(*across, strict=True)]
    whole = [[*row, (line.key, BLANK)] for line, row in zip(lines, across, strict=True)]
    hidden = hidden_on([*whole, *down], counts, at_least=groups.at_least)
    shown = {place: None if place in hidden else count for place, count in counts[0].items()}
    return tuple(_ranked(line, shown, asked[0]) for line in lines)


def _ranked(line: Line, shown: Mapping[Place, int | None], asked: int) -> Table:
    blank = shown[line.key, BLANK]
    base = None if blank is None else asked - blank
    whole = asked if base is None else base
    known = [shown[line.key, place] for place, _text in line.values]
    shares = None if base is None or None in known else percents([count or 0 for count in known])
    cells = tuple(
        Cell(place, text, count, None if count is None else shares[i] if shares else percent(count, whole))
        for i, ((place, text), count) in enumerate(zip(line.values, known, strict=True))
    )
    return Table(line, cells, asked, base, blank, mean=_mean_of(cells))


def _mean_of(cells: Sequence[Cell]) -> float | None:
    """Give the mean of what is counted in numbers, where nothing of it is withheld."""
    steps = [(cell.value, cell.count) for cell in cells if isinstance(cell.value, int) and not cell.is_apart]
    people = sum(count or 0 for _value, count in steps)
    if not people or any(count is None for _value, count in steps):
        return None
    return sum(value * (count or 0) for value, count in steps) / people


def _values(question: Question, line: Line, groups: Groups) -> Table:
    """Tabulate the values of one line."""
    counted = [values_on(tally, question, line.key) for tally in groups.tallies]
    counts = [{value: values[value] for value, _text in line.values} for values in counted]
    apart = {column.value for column in question.apart}
    other = {option.key for option in question.options if option.is_other}
    cells = tuple(Cell(value, text, is_apart=value in apart, is_other=value in other) for value, text in line.values)
    if line.counts == "several":
        return _choices(question, line, cells, counts, groups)
    table = _partition(question, line, cells, counts, groups)
    return replace(table, mean=_mean_of(table.cells))


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
    shown = showable_beside(parts, at_least=groups.at_least, also=_hidden_beside(question, groups))
    base = None if shown[BLANK] is None else sum(counts[0].values())
    whole = asked[0] if base is None else base
    known = [shown[cell.value] for cell in cells]
    shares = percents(list(counts[0].values())) if base is not None and None not in known else None
    filled = tuple(
        replace(cell, count=count, share=None if count is None else shares[i] if shares else percent(count, whole))
        for i, (cell, count) in enumerate(zip(cells, known, strict=True))
    )
    return Table(line, filled, asked[0], base, shown[BLANK])


def _hidden_beside(question: Question, groups: Groups) -> set[Any]:
    """Name what a table turned over would give away."""
    if not groups.is_judged:
        return set()
    hidden = {
        answer
        for (chosen, key), cross in groups.tallies[0].crosses.items()
        if key == question.key
        for answer in hidden_beside(chosen, key, cross, at_least=groups.at_least)
    }
    return {BLANK if answer is None else answer for answer in hidden}


def _choices(
    question: Question,
    line: Line,
    cells: tuple[Cell, ...],
    counts: Sequence[Mapping[Any, int]],
    groups: Groups,
) -> Table:
    """Tabulate options of which each person chose any number: each is a share of the people."""
    asked, answered = groups.asked_of(question.key), _answered(question, line, groups)
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


def _numbers(question: Question, line: Line, groups: Groups) -> Table:
    """Tabulate numbers in bins; judged, the bins are wide enough, and neither the ends nor the median are told."""
    numbers = [values_on(tally, question, line.key) for tally in groups.tallies]
    given: list[dict[float, int]] = [
        {number: people for number, people in group.items() if isinstance(number, int | float)} for group in numbers
    ]
    everybody = Counter[float]()
    for group in given:
        everybody.update(group)
    if not everybody:
        return _partition(question, line, (), [{} for _group in given], groups)
    at = edges_of(everybody, line.unit)
    if groups.is_judged:
        at = bins.joined(at, [bins.counts_in(group, at) for group in given], at_least=groups.at_least)
    is_whole = bins.are_whole(everybody)
    named = bins.bins(at, is_whole=is_whole, is_open=groups.is_judged, unit=line.unit)
    cells = tuple(Cell(place, {}, bin=one) for place, one in enumerate(named))
    counts = [dict(enumerate(bins.counts_in(group, at))) for group in given]
    table = _partition(question, line, cells, counts, groups)
    median = None if groups.is_judged or not given[0] else bins.median(given[0])
    return replace(table, median=median, mean=_mean(question, line, given[0], table, groups))


def _mean(question: Question, line: Line, numbers: Mapping[float, int], table: Table, groups: Groups) -> float | None:
    """Give the mean: judged, only where a total bounds what each person can give, and nobody's share stands out."""
    people = sum(numbers.values())
    is_bounded = question.total is not None and table.base is not None and people >= groups.at_least
    if not people or line.unit or (groups.is_judged and not is_bounded):
        return None
    return sum(number * count for number, count in numbers.items()) / people


_TABULATED: Final[Mapping[str, Callable[[Question, Line, Groups], Table]]] = {
    "one": _values,
    "several": _values,
    "numbers": _numbers,
    "words": _written,
}
