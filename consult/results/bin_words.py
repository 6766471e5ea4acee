"""Names of bins: ranges of numbers, of days, of hours."""
# ruff: noqa: RUF001, RUF002  # the dash of a range is the matter here

from collections.abc import Callable
from datetime import date

import flask_babel

from consult.questionnaires.hints import date_words, number
from consult.questionnaires.rules.moments import value_at
from consult.results.rules.bins import Bin
from consult.texts.typography import typography
from consult.web.locale import language

_: Callable[..., str] = flask_babel.gettext
YEAR = 12


def bin_words(one: Bin) -> str:
    """Name a bin: `40–44` for whole numbers, `2,5 to below 5` for others, `maj 2026–lipiec 2026` for dates."""
    if one.unit:
        return _dates(one)
    if one.low is None and one.high is None:
        return _("any number")
    if one.low is None:
        return _("below %(high)s", high=number(one.high or 0))
    if one.high is None:
        return _("%(low)s or more", low=number(one.low))
    if not one.is_whole:
        return _("%(low)s to below %(high)s", low=number(one.low), high=number(one.high))
    last = one.high - 1
    low, high = number(one.low), number(last)
    return low if last <= one.low else typography(f"{low}–{high}", language())


def _dates(one: Bin) -> str:
    if one.low is None and one.high is None:
        return _("any date")
    if one.low is None:
        return _("before %(date)s", date=moment_words(one.unit, int(one.high or 0)))
    if one.high is None:
        return _("%(date)s or later", date=moment_words(one.unit, int(one.low)))
    return _from_to(one.unit, int(one.low), int(one.high) - 1)


def _from_to(unit: str, low: int, last: int) -> str:
    """Name a bin of dates by its first and last: of whole months and whole years, by these."""
    if unit == "day" and (months := _whole_months(low, last)):
        unit, (low, last) = "month", months
    if unit == "month" and low % YEAR == 0 and (last + 1) % YEAR == 0:
        unit, low, last = "year", low // YEAR, last // YEAR
    first = moment_words(unit, low)
    return first if last <= low else typography(f"{first}–{moment_words(unit, last)}", language())


def _whole_months(low: int, last: int) -> tuple[int, int] | None:
    """Give the months that these days are, where they are whole."""
    first, after = date.fromordinal(low), date.fromordinal(last + 1)
    if first.day != 1 or after.day != 1:
        return None
    return first.year * YEAR + first.month - 1, after.year * YEAR + after.month - 2


def moment_words(unit: str, value: int) -> str:
    """Write a date that is counted as a number."""
    sort = "time" if unit == "minute" else unit
    return date_words(sort, value_at(sort, value))
