"""Weighted figures beside the raw ones, in words. Needs numpy: imported where weights are asked for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import flask_babel
from babel.lists import format_list

from consult.results import words
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.rules.disclosure import is_small
from consult.results.rules.representation import Reached, under_reached
from consult.results.rules.results import Result
from consult.results.rules.weighting import AT_AREA, BETWEEN
from consult.results.weights.showing import Weighted
from consult.results.weights.tables import Share, WeightedTable
from consult.results.weights.weighing import MarginReport, Report
from consult.texts.typography import NO_BREAK_SPACE
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
SMALL = 10
"""Percents below which one decimal is written."""


def beside(figures: Iterable[Figure], results: Iterable[Result], found: Weighted) -> list[Figure]:
    """Put weighted shares into the tables of figures; those of written answers stay as they are."""
    return [
        _beside(figure, result, found.tables(result)) if figure.numbers and result.tables else figure
        for figure, result in zip(figures, results, strict=True)
    ]


def _beside(figure: Figure, result: Result, tables: Sequence[WeightedTable]) -> Figure:
    """Write a line for each cell, of several lines one after the other."""
    rows = []
    for table, weights in zip(result.tables, tables, strict=True):
        if table.base is None or not table.cells:
            continue
        before = f"{words.plain(table.line.text)}: " if len(result.tables) > 1 else ""
        for cell, share in zip(table.cells, weights.shares, strict=True):
            cells = (
                (words.share_of(cell), ""),
                (weighted_words(share), interval_words(share)),
                (words.count_of(cell), ""),
            )
            rows.append(Line(f"{before}{words.plain_label(cell)}", cells))
    if not rows:
        return figure
    head = (_("Answer"), _("Share, as people answered"), _("Share, weighted"), _("Number of people"))
    return replace(figure, numbers=Numbers(head, tuple(rows)), notes=[*figure.notes, _effect(tables)])


def weighted_words(share: Share | None) -> str:
    """Write a weighted share."""
    return _("withheld") if share is None else words.percent(round(100 * share.share))


def interval_words(share: Share | None) -> str:
    """Write what is as likely as not to hold chance alone: the ends of the interval."""
    if share is None:
        return ""
    return _(
        "%(low)s to %(high)s", low=words.percent(round(100 * share.low)), high=words.percent(round(100 * share.high))
    )


def _effect(tables: Sequence[WeightedTable]) -> str:
    weighted = tables[0]
    return _(
        "Weighted, the answers are worth as much as %(count)s equal ones (design effect %(deff)s).",
        count=words.number(round(weighted.effective_base)),
        deff=words.number(round(weighted.design_effect, 2)),
    )


@dataclass(frozen=True)
class Told:
    """A margin as its table shows it."""

    title: str
    source: str
    rows: list[tuple[str, str, str, str, str]]
    """Group, people, share of the answers, share of the population, and how many times."""
    joined: list[str]
    unknown: int


def told(report: Report, at_least: int) -> list[Told]:
    """Put what a weighting did into words."""
    return [
        Told(
            margin_words(margin.name),
            margin.source,
            [_row(group) for group in reached(margin, at_least)],
            [_listed(category_words(category) for category in group) for group in margin.joined],
            margin.unknown,
        )
        for margin in report.margins
    ]


def reached(margin: MarginReport, at_least: int) -> list[Reached]:
    """Give the groups of a margin; a count of a few people is withheld, and one more so that the rest does not tell."""
    few = {label for label, count, _share, _population in margin.rows if is_small(count, at_least)}
    if len(few) == 1:
        others = [row for row in margin.rows if row[0] not in few and row[1]]
        few |= {min(others, key=lambda row: row[1])[0]} if others else set()
    return [
        Reached(label, None if label in few else count, None if label in few else share, population)
        for label, count, share, population in margin.rows
    ]


def _row(group: Reached) -> tuple[str, str, str, str, str]:
    ratio = group.ratio
    return (
        category_words(group.group),
        _("withheld") if group.people is None else words.number(group.people),
        _("withheld") if group.share is None else percent_words(group.share),
        percent_words(group.population),
        _("withheld") if ratio is None else words.number(round(ratio, 1)),
    )


def percent_words(share: float) -> str:
    """Write a share with one decimal below ten percent, where whole percents hide the difference."""
    number = 100 * share
    if number >= SMALL:
        return words.percent(round(number))
    return f"{words.number(round(number, 1))}{'' if language() == 'en' else NO_BREAK_SPACE}%"


def missing_words(report: Report, at_least: int) -> str:
    """Say in one sentence whom the answers lack most; nothing where no group is far below its share."""
    groups = under_reached(group for margin in report.margins for group in reached(margin, at_least))
    if not groups:
        return ""
    named = [
        _(
            "%(group)s (%(share)s of the answers, %(population)s of the population)",
            group=category_words(group.group),
            share=percent_words(group.share or 0),
            population=percent_words(group.population),
        )
        for group in groups
    ]
    return _("Least reached: %(groups)s.", groups=_listed(named))


def margin_words(name: str) -> str:
    """Name a margin."""
    if name == AT_AREA:
        return _("Place of residence")
    first, _by, second = name.partition(" x ")
    return _("%(first)s by %(second)s", first=first, second=second) if second else first


def category_words(category: str) -> str:
    """Name a category; the words of the register are put into the reader's language."""
    known = {"women": _("women"), "men": _("men")}
    joined = [BETWEEN.join(known.get(part, part) for part in one.split(BETWEEN)) for one in category.split(" + ")]
    return _listed(joined)


def _listed(named: Iterable[str]) -> str:
    return format_list(list(named), locale=language())
