"""Dates as answers: they go to numbers and back, and keep limits that move."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.moments import SORTS, number_of, parsed, resolved, value_at
from consult.questionnaires.rules.shape import Bound
from tests.questionnaires.sampling import plan

TODAY = date(2026, 11, 24)
DATES = plan("date")
SAID = {"a.since.day": ["1"], "a.since.month": ["5"], "a.since.year": ["2020"]}

few = settings(max_examples=25, deadline=None)


@few
@given(st.sampled_from(SORTS), st.dates(date(1000, 1, 1)), st.times())
def test_a_date_becomes_a_number_and_comes_back(sort, day, time):
    value = {"day": day.isoformat(), "month": day.isoformat()[:7], "year": day.year, "time": f"{time:%H:%M}"}[sort]
    assert parsed(sort, value) == value
    assert value_at(sort, number_of(sort, value)) == value


@few
@given(st.dates(date(1100, 1, 1), date(9000, 1, 1)), st.integers(-60, 60), st.integers(-60, 60))
def test_more_months_are_never_earlier(day, months, days):
    moved = [resolved(Bound(months=more, days=days), "day", {}, day) for more in (months, months + 1)]
    assert moved == sorted(moved)


def wrong(**typed):
    taken = take(DATES, SAID | {f"a.{name.replace('_', '.')}": [value] for name, value in typed.items()}, TODAY)
    return [
        (mistake.name, mistake.what, mistake.said.get("low"), mistake.said.get("high")) for mistake in taken.mistakes
    ]


def test_limits_look_at_today_and_at_earlier_answers():
    assert wrong() == []
    assert wrong(until_day="2", until_month="5", until_year="2020") == []
    until = ("a.until", "out_of_dates", "2020-05-02", "2030-12-31")
    assert wrong(until_day="1", until_month="5", until_year="2020") == [until]
    assert wrong(since_day="25", since_month="11", since_year="2026") == [
        ("a.since", "out_of_dates", None, "2026-11-24")
    ]
    assert wrong(moved_month="12", moved_year="2026") == []
    assert wrong(moved_month="1", moved_year="2027") == [("a.moved", "out_of_dates", "1990-01", "2026-12")]
    assert wrong(born_year="2011") == [("a.born", "out_of_dates", 1900, 2010)]
    assert wrong(bus_hour="3", bus_minute="59") == [("a.bus", "out_of_dates", "04:00", "23:30")]


def test_without_the_earlier_date_there_is_no_limit_by_it():
    taken = take(DATES, {"a.until.day": ["1"], "a.until.month": ["1"], "a.until.year": ["1500"]}, TODAY)
    assert [mistake.name for mistake in taken.mistakes] == ["a.since"]


@pytest.mark.parametrize(
    ("bound", "sort", "limit"),
    [
        (Bound(years=-18), "day", "2008-11-24"),
        (Bound(months=3, days=7), "day", "2027-03-03"),
        (Bound(months=2), "month", "2027-01"),
        (Bound(years=9000), "year", None),
        (Bound("2026-01-31"), "day", "2026-01-31"),
        (Bound(question="a", months=1), "day", "2024-02-29"),
        (None, "day", None),
    ],
)
def test_how_a_limit_moves(bound, sort, limit):
    assert resolved(bound, sort, {"a": "2024-01-31"}, TODAY) == limit
