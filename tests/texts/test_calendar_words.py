"""Days, moments and numbers as an office writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.texts.calendar_words import (
    WARSAW,
    format_day,
    format_day_short,
    format_moment,
    format_number,
    last_day_words,
)
from consult.texts.typography import typography

NBSP = "\N{NO-BREAK SPACE}"
DAY = date(2026, 11, 24)
languages = st.sampled_from(["pl", "en", "uk"])


@pytest.mark.parametrize(
    ("language", "day", "short", "moment"),
    [
        ("pl", "24~listopada 2026~r.", "24~listopada", "24~listopada 2026~r., godz.~9.40"),
        ("en", "24~November 2026", "24~November", "24~November 2026, 09:40"),
        ("uk", "24~листопада 2026~р.", "24~листопада", "24~листопада 2026~р., 09:40"),
    ],
)
def test_days_and_moments(language, day, short, moment):
    assert format_day(DAY, language) == day.replace("~", NBSP)
    assert format_day_short(DAY, language) == short.replace("~", NBSP)
    assert format_moment(datetime(2026, 11, 24, 8, 40, tzinfo=UTC), language) == moment.replace("~", NBSP)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), languages)
def test_a_day_is_set_as_typography_sets_it(day, language):
    assert typography(format_day(day, language), language) == format_day(day, language)


@pytest.mark.parametrize(
    ("number", "language", "words"),
    [
        (12345.6, "pl", "12~345,6"),
        (Decimal("12345.60"), "uk", "12~345,6"),
        (12345.6, "en", "12,345.6"),
        (180537, "pl", "180~537"),
        (-5, "pl", "-5"),
    ],
)
def test_numbers(number, language, words):
    assert format_number(number, language) == words.replace("~", NBSP)


@pytest.mark.parametrize(
    ("closes_at", "language", "words"),
    [
        (datetime(2026, 9, 29, tzinfo=WARSAW), "pl", "do~28~września 2026~r., godz.~23.59"),
        (datetime(2026, 9, 28, 22, tzinfo=UTC), "en", "until~28~September 2026, 23:59"),
        (datetime(2026, 9, 28, 12, tzinfo=WARSAW), "uk", "до~28~вересня 2026~р., 12:00"),
        (datetime(2026, 10, 26, tzinfo=WARSAW), "pl", "do~25~października 2026~r., godz.~23.59"),
    ],
)
def test_the_closing_moment_is_too_late(closes_at, language, words):
    assert last_day_words(closes_at, language) == words.replace("~", NBSP)
