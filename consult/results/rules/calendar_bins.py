"""Bins of the calendar and the clock: whole weeks, months, quarters and years, quarters of an hour and hours."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date

from consult.results.rules import bins

MINUTES = (5, 15, 30, 60, 120, 180, 360)
MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
"""A month, a quarter, half a year, years: always from their first day."""
WEEK = 7
MONTHS_OF_A_YEAR = 12


def edges_of(numbers: Mapping[float, int], unit: str) -> list[float]:
    """Choose edges around all numbers: round ones, or those of the calendar where the numbers are dates."""
    if unit in {"", "year"}:
        return bins.edges(numbers)
    low, high = int(min(numbers)), int(max(numbers))
    if unit == "minute":
        return _regular(low, high, _step(high - low, MINUTES))
    if unit == "month":
        return _regular(low, high, _step(high - low, MONTHS))
    return _days(low, high)


def _step(span: int, steps: Sequence[int]) -> int:
    """Choose the first step of which no more than the most bins fit."""
    return steps[min(bisect_left(steps, span / (bins.MOST - 1)), len(steps) - 1)]


def _regular(low: int, high: int, step: int, first: int = 0) -> list[float]:
    begin = low - (low - first) % step
    return [float(edge) for edge in range(begin, high + step + 1, step) if edge <= high or edge - step <= high]


def _days(low: int, high: int) -> list[float]:
    """Choose days, weeks from their Monday, or months."""
    if high - low < bins.MOST:
        return _regular(low, high, 1)
    if high - low < WEEK * (bins.MOST - 1):
        return _regular(low, high, WEEK, first=1)  # the first day of the calendar is a Monday
    first, last = (_month(date.fromordinal(day)) for day in (low, high))
    months = _regular(first, last, _step(last - first, MONTHS))
    return [float(_first_day(int(month))) for month in months]


def _month(day: date) -> int:
    return day.year * MONTHS_OF_A_YEAR + day.month - 1


def _first_day(month: int) -> int:
    """Give the first day of a month; one beyond the calendar is the day after its last."""
    year, place = divmod(month, MONTHS_OF_A_YEAR)
    if year < 1:
        return 1
    return date(year, place + 1, 1).toordinal() if year <= date.max.year else date.max.toordinal() + 1
