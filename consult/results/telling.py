"""What is to be seen of a question, in one sentence: honest about ties, and never of what is withheld."""

from collections.abc import Callable, Mapping

import flask_babel
from babel.lists import format_list

from consult.results.averages import by_place, mean_of, measured, place_of
from consult.results.bin_words import moment_words
from consult.results.rules.findings import leaders, sides
from consult.results.rules.results import Result, Table
from consult.results.words import number, percent, plain, plain_label, portion
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext


def finding(result: Result) -> str:
    """State what is to be seen of a question; never a value that is withheld."""
    if not result.tables:
        return _("Not shown, so that nobody is recognised")
    return TOLD.get(result.question.kind, _of_choice)(result)


def _written(result: Result) -> str:
    if result.answered is None:
        return _("How many wrote something is withheld")
    people = result.answered
    return ngettext(
        "%(count)s person wrote an answer", "%(count)s people wrote an answer", people, count=number(people)
    )


def _of_choice(result: Result) -> str:
    table = result.tables[0]
    leading = leaders(table)
    if not leading:
        return _nothing(table)
    share = portion(leading[0], table)
    names = [plain_label(cell) for cell in leading]
    if len(names) > 1:
        listed = format_list([_("“%(answer)s”", answer=name) for name in names], locale=language())
        return _("Most often, and equally: %(answers)s, %(share)s each", answers=listed, share=share)
    if 2 * (leading[0].count or 0) > table.whole:
        return _("More than half: “%(answer)s”, %(share)s", answer=names[0], share=share)
    return _("Most often: “%(answer)s”, %(share)s", answer=names[0], share=share)


def _of_scale(result: Result) -> str:
    table = result.tables[0]
    both, steps = sides(table), [cell for cell in table.cells if not cell.is_apart]
    if both is None or not table.base:
        return _nothing(table)
    return _(
        "Towards “%(high)s”: %(upper)s, towards “%(low)s”: %(lower)s",
        high=plain_label(steps[-1]),
        upper=percent(both[1]),
        low=plain_label(steps[0]),
        lower=percent(both[0]),
    )


def _nothing(*tables: Table) -> str:
    """Say why there is nothing to say."""
    if any(table.withholds for table in tables):
        return _("What stands out is withheld, so that nobody is recognised")
    return _("Nobody has answered this question yet")


def _of_matrix(result: Result) -> str:
    tables = result.tables
    known = [(pair[1], table) for table in tables if table.base and (pair := sides(table))]
    if not known or any(sides(table) is None for table in tables if table.whole):
        return _nothing(*tables)
    upper, best = max(known, key=lambda one: one[0])
    last = [cell for cell in best.cells if not cell.is_apart][-1]
    return _(
        "Furthest towards “%(high)s”: “%(row)s”, %(share)s",
        high=plain_label(last),
        row=plain(best.line.text),
        share=percent(upper),
    )


def _of_numbers(result: Result) -> str:
    if result.question.parts:
        return _of_parts(result)
    median = result.median
    if median is None:
        return _of_choice(result)
    unit = result.tables[0].line.unit
    if unit:
        return _("Half of the people gave %(date)s or earlier", date=moment_words(unit, int(median)))
    return _("Half of the people gave %(number)s or less", number=measured(median, result.question.unit))


def _of_ranking(result: Result) -> str:
    if any(table.mean is None and table.whole for table in result.tables):
        return _nothing(*result.tables)
    first = by_place(result)[0]
    if first.mean is None:
        return _nothing(*result.tables)
    return _("Highest on average: “%(answer)s”, place %(mean)s", answer=plain(first.line.text), mean=place_of(first))


def _of_parts(result: Result) -> str:
    told = [table for table in result.tables if table.mean is not None]
    if not told:
        return _nothing(*result.tables)
    most = max(told, key=lambda table: table.mean or 0)
    return _("Most on average: “%(part)s”, %(mean)s", part=plain(most.line.text), mean=mean_of(most, result))


def _of_grid(result: Result) -> str:
    if result.question.holds == "number":
        return _of_parts(result)
    if result.question.holds == "text":
        return _written(result)
    known = [(cells[0], table) for table in result.tables if (cells := leaders(table))]
    if not known:
        return _nothing(*result.tables)
    cell, table = max(known, key=lambda one: one[0].share or 0)
    return _(
        "Most often in one row: “%(answer)s” for “%(row)s”, %(share)s",
        answer=plain_label(cell),
        row=plain(table.line.text),
        share=portion(cell, table),
    )


TOLD: Mapping[str, Callable[[Result], str]] = {
    "address": _written,
    "calculated": _of_numbers,
    "duration": _of_numbers,
    "period": _of_numbers,
    "date": _of_numbers,
    "grid": _of_grid,
    "matrix": _of_matrix,
    "number": _of_numbers,
    "ranking": _of_ranking,
    "scale": _of_scale,
    "text": _written,
}
"""How each kind is told; of others, what was chosen most often."""
