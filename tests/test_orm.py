"""Types that behave alike on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError

from consult.jobs.models import Job
from consult.orm import Base, Moment

MOMENTS = [
    datetime(2026, 3, 29, 0, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=2))),
    datetime(2026, 10, 25, 2, 30, tzinfo=timezone(timedelta(hours=1))),
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
]
DOCUMENTS = [{}, {"pl": "żółw 🌳", "uk": "їжак"}, {"deep": [1, 2.5, None, True, {"a": []}]}, {"quote": "\"'\\%"}]


@pytest.mark.both_databases
@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_moment_comes_back_in_utc(write, read, moment):
    with write() as session:
        session.add(Job(kind="x", payload={}, due_at=moment))
    with read() as session:
        kept = session.scalar(select(Job.due_at))
        assert kept == moment
        assert kept.utcoffset() == timedelta(0)
        assert session.scalar(select(Job.id).where(Job.due_at == moment)) is not None
        assert session.scalar(select(Job.id).where(Job.due_at < moment)) is None


@pytest.mark.both_databases
def test_moments_stand_in_their_order_whatever_their_zone(write, read):
    with write() as session:
        session.add_all(Job(kind="x", payload={}, due_at=moment) for moment in MOMENTS)
    with read() as session:
        assert session.scalars(select(Job.due_at).order_by(Job.due_at)).all() == sorted(MOMENTS)


@pytest.mark.both_databases
def test_no_moment_stays_none(write, read):
    with write() as session:
        session.add(Job(kind="x", payload={}, due_at=MOMENTS[0]))
    with read() as session:
        assert session.scalar(select(Job.leased_until)) is None


@pytest.mark.both_databases
def test_a_moment_without_a_zone_is_a_mistake(app):
    from consult.web.transaction import transaction  # noqa: PLC0415

    naive = datetime(2026, 1, 1)  # noqa: DTZ001  # the matter here
    with app.app_context(), pytest.raises(StatementError, match="no time zone"), transaction() as session:
        session.execute(insert(Job).values(id=uuid4(), kind="x", payload={}, due_at=naive))


@given(st.datetimes(timezones=st.timezones()))
def test_binding_and_reading_undo_each_other(moment):
    bound = Moment().process_bind_param(moment, None)
    assert bound == moment.astimezone(UTC)
    assert Moment().process_result_value(bound, None) == bound
    assert Moment().process_result_value(bound.replace(tzinfo=None), None) == bound


@pytest.mark.both_databases
@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_a_document_comes_back_as_it_was(write, read, document):
    with write() as session:
        session.add(Job(kind="x", payload=document, due_at=MOMENTS[0]))
    with read() as session:
        assert session.scalar(select(Job.payload)) == document


def test_every_constraint_has_a_name():
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"
