"""Count the rows of a segment: the same tallies as `rules.tally.count` makes of rows, from columns."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from consult.questionnaires.models import CLASSES
from consult.questionnaires.rules.shape import Plan, Question
from consult.results.rules.coding import Layout, LineColumns, QuestionColumns, layout_of
from consult.results.rules.cross import Place
from consult.results.rules.filters import AREA, Filter, failing
from consult.results.rules.siblings import Cross
from consult.results.rules.tally import Route, Scheme, Tally
from consult.results.segments import asking
from consult.results.segments.asking import Key
from consult.results.segments.building import DOUBTS
from consult.results.segments.engine import Engine
from consult.results.segments.queries import Apart

Tallies = dict[int, Tally]


@dataclass(frozen=True)
class Rows:
    """Which rows are counted: of a version, from a source, those that count."""

    version: UUID
    source: str
    which: str
    every: str
    """Likewise, also those that do not count."""


class Counting:
    """One count; `keys` take the rows apart as the filters do."""

    def __init__(self, engine: Engine, rows: Rows, scheme: Scheme, filters: Sequence[Filter]) -> None:
        self.engine = engine
        self.rows = rows
        self.scheme = scheme
        self.plan: Plan = scheme.plans[rows.version]
        self.layout: Layout = layout_of(self.plan)
        self.counted = asking.counted_in(rows.version, self.layout, scheme)
        self.keys: list[Key] = asking.keys_of(filters, self.layout, self.counted)

    def grouped(self, *columns: str) -> Iterator[tuple[int, tuple[Any, ...], tuple[Any, ...], int]]:
        """Count by columns: give the group, the codes of the keys, the values of the columns, and how many."""
        width = len(self.keys)
        for row in self.engine.rows(asking.grouped(self.rows.source, self.keys, columns, self.rows.which)):
            yield self.number(row[:width]), row[:width], row[width:-1], row[-1]

    def number(self, codes: Sequence[Any]) -> int:
        """Give the number of the group, as `filters.number_of`."""
        number = 0
        for place, (key, code) in enumerate(zip(self.keys, codes, strict=True)):
            number |= key.failed(code, place)
        return number

    def crossed_by(self, number: int, codes: Sequence[Any]) -> Iterator[tuple[Filter, str | None]]:
        """Give each filter by which a group is crossed with answers, with the value that was given."""
        for place, (key, code) in enumerate(zip(self.keys, codes, strict=True)):
            if key.chosen.dimension != AREA and number & ~failing(place) == 0:
                yield key.chosen, key.given(code)


def tally(counting: Counting) -> Tallies:
    """Count everything."""
    tallies: Tallies = {0: Tally()}
    crosses = {
        (key.chosen, question): Cross()
        for key in counting.keys
        if key.chosen.dimension != AREA
        for question in counting.scheme.chosen
    }
    _count_people(counting, tallies, crosses)
    _count_routes(counting, tallies)
    for pack in asking.packs(asking.coded_lines(counting.layout, counting.counted), counting.keys):
        _count_codes(counting, pack, tallies, crosses)
    _count_bits(counting, tallies)
    _count_numbers(counting, tallies)
    tallies[0].crosses = crosses
    return tallies


def _count_people(counting: Counting, tallies: Tallies, crosses: dict[tuple[Filter, str], Cross]) -> None:
    """Count who they are; who could not be asked a question has no answer to it."""
    absent = [key for key in counting.scheme.chosen if key not in counting.counted]
    for number, codes, (day, code), people in counting.grouped("day", "class"):
        tally = tallies.setdefault(number, Tally())
        tally.total += people
        tally.days[day] += people
        tally.classes[None if code is None else CLASSES[code]] += people
        for chosen, given in counting.crossed_by(number, codes):
            for key in absent:
                crosses[chosen, key][given, None] += people
    for number, _codes, (area,), people in counting.grouped("area"):
        tallies[number].areas[None if area is None else f"{area:06}"] += people


def _count_routes(counting: Counting, tallies: Tallies) -> None:
    """Count the ways through the questionnaire; where no condition leads, there is one for everybody."""
    if counting.layout.routed:
        for number, _codes, (route,), people in counting.grouped("route"):
            tallies[number].routes[_route(counting, json.loads(route))] += people
        return
    alike: Route = counting.rows.version, (None,) * len(counting.scheme.routed)
    for tally in tallies.values():
        if tally.total:
            tally.routes[alike] = tally.total


def _route(counting: Counting, given: Sequence[Any]) -> Route:
    answers = dict(zip(counting.layout.routed, given, strict=True))
    version = counting.rows.version
    return version, tuple(
        freeze(answers[key]) if freeze and answers.get(key) is not None else None
        for key, freeze in counting.scheme.routers[version]
    )


def _count_codes(
    counting: Counting,
    pack: Sequence[tuple[str, LineColumns]],
    tallies: Tallies,
    crosses: dict[tuple[Filter, str], Cross],
) -> None:
    """Count some lines of which each person gave one value."""
    sums: dict[tuple[int, tuple[Any, ...], int, int | None], int] = {}
    for number, codes, values, people in counting.grouped(*(line.name for _key, line in pack)):
        for place, code in enumerate(values):
            known = number, codes, place, code
            sums[known] = sums.get(known, 0) + people
    chosen_keys = set(counting.scheme.chosen)
    for (number, codes, place, code), people in sums.items():
        key, line = pack[place]
        if key in chosen_keys:
            for chosen, given in counting.crossed_by(number, codes):
                crosses[chosen, key][given, None if code is None else _value(line, code)] += people
        if code is not None:
            _add(tallies[number], key, line, _value(line, code), people)


def _add(tally: Tally, key: str, line: LineColumns, value: int | str | None, people: int) -> None:
    if line.line.key:
        tally.on_line[key, line.line.key] += people
    else:
        tally.given[key] += people
    if value is not None:
        tally.values[key, line.line.key][value] += people


def _value(line: LineColumns, code: int) -> int | str | None:
    return line.codes[code] if code < len(line.codes) else None


@dataclass(frozen=True)
class _Bit:
    """A column of bits: whether anything of a question was answered; of a line; or whether a value was given on it."""

    name: str
    key: str
    line: str | None = None
    value: int | str | None = None

    def add(self, tally: Tally, people: int) -> None:
        if self.line is None:
            tally.given[self.key] += people
        elif self.value is None:
            tally.on_line[self.key, self.line] += people
        else:
            tally.values[self.key, self.line][self.value] += people


def _count_bits(counting: Counting, tallies: Tallies) -> None:
    """Count who answered anything of a question, who gave any value on a line, and each of several values."""
    bits = [bit for key in counting.counted for bit in _bits(key, counting.layout.by_key[key])]
    if not bits:
        return
    rows, width = counting.rows, len(counting.keys)
    statement = asking.summed(rows.source, counting.keys, [bit.name for bit in bits], rows.which)
    for row in counting.engine.rows(statement):
        tally = tallies.setdefault(counting.number(row[:width]), Tally())
        for bit, people in zip(bits, row[width:], strict=True):
            if people:
                bit.add(tally, people)


def _bits(key: str, columns: QuestionColumns) -> Iterator[_Bit]:
    if not columns.is_plain:
        yield _Bit(columns.answered, key)
    for one in () if columns.is_words else columns.lines:
        if one.holds == "bit" and one.line.key:
            yield _Bit(one.name, key, one.line.key)
        for flag, value in zip(one.flags, one.codes, strict=False):
            yield _Bit(flag, key, one.line.key, value)


def _count_numbers(counting: Counting, tallies: Tallies) -> None:
    """Count each number that was given."""
    for key in counting.counted:
        for line in counting.layout.by_key[key].lines:
            if line.holds != "number":
                continue
            for number, _codes, (value,), people in counting.grouped(line.name):
                if value is not None:
                    whole = int(value) if value.is_integer() else value
                    tallies[number].values[key, line.line.key][whole] += people
                    if line.line.key:
                        tallies[number].on_line[key, line.line.key] += people


def cross(counting: Counting, first: Question, second: Question) -> dict[int, dict[Place, int]]:
    """Count those who answered both questions, as `rules.cross.cross`."""
    groups: dict[int, dict[Place, int]] = {0: {}}
    if not {first.key, second.key} <= set(counting.counted):
        return groups
    lines = [counting.layout.by_key[question.key].lines[0] for question in (first, second)]
    for number, _codes, (row, column), people in counting.grouped(*(line.name for line in lines)):
        if row is not None and column is not None:
            place = _value(lines[0], row), _value(lines[1], column)
            counts = groups.setdefault(number, {})
            counts[place] = counts.get(place, 0) + people
    return groups


def apart(counting: Counting) -> Counter[Apart]:
    """Count all rows, also those that do not count, by whether they came late and why they may be a machine's."""
    which = counting.rows.every
    rows = counting.engine.rows(asking.grouped(counting.rows.source, [], ["late", "doubt"], which))
    return Counter({(late, None if doubt is None else DOUBTS[doubt]): people for late, doubt, people in rows})
