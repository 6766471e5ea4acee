"""Whether what was sent still counts, and how: in time, late but begun before the close, or too late."""

from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(minutes=30)
"""How long after the close what was begun before it may still be sent; the page says so."""
LEAST_AGE = timedelta(seconds=1)
"""No person sends a form sooner after it was issued."""


class Intake(StrEnum):
    """How a POST is taken."""

    IN_TIME = "in_time"
    LATE = "late"
    """Begun before the close, sent within the grace: kept and marked; whether it counts is the official's choice."""
    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"
    TOO_FAST = "too_fast"


def is_fast(now: datetime, issued_at: datetime) -> bool:
    """Tell whether this is sooner than people send a form."""
    return now - issued_at < LEAST_AGE


def intake(
    now: datetime,
    *,
    issued_at: datetime,
    opens_at: datetime,
    closes_at: datetime,
    grace: timedelta = GRACE,
    may_be_fast: bool = False,
) -> Intake:
    """Tell how a form issued at this moment is taken now; times are half-open."""
    if now < opens_at:
        return Intake.TOO_EARLY
    if is_fast(now, issued_at) and not may_be_fast:
        return Intake.TOO_FAST
    if now < closes_at:
        return Intake.IN_TIME
    return Intake.LATE if issued_at < closes_at and now < closes_at + grace else Intake.TOO_LATE
