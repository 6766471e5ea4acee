"""Days, months, years and times of the day as answers: how they are written, counted, moved and limited.

A day is stored as `2026-11-24`, a month as `2026-11`, a year as the number 2026, a time as `09:40`; so each can be
compared with another of its sort as it stands.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from typing import Any, Literal

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Bound, Mistake, Question

SORTS = ("day", "month", "year", "time")
FIRST_YEAR = 1000
EARLIEST_YEAR, LATEST_YEAR = 1030, 9960
"""Between them limits can be moved by days without leaving the calendar."""
MONTHS_OF_A_YEAR = 12
HOURS_OF_A_DAY = 24
MINUTES_OF_AN_HOUR = 60
TODAY = "today"
FARTHEST = 10_000
"""Most days, months or years by which a limit may be moved."""
WRITTEN = {
    "day": re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
    "month": re.compile(r"([0-9]{4})-([0-9]{2})"),
    "time": re.compile(r"([0-9]{2}):([0-9]{2})"),
}
UNITS: Mapping[str, Literal["day", "month", "year", "minute"]] = {
    "day": "day",
    "month": "month",
    "year": "year",
    "time": "minute",
}
"""What is counted where a sort of date becomes a number."""


def made(sort: str, parts: tuple[int, ...]) -> int | str | None:
    """Make an answer of its parts, the largest first; nothing where there is no such day or time."""
    if sort == "time":
        hour, minute = parts
        return f"{hour:02}:{minute:02}" if hour < HOURS_OF_A_DAY and minute < MINUTES_OF_AN_HOUR else None
    year, month, day = (*parts, 1, 1)[:3]
    if not FIRST_YEAR <= year <= MAXYEAR or not 1 <= month <= MONTHS_OF_A_YEAR:
        return None
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return _of_day(sort, date(year, month, day))


def parsed(sort: str, value: Any) -> int | str | None:
    """Read an answer as it is stored; nothing where it is none."""
    if sort == "year":
        is_year = isinstance(value, int) and not isinstance(value, bool)
        return made(sort, (value,)) if is_year else None
    found = WRITTEN[sort].fullmatch(value) if isinstance(value, str) and value.isascii() else None
    return made(sort, tuple(map(int, found.groups()))) if found else None


def number_of(sort: str, value: int | str) -> int:
    """Give the place of an answer on its line: in days, months, years or minutes."""
    if isinstance(value, int):
        return value
    if sort == "day":
        return date.fromisoformat(value).toordinal()
    first, second = map(int, value.replace(":", "-").split("-"))
    return first * MINUTES_OF_AN_HOUR + second if sort == "time" else first * MONTHS_OF_A_YEAR + second - 1


def value_at(sort: str, number: int) -> int | str:
    """Give the answer at a place: the other way round."""
    if sort == "day":
        return date.fromordinal(number).isoformat()
    if sort == "time":
        return f"{number // MINUTES_OF_AN_HOUR:02}:{number % MINUTES_OF_AN_HOUR:02}"
    return number if sort == "year" else f"{number // MONTHS_OF_A_YEAR:04}-{number % MONTHS_OF_A_YEAR + 1:02}"


def parse_bound(reading: Reading, data: Mapping[str, Any], name: str, where: str, sort: str) -> Bound | None:
    """Read a limit: a date as it is stored, "today", or {"question" or "today", and how much later}."""
    given = data.get(name)
    if given is None:
        return None
    if given == TODAY:
        given = {TODAY: True}
    if not isinstance(given, Mapping):
        value = parsed(sort, given)
        if value is None:
            reading.note(f"{where}.{name}", "not_a_limit")
            return None
        return Bound(value)
    return _moved(reading, given, f"{where}.{name}", sort)


def _moved(reading: Reading, given: Mapping[str, Any], where: str, sort: str) -> Bound | None:
    reading.known(given, where, "question", TODAY, "days", "months", "years")
    question, is_today = given.get("question", ""), given.get(TODAY, False)
    is_one = isinstance(question, str) and isinstance(is_today, bool) and bool(question) != is_today
    shift = {unit: reading.number(given, unit, where, is_whole=True) or 0 for unit in ("days", "months", "years")}
    can_move = {"day": {"days", "months", "years"}, "month": {"months", "years"}, "year": {"years"}, "time": set()}
    is_right = all(not moved or (unit in can_move[sort] and abs(moved) <= FARTHEST) for unit, moved in shift.items())
    if not is_one or not is_right or (is_today and sort == "time"):
        reading.note(where, "not_a_limit")
        return None
    return Bound("", question, int(shift["days"]), int(shift["months"]), int(shift["years"]))


def resolved(bound: Bound | None, sort: str, answers: Answers, today: date) -> int | str | None:
    """Give the limit for these answers on this day; nothing where the answer that it looks at is not there."""
    if bound is None or bound.on != "":
        return bound.on if bound else None
    value = parsed(sort, answers.get(bound.question)) if bound.question else _of_day(sort, today)
    return None if value is None else _later(value, bound, sort)


def _of_day(sort: str, day: date) -> int | str:
    """Give the day, its month or its year."""
    return day.year if sort == "year" else day.isoformat() if sort == "day" else f"{day:%Y-%m}"


def _later(value: int | str, bound: Bound, sort: str) -> int | str | None:
    """Move a date: first by years and months, to the last day of a shorter month, then by days."""
    if sort == "time":
        return value
    year, month, day = (*map(int, str(value).split("-")), 1, 1)[:3]
    months = (year + bound.years) * MONTHS_OF_A_YEAR + month - 1 + bound.months
    year, month = divmod(months, MONTHS_OF_A_YEAR)
    if not EARLIEST_YEAR < year < LATEST_YEAR:
        return None
    moved = date(year, month + 1, min(day, monthrange(year, month + 1)[1])) + timedelta(days=bound.days)
    return _of_day(sort, moved)


def outside(question: Question, value: Any, answers: Answers, today: date) -> Mistake | None:
    """Tell whether an answer, or both ends of it, lie beyond its limits; they are told with what was wrong."""
    if isinstance(value, Mapping):
        ends = (replace(question, key=f"{question.key}.{end}") for end in value)
        beyond = (outside(end, one, answers, today) for end, one in zip(ends, value.values(), strict=True))
        return next(filter(None, beyond), None)
    low = resolved(question.earliest, question.holds, answers, today)
    high = resolved(question.latest, question.holds, answers, today)
    is_within = (low is None or value >= low) and (high is None or value <= high)
    said = {"low": low, "high": high, "sort": question.holds}
    return None if is_within else Mistake(question.name, "out_of_dates", said)
