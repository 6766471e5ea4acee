"""The days on which no period ends: Saturdays, Sundays and the statutory days off in Poland."""

from datetime import date, timedelta
from functools import cache

FIXED: tuple[tuple[int, int, int], ...] = (
    (1, 1, 1951),
    (1, 6, 2011),
    (5, 1, 1951),
    (5, 3, 1990),
    (8, 15, 1989),
    (11, 1, 1951),
    (11, 11, 1989),
    (12, 24, 2025),
    (12, 25, 1951),
    (12, 26, 1951),
)
"""Month, day, and the first year in which it was off (24 December: Dz.U. 2024 poz. 1965)."""

ONCE = frozenset({date(2018, 11, 12)})
"""Off in one year alone: the day after the hundredth Independence Day."""

FROM_EASTER = (0, 1, 49, 60)
"""Easter Sunday and Monday, Pentecost, Corpus Christi: days after Easter Sunday."""

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Find Easter Sunday (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - lunar + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """List the statutory days off of the year, Sundays apart."""
    fixed = {date(year, month, day) for month, day, since in FIXED if year >= since}
    moving = {easter(year) + timedelta(days=after) for after in FROM_EASTER}
    return frozenset(fixed | moving | {day for day in ONCE if day.year == year})


def is_off(day: date) -> bool:
    """Say whether a period that would end on this day ends later."""
    return day.weekday() >= SATURDAY or day in holidays_of(day.year)


def working_day_from(day: date) -> date:
    """Give this day, or the next working day."""
    while is_off(day):
        day += ONE_DAY
    return day


def working_day_until(day: date) -> date:
    """Give this day, or the working day before it."""
    while is_off(day):
        day -= ONE_DAY
    return day
