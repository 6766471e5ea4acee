"""What was begun before the close may be sent for a while after it; nothing else may."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consult.participation.rules.intake import GRACE, Intake, intake

OPENS = datetime(2026, 11, 2, 23, tzinfo=UTC)
CLOSES = datetime(2026, 11, 23, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def take(now, issued_at):
    return intake(now, issued_at=issued_at, opens_at=OPENS, closes_at=CLOSES)


def test_the_closing_moment_itself_is_too_late_for_a_new_form():
    assert take(CLOSES - SECOND, CLOSES - 2 * SECOND) is Intake.IN_TIME
    assert take(CLOSES + SECOND, CLOSES) is Intake.TOO_LATE


def test_begun_before_the_close():
    begun = CLOSES - SECOND
    assert take(CLOSES, begun) is Intake.LATE
    assert take(CLOSES + GRACE - SECOND, begun) is Intake.LATE
    assert take(CLOSES + GRACE, begun) is Intake.TOO_LATE


def test_too_early_and_too_fast():
    assert take(OPENS - SECOND, OPENS - 10 * SECOND) is Intake.TOO_EARLY
    assert take(OPENS, OPENS) is Intake.TOO_FAST


@given(st.timedeltas(timedelta(days=-40), timedelta(days=40)), st.timedeltas(timedelta(0), timedelta(days=30)))
def test_nothing_is_taken_outside_opening_and_grace(after_opening, age):
    now = OPENS + after_opening
    taken = take(now, now - age)
    if taken in {Intake.IN_TIME, Intake.LATE}:
        assert OPENS <= now < CLOSES + GRACE
        assert (taken is Intake.LATE) == (now >= CLOSES)
