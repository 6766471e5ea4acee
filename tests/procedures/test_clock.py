"""Periods, and moments on a Polish wall."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.procedures.rules.clock import (
    WARSAW,
    HourDoesNotExist,
    HourTwice,
    closes_at,
    last_day,
    moment_of,
    opens_at,
    raw_day,
)
from consult.procedures.rules.days_off import is_off
from tests.procedures.samples import day

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        ("2026-12-01", 28, "2026-12-29"),
        ("2026-12-14", 35, "2027-01-18"),
        ("2026-12-03", 21, "2026-12-28"),  # raw 24 December
        ("2025-12-03", 21, "2025-12-29"),
        ("2023-12-03", 21, "2023-12-27"),  # Sunday 24 December, then Christmas
        ("2024-01-23", 35, "2024-02-27"),  # Niepołomice
        ("2023-01-02", 35, "2023-02-06"),  # Tarnowiec
        ("2021-09-15", 35, "2021-10-20"),  # Polanka Wielka ended 7 days earlier
        ("2025-10-10", 35, "2025-11-14"),  # Stara Biała ended 11 days earlier
        ("2024-02-01", 28, "2024-02-29"),
        ("2027-02-01", 28, "2027-03-01"),
        ("2026-03-16", 21, "2026-04-07"),  # raw Easter Monday
        ("2026-05-14", 21, "2026-06-05"),  # raw Corpus Christi
        ("2026-08-01", 14, "2026-08-17"),  # starts on a Saturday; raw Saturday 15 August
        ("2026-12-18", 14, "2027-01-04"),  # raw New Year's Day, a Friday
        ("2026-12-02", 35, "2027-01-07"),  # raw Epiphany
    ],
)
def test_the_last_day(start, days, last):
    assert last_day(day(start), days) == day(last)


@pytest.mark.parametrize(
    ("start", "months", "raw"),
    [
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-10-15", 3, "2027-01-15"),
        ("2027-01-15", -3, "2026-10-15"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_months(start, months, raw):
    assert raw_day(day(start), 0, months) == day(raw)


@given(DAYS, st.integers(1, 400))
def test_a_period_is_never_shorter_than_it_says(start, days):
    last = last_day(start, days)
    assert last >= start + timedelta(days=days)
    assert not is_off(last)


@given(DAYS, DAYS, st.integers(0, 400), st.integers(0, 24))
def test_a_later_start_never_ends_earlier(one, other, days, months):
    first, second = sorted((one, other))
    assert last_day(first, days, months) <= last_day(second, days, months)


def test_a_day_is_half_open_in_poland():
    assert opens_at(day("2026-12-01")) == utc("2026-11-30T23:00")
    assert closes_at(day("2026-12-29")) == utc("2026-12-29T23:00")
    assert opens_at(day("2026-07-01")) == utc("2026-06-30T22:00")
    assert closes_at(day("2026-12-31")) == utc("2026-12-31T23:00")


@pytest.mark.parametrize(("text", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)])
def test_the_days_when_the_clocks_change(text, hours):
    assert closes_at(day(text)) - opens_at(day(text)) == timedelta(hours=hours)


def test_a_local_time():
    assert moment_of(day("2026-03-29"), time(1, 59)) == utc("2026-03-29T00:59")
    assert moment_of(day("2026-03-29"), time(3)) == utc("2026-03-29T01:00")
    assert moment_of(day("2026-12-01"), time(17)) == utc("2026-12-01T16:00")


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59, 59)])
def test_an_hour_that_never_comes_is_refused(hour):
    with pytest.raises(HourDoesNotExist, match=r"2026-03-29 02:.*go forward"):
        moment_of(day("2026-03-29"), hour)


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59, 59)])
def test_an_hour_that_comes_twice_is_asked_about(hour):
    both = moment_of(day("2026-10-25"), hour)
    assert isinstance(both, HourTwice)
    assert both.second - both.first == timedelta(hours=1)
    assert both.first == datetime.combine(day("2026-10-25"), hour, UTC) - timedelta(hours=2)


def test_the_edges_of_the_hour_that_comes_twice():
    assert moment_of(day("2026-10-25"), time(1, 59)) == utc("2026-10-24T23:59")
    assert moment_of(day("2026-10-25"), time(3)) == utc("2026-10-25T02:00")


@given(DAYS, st.times())
def test_each_moment_shows_the_time_it_was_made_from(on, hour):
    try:
        moment = moment_of(on, hour)
    except HourDoesNotExist:
        return
    for each in (moment.first, moment.second) if isinstance(moment, HourTwice) else (moment,):
        assert each.astimezone(WARSAW).replace(tzinfo=None, fold=0) == datetime.combine(on, hour)
