"""Where a recommendation stands, what it owes, and what it lacks."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.recommendations.rules import (
    LATE,
    REMINDERS,
    UNDERTAKEN,
    Outcome,
    Standing,
    State,
    Verdict,
    is_overdue,
    missing,
    reminders_due,
)

DAY = date(2026, 3, 31)
LATER = DAY + timedelta(days=60)
SAID = dict.fromkeys(
    ("title", "text", "problem", "kind", "priority", "indicator", "addressee_kind", "addressee", "reason"), "x"
)
standings = st.builds(
    Standing,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from([None, *Verdict]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.none(),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.none(),
    st.sampled_from(list(Outcome)),
)


def test_what_is_owed_next():
    assert Standing(DAY).due_on == DAY
    assert Standing(DAY, Verdict.POSTPONED, review_on=LATER).due_on == LATER
    assert Standing(DAY, Verdict.ACCEPTED, LATER).due_on == LATER
    assert Standing(DAY, Verdict.PARTLY_ACCEPTED, LATER, DAY).due_on == DAY
    assert Standing(DAY, Verdict.REJECTED).due_on is None
    assert Standing(DAY, Verdict.ACCEPTED, LATER, outcome=Outcome.KEPT).due_on is None


@settings(max_examples=30)
@given(standings)
def test_nothing_is_owed_of_what_has_ended(standing):
    ended = standing.state in {State.REJECTED, State.KEPT, State.GIVEN_UP}
    assert not ended or standing.due_on is None
    assert standing.state is not State.IN_HAND or standing.verdict in UNDERTAKEN


def test_on_the_day_itself_nothing_is_late():
    assert not is_overdue(DAY, DAY)
    assert is_overdue(DAY, DAY + timedelta(days=1))
    assert not is_overdue(None, DAY)


def test_what_a_version_lacks():
    def lacks(**changes):
        due_on = changes.pop("due_on", DAY)
        is_correction = changes.pop("is_correction", False)
        return missing(SAID | changes, answer_due_on=due_on, is_correction=is_correction, today=DAY)

    assert lacks() == []
    assert lacks(text="", addressee="") == ["text", "addressee"]
    assert lacks(due_on=None) == ["answer_due_on"]
    assert lacks(due_on=DAY - timedelta(days=1)) == ["answer_due_over"]
    assert lacks(reason="") == []
    assert lacks(reason="", is_correction=True, due_on=DAY - timedelta(days=1)) == ["reason"]


@settings(max_examples=30)
@given(st.integers(-400, 400))
def test_each_reminder_has_its_turn_and_none_comes_too_late(left):
    turn = reminders_due(DAY + timedelta(days=left), DAY)
    if left > max(REMINDERS) or left < -LATE.days:
        assert turn is None
    else:
        assert turn in REMINDERS
        assert turn >= left
