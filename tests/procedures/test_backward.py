"""Backward from a target."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.backward import latest_start
from consult.procedures.rules.plan import Given, plan
from tests.procedures.samples import KEYS, day, versions

TARGETS = st.dates(day("2027-06-01"), day("2060-12-31"))


@pytest.mark.parametrize(
    ("keys", "target", "latest", "advised"),
    [
        # 27 November closes, the session is on Monday 30; advised: draft 20, RDPP from 6 November, decisions from 30 X
        (["program_wspolpracy"], "2026-11-30", "2026-11-06", "2026-10-09"),
        (["program_wspolpracy"], "2026-12-30", "2026-11-06", "2026-10-09"),  # the calendar's limit holds anyway
        # 1 May off, a weekend: the close can be 30 April at the latest
        (["rewitalizacja"], "2026-05-04", "2026-03-26", "2026-03-26"),
        # closed before Sunday 31 January; advised: 30 days for the board from 2 January, closed on 31 December
        (["strategia_rozwoju", "oos_dokument"], "2027-02-01", "2026-12-25", "2026-11-26"),
        (["konsultacje_gmina"], "2026-12-28", "2026-12-02", "2026-12-02"),
        (["raport_o_stanie"], "2026-06-24", "2026-06-23", "2026-06-09"),
        (["inicjatywa_lokalna"], "2026-06-24", "2026-06-24", "2026-06-24"),
    ],
)
def test_the_latest_start(keys, target, latest, advised):
    chosen = versions(*keys, on="2026-03-01")
    assert latest_start(chosen, day(target), usual=False) == day(latest)
    assert latest_start(chosen, day(target), usual=True) == day(advised)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3), TARGETS)
def test_backward_then_forward_is_never_later_than_the_target(keys, target):
    chosen = load_catalogue().chosen(keys, target)
    for usual in (True, False):
        start = latest_start(chosen, target, usual=usual)
        computed = plan(chosen, Given(start, target))
        assert "target_reachable" not in {finding.id for finding in computed.broken}
        assert {computed.days[one.key][one.last_event] for one in chosen} == {target}
        assert not computed.closes or computed.closes <= target


@settings(deadline=None, max_examples=50)
@given(st.sampled_from([key for key in KEYS if load_catalogue().newest(key).main_period]), TARGETS)
def test_a_day_later_is_too_late(key, target):
    """The start is the latest: from the next day on, the target cannot be reached, or a date of the calendar."""
    chosen = load_catalogue().chosen([key], target)
    start = latest_start(chosen, target, usual=False)
    later = plan(chosen, Given(start + timedelta(days=1), target))
    assert later.broken


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(KEYS), TARGETS)
def test_what_is_usual_never_starts_later(key, target):
    chosen = load_catalogue().chosen([key], target)
    assert latest_start(chosen, target, usual=True) <= latest_start(chosen, target, usual=False)
