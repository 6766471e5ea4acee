"""Stages follow from dates alone, on days of every length, and SQL tells them alike."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from consult.consultations.models import Consultation
from consult.consultations.queries import page_public
from consult.consultations.rules.stages import Stage, closing_moment, days_left, opening_moment, stage_at
from tests.factories.consultations import make_office, make_public

PUBLIC = (Stage.PUBLISHED, Stage.OPEN, Stage.CLOSED)
TICK = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

days = st.dates(date(2025, 1, 1), date(2030, 12, 31)) | st.sampled_from([SPRING, AUTUMN])
moments = st.integers(0, 6 * 366 * 24 * 60).map(lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + minutes * MINUTE)


@st.composite
def spans(draw):
    first = draw(days)
    return first, first + timedelta(days=draw(st.integers(0, 400)))


def stage(now, first, last, *, is_published=True):
    return stage_at(now, is_published=is_published, opens_at=opening_moment(first), closes_at=closing_moment(last))


@given(spans())
def test_the_ends_are_half_open(span):
    first, last = span
    opens_at, closes_at = opening_moment(first), closing_moment(last)
    assert stage(opens_at - TICK, first, last) is Stage.PUBLISHED
    assert stage(opens_at, first, last) is Stage.OPEN
    assert stage(closes_at - TICK, first, last) is Stage.OPEN
    assert stage(closes_at, first, last) is Stage.CLOSED


@given(moments, spans())
def test_what_is_not_published_is_preparing_at_any_time(now, span):
    assert stage(now, *span, is_published=False) is Stage.PREPARING
    assert stage_at(now, is_published=True, opens_at=None, closes_at=None) is Stage.PREPARING


@given(days)
def test_a_day_begins_at_midnight_in_poland(day):
    assert opening_moment(day).isoformat().startswith(f"{day}T00:00:00+0")


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_a_day_is_as_long_as_the_clocks_make_it(day, hours):
    length = closing_moment(day).astimezone(UTC) - opening_moment(day).astimezone(UTC)
    assert length == timedelta(hours=hours)


@given(days, st.integers(0, 300))
def test_days_left_are_those_of_the_calendar(today, until):
    last_day = today + timedelta(days=until)
    closes_at = closing_moment(last_day).astimezone(UTC)
    assert days_left(opening_moment(today), closes_at) == until
    assert days_left(closing_moment(today).astimezone(UTC) - TICK, closes_at) == until


def test_the_last_evening_in_summer_is_the_last_day():
    assert days_left(datetime(2026, 6, 30, 21, 59, tzinfo=UTC), closing_moment(date(2026, 6, 30))) == 0
    assert days_left(datetime(2026, 6, 29, 22, 0, tzinfo=UTC), closing_moment(date(2026, 6, 30))) == 0
    assert days_left(datetime(2026, 6, 29, 21, 59, tzinfo=UTC), closing_moment(date(2026, 6, 30))) == 1


@pytest.mark.both_databases
def test_sql_tells_the_stages_alike(write):
    with write() as session:
        consultation = make_public(session, make_office(session))
        identity = consultation.id

    def found(now):
        return [one for one in PUBLIC if page_public(session, one, now).total]

    @settings(max_examples=25, deadline=None)
    @given(spans(), moments)
    def check(span, any_time):
        opens_at, closes_at = opening_moment(span[0]), closing_moment(span[1])
        session.execute(
            update(Consultation).where(Consultation.id == identity).values(opens_at=opens_at, closes_at=closes_at)
        )
        for now in (any_time, opens_at - TICK, opens_at, closes_at - TICK, closes_at):
            assert found(now) == [stage(now, *span)]

    with write() as session:
        check()
