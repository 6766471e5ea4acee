"""What must be there before anything is published, and which dates a correction may not touch."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.consultations.rules.readiness import REQUIRED_TEXTS, Offered, Running, missing
from consult.consultations.rules.stages import Stage

TODAY = date(2026, 3, 2)
FIRST, LAST = date(2026, 3, 10), date(2026, 3, 31)
COMPLETE = Offered(
    texts=dict.fromkeys(REQUIRED_TEXTS, "words"),
    procedures=["konsultacje_gmina"],
    has_law=True,
    opens_on=FIRST,
    last_day=LAST,
    contact="41 000 00 00",
    controller="Prezydent",
    data_protection_officer="Jan Brzoza",
    reason="Błąd.",
)
ANNOUNCED = Running(FIRST, LAST, Stage.PUBLISHED)
OPEN = Running(FIRST, LAST, Stage.OPEN)
CLOSED = Running(FIRST, LAST, Stage.CLOSED)

days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_what_is_complete_may_be_published():
    assert missing(COMPLETE, today=TODAY) == []
    assert missing(COMPLETE, today=TODAY, running=ANNOUNCED) == []


@given(st.sets(st.sampled_from(REQUIRED_TEXTS)))
def test_each_text_that_is_missing_is_named_once(empty):
    offered = replace(COMPLETE, texts={name: "" if name in empty else "words" for name in REQUIRED_TEXTS})
    assert sorted(missing(offered, today=TODAY)) == sorted(empty)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("procedures", [], "procedures"),
        ("has_law", False, "no_such_law"),
        ("contact", "", "contact"),
        ("controller", "", "controller"),
        ("data_protection_officer", "", "data_protection_officer"),
        ("opens_on", None, "dates"),
        ("last_day", None, "dates"),
        ("last_day", FIRST - timedelta(days=1), "last_day_before_opening"),
        ("opens_on", TODAY - timedelta(days=1), "opens_in_the_past"),
    ],
)
def test_what_else_is_missing_or_wrong(name, value, key):
    assert missing(replace(COMPLETE, **{name: value}), today=TODAY) == [key]


def test_it_may_open_today_and_last_a_day():
    assert missing(replace(COMPLETE, opens_on=TODAY, last_day=TODAY), today=TODAY) == []


def test_only_a_correction_needs_a_reason():
    offered = replace(COMPLETE, reason="")
    assert missing(offered, today=TODAY) == []
    assert missing(offered, today=TODAY, running=OPEN) == ["reason"]


def test_things_stand_in_the_order_of_the_steps():
    nothing = Offered(
        {},
        [],
        has_law=False,
        opens_on=None,
        last_day=None,
        contact="",
        controller="",
        data_protection_officer="",
        reason="",
    )
    found = missing(nothing, today=TODAY, running=OPEN)
    assert found[:3] == ["procedures", "reason", "title"]
    assert found.index("decision") < found.index("dates") < found.index("contact_name") < found.index("purpose")
    assert found[-2:] == ["controller", "data_protection_officer"]


@given(days, days)
def test_no_correction_takes_time_from_people(opens_on, last_day):
    offered = replace(COMPLETE, opens_on=opens_on, last_day=last_day)
    if not missing(offered, today=TODAY, running=ANNOUNCED):
        assert opens_on >= TODAY
        assert last_day >= LAST
        assert last_day - opens_on >= LAST - FIRST
    if not missing(offered, today=FIRST, running=OPEN):
        assert (opens_on, last_day >= LAST) == (FIRST, True)
    if not missing(offered, today=LAST + timedelta(days=1), running=CLOSED):
        assert (opens_on, last_day) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("running", "opens_on", "last_day", "key"),
    [
        (ANNOUNCED, FIRST + timedelta(days=7), LAST, "shorter_than_published"),
        (ANNOUNCED, FIRST - timedelta(days=7), LAST - timedelta(days=1), "shorter_than_published"),
        (ANNOUNCED, TODAY - timedelta(days=1), LAST, "opens_in_the_past"),
        (OPEN, FIRST + timedelta(days=1), LAST, "opening_after_it_opened"),
        (OPEN, FIRST, LAST - timedelta(days=1), "shorter_than_published"),
        (CLOSED, FIRST, LAST + timedelta(days=1), "dates_after_the_close"),
    ],
)
def test_dates_that_may_not_be_moved(running, opens_on, last_day, key):
    offered = replace(COMPLETE, opens_on=opens_on, last_day=last_day)
    assert missing(offered, today=TODAY, running=running) == [key]


@pytest.mark.parametrize(("running", "later"), [(ANNOUNCED, 7), (OPEN, 0)])
def test_more_time_may_be_given(running, later):
    offered = replace(COMPLETE, opens_on=FIRST + timedelta(days=later), last_day=LAST + timedelta(days=later + 1))
    assert missing(offered, today=TODAY, running=running) == []
