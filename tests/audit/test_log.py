from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update

from consult import clock
from consult.audit import log
from consult.audit.models import AuditEntry, AuditHead
from consult.web.transaction import transaction

pytestmark = pytest.mark.both_databases
NOW = clock.datetime(2026, 9, 18, 9, 40, 12, 345678, tzinfo=clock.UTC)
SUBJECT = UUID(int=1)


def record(session, minute=0, **details):
    log.record(
        session, action="mail.read", subject_kind="mail", subject_id=SUBJECT, actor_id=UUID(int=2), authority_id=None,
        now=NOW + timedelta(minutes=minute), details=details,
    )  # fmt: skip


@pytest.fixture
def entries(write):
    """Chain ten entries, one for each minute, put in backwards."""
    with write() as session:
        for minute in reversed(range(10)):
            record(session, minute, number=minute, is_late=True, word="ż")
        assert log.chain(session) == 10


@pytest.fixture
def verdict(read):
    def verify():
        with read() as session:
            return log.verify(session)

    return verify


def test_the_chain_follows_the_time(entries, read, verdict, database):
    with read() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        assert [row.details["number"] for row in rows] == list(range(10))
    found = verdict()
    assert (found.first_bad, found.chained, found.waiting) == (None, 10, 0)
    assert found.head == rows[-1].hash


def test_an_empty_log_is_whole(verdict, database):
    assert verdict() == log.Verdict(None, 0, 0, "0" * 64)


def test_what_is_rolled_back_was_not_done(write, verdict, database):
    def record_and_fail():
        with write() as session:
            record(session)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        record_and_fail()
    assert verdict().waiting == 0


def test_waiting_entries_are_counted(entries, write, verdict, database):
    with write() as session:
        record(session, 30)
    assert verdict().waiting == 1
    with write() as session:
        assert log.chain(session) == 1
        assert log.chain(session) == 0
    assert (verdict().first_bad, verdict().chained) == (None, 11)


@pytest.mark.parametrize(
    ("change", "first_bad"),
    [
        ({"action": "mail.sent"}, 4),
        ({"actor_id": None}, 4),
        ({"authority_id": SUBJECT}, 4),
        ({"details": {"number": 3}}, 4),
        ({"recorded_at": NOW + timedelta(minutes=3, microseconds=1)}, 4),
        ({"hash": "0" * 64}, 4),
    ],
)
def test_an_edit_is_named(entries, write, verdict, change, first_bad, database):
    with write() as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 4).values(**change))
    assert verdict().first_bad == first_bad


@pytest.mark.parametrize("number", [1, 5, 10])
def test_a_deletion_is_named(entries, write, verdict, number, database):
    with write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == number))
    assert verdict().first_bad == number


def test_a_truncation_is_named(entries, write, verdict, database):
    with write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number > 7))
    assert verdict().first_bad == 8


def test_a_log_that_was_emptied_is_named(entries, write, verdict, database):
    with write() as session:
        session.execute(delete(AuditEntry))
    assert verdict().first_bad == 1


def test_another_order_is_named(entries, write, verdict, database):
    with write() as session:
        for old, new in ((3, 100), (6, 3), (100, 6)):
            session.execute(update(AuditEntry).where(AuditEntry.number == old).values(number=new))
    assert verdict().first_bad == 3


def test_an_end_rewritten_with_its_head_is_told_by_the_head(entries, write, verdict, database):
    before = verdict().head
    with write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 10))
        kept = session.scalars(select(AuditEntry.hash).where(AuditEntry.number == 9)).one()
        session.execute(update(AuditHead).values(number=9, hash=kept))
    assert verdict().first_bad is None
    assert verdict().head != before, "so the head is kept outside"


def test_chaining_at_the_same_time(app, write, verdict, database):
    def work(worker):
        with app.app_context():
            for number in range(15):
                with transaction() as session:
                    record(session, number, worker=worker)
                with transaction() as session:
                    log.chain(session)

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))
    assert (verdict().first_bad, verdict().chained, verdict().waiting) == (None, 60, 0)
