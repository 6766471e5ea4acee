"""The days on which no period ends."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.procedures.rules.days_off import easter, holidays_of, is_off, working_day_from, working_day_until
from tests.procedures.samples import day

DAYS = st.dates(date(1990, 1, 1), date(2199, 12, 31))


def test_the_list_of_2026():
    assert sorted(holidays_of(2026)) == [
        day(text)
        for text in (
            "2026-01-01", "2026-01-06", "2026-04-05", "2026-04-06", "2026-05-01", "2026-05-03", "2026-05-24",
            "2026-06-04", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-24", "2026-12-25", "2026-12-26",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(1990, 2101))
def test_a_library_knows_the_same_days(year):
    assert holidays_of(year) == frozenset(holidays.country_holidays("PL", years=year))


def test_christmas_eve_is_off_since_2025():
    assert day("2024-12-24") not in holidays_of(2024)
    assert day("2025-12-24") in holidays_of(2025)


@pytest.mark.parametrize(
    ("year", "sunday"), [(2000, "2000-04-23"), (2008, "2008-03-23"), (2025, "2025-04-20"), (2038, "2038-04-25")]
)
def test_easter(year, sunday):
    assert easter(year) == day(sunday)


@pytest.mark.parametrize(
    ("start", "working"),
    [
        ("2026-12-24", "2026-12-28"),  # Thursday: three days off and a Sunday
        ("2025-12-24", "2025-12-29"),  # Wednesday: three days off and a weekend
        ("2024-12-24", "2024-12-24"),  # not off yet
        ("2024-12-25", "2024-12-27"),
        ("2026-04-04", "2026-04-07"),  # Easter Saturday to Tuesday
        ("2026-06-04", "2026-06-05"),  # Corpus Christi is a Thursday
        ("2026-05-01", "2026-05-04"),  # Friday; 3 May is a Sunday
        ("2027-05-01", "2027-05-04"),  # Saturday, Sunday, 3 May
        ("2025-05-01", "2025-05-02"),
        ("2026-12-31", "2026-12-31"),
        ("2028-01-01", "2028-01-03"),  # Saturday
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_the_next_working_day(start, working):
    assert working_day_from(day(start)) == day(working)


def test_the_working_day_before():
    assert working_day_until(day("2026-12-27")) == day("2026-12-23")
    assert working_day_until(day("2026-11-30")) == day("2026-11-30")


@given(DAYS)
def test_a_rolled_day_is_the_nearest_working_day(start):
    later, earlier = working_day_from(start), working_day_until(start)
    assert not is_off(later)
    assert not is_off(earlier)
    assert earlier <= start <= later
    assert all(is_off(start + timedelta(days=n)) for n in range((later - start).days))
    assert all(is_off(start - timedelta(days=n)) for n in range((start - earlier).days))
