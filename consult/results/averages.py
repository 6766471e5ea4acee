"""Means and medians in words, with their units: of parts, of cells, of places, of steps."""
# ruff: noqa: RUF001  # the dash for nothing is the matter here

from collections.abc import Callable

import flask_babel

from consult.orm import Texts
from consult.results.rules.results import Result, Table
from consult.results.words import number, percent, plain, said
from consult.texts.typography import NO_BREAK_SPACE

_: Callable[..., str] = flask_babel.gettext
WHOLE = 100
"""A total that is already in per cent."""
PROMOTERS, DETRACTORS = range(9, 11), range(7)
"""Steps of a recommendation that speak for it and against it."""
NOTHING = "–"


def measured(value: float, unit: Texts) -> str:
    """Write a number with its unit."""
    told = number(round(value, 2))
    return f"{told}{NO_BREAK_SPACE}{plain(unit)}" if unit else told


def mean_of(table: Table, result: Result) -> str:
    """Write the mean of a part or cell; of a total also its share."""
    if table.mean is None:
        return _not_told(table)
    told = measured(table.mean, result.question.unit)
    total = result.question.total
    return f"{told} ({percent(round(100 * table.mean / total))})" if total and total != WHOLE else told


def median_of(table: Table, result: Result) -> str:
    """Write the median of a part or cell."""
    return _not_told(table) if table.median is None else measured(table.median, result.question.unit)


def _not_told(table: Table) -> str:
    return NOTHING if table.base == 0 else _("withheld")


def part_name(table: Table, result: Result) -> str:
    """Name a part; of a cell the column alone, since its row stands above."""
    column = table.line.key.partition(".")[2]
    return said(next((one.text for one in result.question.options if one.key == column), table.line.text))


def by_place(result: Result) -> list[Table]:
    """Put the options of a ranking in the order of their mean places, those without one last."""
    return sorted(result.tables, key=lambda table: (table.mean is None, table.mean or 0))


def place(value: float | str) -> str:
    """Name a place."""
    return _("place %(number)s", number=value)


def place_of(table: Table) -> str:
    """Write the mean place of an option."""
    if table.mean is None:
        return _("withheld") if table.withholds else NOTHING
    return number(round(table.mean, 2))


def mean_notes(result: Result) -> list[str]:
    """Tell the mean of a scale in numbers, and what the readers of recommendations look for."""
    mean = result.tables[0].mean if result.question.kind == "scale" and result.tables else None
    if mean is None:
        return []
    notes = [_("Average: %(mean)s.", mean=number(round(mean, 2)))]
    if any(cell.is_apart for cell in result.tables[0].cells):
        notes = [_("Average of those who chose a step: %(mean)s.", mean=number(round(mean, 2)))]
    return [_recommended(result.tables[0]), *notes] if result.question.is_recommendation else notes


def _recommended(table: Table) -> str:
    """Tell the net share of those who recommend: of 9 and 10, less that of 0 to 6."""
    steps = {cell.value: cell.count or 0 for cell in table.cells if isinstance(cell.value, int) and not cell.is_apart}
    people = sum(steps.values())
    for_it, against = (
        round(100 * sum(steps.get(value, 0) for value in ends) / people) for ends in (PROMOTERS, DETRACTORS)
    )
    return _(
        "Recommendation (NPS): %(score)s. They would recommend it (9 or 10): %(yes)s; they would not (0 to 6): %(no)s.",
        score=f"{for_it - against:+d}".replace("-", "\N{MINUS SIGN}"),
        yes=percent(for_it),
        no=percent(against),
    )
