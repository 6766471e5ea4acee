"""At which stage a consultation stands, told by its dates alone."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from consult.texts.calendar_words import WARSAW

SOON = 3
"""From so many days before the end, time is short."""


class Stage(StrEnum):
    """The life of a consultation."""

    PREPARING = "preparing"
    PUBLISHED = "published"
    OPEN = "open"
    CLOSED = "closed"


def stage_at(now: datetime, *, is_published: bool, opens_at: datetime | None, closes_at: datetime | None) -> Stage:
    """Tell the stage at this moment; times are half-open, so the closing moment itself is too late."""
    if not is_published or opens_at is None or closes_at is None:
        return Stage.PREPARING
    if now < opens_at:
        return Stage.PUBLISHED
    return Stage.OPEN if now < closes_at else Stage.CLOSED


def opening_moment(opens_on: date) -> datetime:
    """Give the first moment of the day, as clocks in Poland show it."""
    return datetime(opens_on.year, opens_on.month, opens_on.day, tzinfo=WARSAW)


def closing_moment(last_day: date) -> datetime:
    """Give the first moment after the last day: 'until 23:59:59' in words, half-open in fact."""
    return opening_moment(last_day + timedelta(days=1))


def days_left(now: datetime, closes_at: datetime) -> int:
    """Count the days until the last one, as a calendar on a Polish wall counts them: 0 is the last day."""
    last_day = (closes_at.astimezone(WARSAW) - timedelta(microseconds=1)).date()
    return (last_day - now.astimezone(WARSAW).date()).days
