"""What `transaction()` promises."""

import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from consult.accounts.models import OneTimeLink
from consult.extensions import db
from consult.jobs.models import Job
from consult.web.transaction import TransactionWithinTransaction, WriteOutsideTransaction, transaction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
THREADS = 8
TIMES = 25


def job(**values):
    return Job(kind="count", payload={}, due_at=NOON, **values)


@pytest.fixture
def counter(write):
    with write() as session:
        session.add(job())


def count(read):
    with read() as session:
        return session.scalar(select(Job.try_count))


def eight_at_once(do):
    """Do it in eight threads, and give what any of them raised."""
    raised = []

    def noting():
        try:
            do()
        except Exception as error:  # noqa: BLE001  # a thread would swallow it
            raised.append(error)

    threads = [threading.Thread(target=noting) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_a_flush_outside_is_refused(app):
    with app.app_context():
        db.session.add(job())
        with pytest.raises(WriteOutsideTransaction):
            db.session.flush()


@pytest.mark.parametrize(
    "statement",
    [
        update(Job).values(try_count=7),
        delete(Job),
        insert(Job).values(kind="x", payload={}, due_at=NOON),
        Job.__table__.delete(),
    ],
    ids=["update", "delete", "insert", "core"],
)
def test_a_statement_that_writes_outside_is_refused(app, statement):
    with app.app_context(), pytest.raises(WriteOutsideTransaction):
        db.session.execute(statement)


def test_after_its_end_it_is_outside_again(app):
    with app.app_context():
        with transaction():
            pass
        db.session.add(job())
        with pytest.raises(WriteOutsideTransaction):
            db.session.commit()


@pytest.mark.both_databases
def test_it_commits_at_its_end(counter, read):
    assert count(read) == 0


@pytest.mark.both_databases
def test_it_rolls_back_when_it_raises(app, read):
    def fail():
        with transaction() as session:
            session.add(job())
            session.flush()
            raise KeyError

    with app.app_context(), pytest.raises(KeyError):
        fail()
    with read() as session:
        assert session.scalars(select(Job)).all() == []


def test_one_within_another_is_refused_and_nothing_is_kept(app, read):
    def nest():
        with transaction() as session:
            session.add(job())
            with transaction():
                pass

    with app.app_context(), pytest.raises(TransactionWithinTransaction):
        nest()
    with read() as session:
        assert session.scalars(select(Job)).all() == []


@pytest.mark.both_databases
def test_it_ends_the_reading_first(app, counter):
    """What another wrote since is seen inside, also in objects that were read before."""
    with app.app_context():
        stale = db.session.scalars(select(Job)).one()
        with db.engine.begin() as other:
            other.execute(update(Job).values(try_count=5))
        with transaction() as session:
            assert session.scalar(select(Job.try_count)) == 5
            assert stale.try_count == 5


@pytest.mark.both_databases
def test_no_update_is_lost(app, counter, read):
    def add_many():
        with app.app_context():
            for _ in range(TIMES):
                db.session.scalar(select(Job.try_count))
                with transaction() as session:
                    row = session.scalars(select(Job).with_for_update()).one()
                    row.try_count = row.try_count + 1

    assert eight_at_once(add_many) == []
    assert count(read) == THREADS * TIMES


@pytest.mark.both_databases
def test_eight_who_write_at_once_all_succeed(app, read):
    def add_many():
        for _ in range(TIMES):
            with app.app_context(), transaction() as session:
                session.add(job())

    assert eight_at_once(add_many) == []
    with read() as session:
        assert len(session.scalars(select(Job)).all()) == THREADS * TIMES


def test_who_only_reads_neither_waits_nor_disturbs(app, counter):
    with app.app_context(), transaction() as session:
        session.execute(update(Job).values(try_count=1))
        with db.engine.connect() as reader:
            assert reader.scalar(select(Job.try_count)) == 0


def test_where_the_lock_cannot_be_had_the_session_is_outside_again(app, counter):
    with app.app_context():
        with db.engine.connect() as impatient:
            impatient.exec_driver_sql("PRAGMA busy_timeout=1")  # the pool gives this connection out again
            impatient.rollback()
        with db.engine.connect().execution_options(begin="IMMEDIATE") as holder:
            holder.exec_driver_sql("SELECT 1")
            with db.engine.connect() as second:
                second.exec_driver_sql("PRAGMA busy_timeout=1")
            with pytest.raises(OperationalError, match="locked"), transaction():
                pass
            db.session.add(job())
            with pytest.raises(WriteOutsideTransaction):
                db.session.flush()


def test_sqlite_is_tuned_on_every_connection(app):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    with app.app_context():
        connections = [db.engine.connect() for _ in range(3)]
        for connection in connections:
            for pragma, value in wanted.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        for connection in connections:
            connection.close()


@pytest.mark.both_databases
def test_a_row_that_points_to_nothing_is_refused(app):
    orphan = insert(OneTimeLink).values(token_hash="x", account_id=uuid4(), purpose="sign_in", expires_at=NOON)
    with app.app_context(), pytest.raises(IntegrityError), transaction() as session:
        session.execute(orphan)


@pytest.mark.both_databases
def test_a_refusal_of_the_database_does_not_repeat_what_was_typed(app):
    twice = job()
    with app.app_context(), pytest.raises(IntegrityError) as refused, transaction() as session:
        session.add(twice)
        session.flush()
        session.execute(insert(Job).values(id=twice.id, kind="secret words", payload={}, due_at=NOON))
    assert "secret words" not in str(refused.value).partition("DETAIL")[0]
