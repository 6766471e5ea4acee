"""Days and moments: how a period is counted, when it ends, and what a clock on a Polish wall shows.

A period of N days from a day D does not count D; it ends with the day D+N, or with the next working day when D+N
is off (KPA art. 57 § 1 and 4, KC art. 111 § 2 and 115, here by analogy: the safe reading for those who take part).
Moments are half-open: a consultation is open while `opens_at <= t < closes_at`.
"""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from consult.procedures.rules.days_off import working_day_from

WARSAW = ZoneInfo("Europe/Warsaw")


class HourDoesNotExist(ValueError):
    """The clocks go forward over this local time."""


@dataclass(frozen=True)
class HourTwice:
    """A local time that the clocks show twice: the office must say which one it means."""

    first: datetime
    second: datetime


def raw_day(start: date, days: int, months: int = 0) -> date:
    """Count from a day, which is not counted itself; months end on the same-numbered day or the month's last."""
    if months:
        years, month = divmod(start.month - 1 + months, 12)
        year = start.year + years
        last = calendar.monthrange(year, month + 1)[1]
        start = date(year, month + 1, min(start.day, last))
    return start + timedelta(days=days)


def last_day(start: date, days: int, months: int = 0) -> date:
    """Give the last day of a period: the day start+N, or the next working day."""
    return working_day_from(raw_day(start, days, months))


def opens_at(day: date) -> datetime:
    """Give the first moment of the day in Poland, in UTC."""
    return datetime.combine(day, time(), WARSAW).astimezone(UTC)


def closes_at(last: date) -> datetime:
    """Give the first moment after the last day in Poland, in UTC: 'until 23:59:59' in words."""
    return opens_at(last + timedelta(days=1))


def moment_of(day: date, hour: time) -> datetime | HourTwice:
    """Give the moment of a local time, in UTC; both where it comes twice; one that never comes is refused.

    On the last Sunday of March 02:00 to 03:00 does not exist; of October, it exists twice.
    """
    first, second = (datetime.combine(day, hour.replace(fold=fold), WARSAW).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(WARSAW).time() != hour.replace(fold=0):
        raise HourDoesNotExist(f"{day} {hour:%H:%M}: the clocks go forward over this hour in Poland")
    return HourTwice(first, second)
