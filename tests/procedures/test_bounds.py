"""How early and how late an event can be."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.backward import latest_start
from consult.procedures.rules.bounds import Demand, bounds, shifted
from consult.procedures.rules.plan import Given, plan
from consult.procedures.rules.records import Offset, Op
from tests.procedures.samples import day, found

DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))
OFFSETS = st.builds(Offset, days=st.integers(-30, 60), rolls=st.booleans()) | st.builds(
    Offset, months=st.integers(1, 14), rolls=st.booleans()
)
ONE = timedelta(days=1)


@settings(deadline=None)
@given(DAYS, OFFSETS)
@example(day("2026-12-26"), Offset(21, rolls=True))
@example(day("2027-02-28"), Offset(months=1))
def test_the_latest_day_from_which_a_length_does_not_pass_another(end, offset):
    latest = bounds([Demand("end", Op.AT_LEAST, "start", offset)], {"end": end}).latest["start"]
    assert shifted(latest, offset) <= end < shifted(latest + ONE, offset)


@settings(deadline=None)
@given(DAYS, OFFSETS)
@example(day("2026-05-31"), Offset(months=3))
def test_the_earliest_day_from_which_a_length_reaches_another(end, offset):
    earliest = bounds([Demand("end", Op.AT_MOST, "start", offset)], {"end": end}).earliest["start"]
    assert shifted(earliest - ONE, offset) < end <= shifted(earliest, offset)


def test_demands_that_chase_each_other_cannot_be_met():
    chase = [Demand("a", Op.AT_LEAST, "b", Offset(1)), Demand("b", Op.AT_LEAST, "a", Offset(1))]
    start = [Demand("a", Op.AT_LEAST, "start", Offset())]
    assert not bounds(chase + start, {"start": day("2026-12-01")}).can_be_met


def test_nothing_is_demanded():
    assert bounds([], {"a": day("2026-12-01")}).can_be_met


def test_what_nothing_joins_has_no_day():
    """Rules and steps whose anchor has no day are left out, and no start follows from the target."""
    known = load_catalogue().newest("budzet_obywatelski")
    loose = load_catalogue().at_level(replace(known, sequence=()))
    computed = plan((loose,), Given(day("2026-03-02")))
    assert "appeal_close" not in computed.days["budzet_obywatelski"]
    assert "appeal_before_vote" not in {finding.id for finding in computed.findings}
    assert "assessment" not in {step.id for step in computed.steps}
    assert latest_start((loose,), day("2026-11-01"), usual=False) is None
    assert found(computed, "apply_period").is_ok
