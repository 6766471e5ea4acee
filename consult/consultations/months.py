"""Months as a wall calendar shows them: days off, the time for remarks, the window for meetings, what happens."""

import calendar as calendars
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, get_day_names

from consult.consultations.words import word
from consult.procedures.rules.checks import MEETING
from consult.procedures.rules.days_off import is_off
from consult.procedures.rules.plan import Plan
from consult.web.locale import language

MOST_MONTHS = 6


@dataclass(frozen=True)
class Cell:
    """A day; `kinds` are `off`, `open`, `window`, `mark`, and `said` is what happens then."""

    number: int
    kinds: str
    said: str


@dataclass(frozen=True)
class Month:
    """A month by weeks; what belongs to other months is None."""

    name: str
    weeks: Sequence[Sequence[Cell | None]]


def weekdays() -> list[str]:
    """Name the days of the week in short, Monday first."""
    names = get_day_names("abbreviated", locale=language())
    return [names[number] for number in range(7)]


def months_of(plan: Plan, meetings: Sequence[tuple[str, date]]) -> list[Month]:
    """Show the months from the first day to the report."""
    events = _events(plan, meetings)
    last = max(day for day in (plan.opens, plan.closes, plan.report_due) if day)
    found: list[Month] = []
    first = plan.opens.replace(day=1)
    while first <= last and len(found) < MOST_MONTHS:
        weeks = calendars.Calendar().monthdatescalendar(first.year, first.month)
        cells = [[_cell(plan, day, events) if day.month == first.month else None for day in week] for week in weeks]
        found.append(Month(format_date(first, "LLLL y", locale=language()), cells))
        first = (first + timedelta(days=31)).replace(day=1)
    return found


def _events(plan: Plan, meetings: Sequence[tuple[str, date]]) -> Mapping[date, str]:
    """Say what happens on each day."""
    found: dict[date, list[str]] = {}
    for days in plan.days.values():
        for event, day in days.items():
            if event != MEETING:
                found.setdefault(day, []).append(word("events", event))
    for form, day in meetings:
        found.setdefault(day, []).append(word("forms", form))
    return {day: ", ".join(dict.fromkeys(names)) for day, names in found.items()}


def _cell(plan: Plan, day: date, events: Mapping[date, str]) -> Cell:
    is_open = plan.closes is not None and plan.opens <= day <= plan.closes
    is_window = plan.window is not None and plan.window.first <= day <= plan.window.last
    kinds = {"off": is_off(day), "open": is_open, "window": is_window, "mark": day in events}
    return Cell(day.day, " ".join(f"day--{kind}" for kind, holds in kinds.items() if holds), events.get(day, ""))
