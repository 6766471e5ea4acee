from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from consult import clock
from consult.extensions import db
from consult.jobs import queue
from consult.jobs.models import Job
from consult.web.transaction import transaction

pytestmark = pytest.mark.both_databases
NOW = clock.datetime(2026, 9, 18, 9, 40, tzinfo=clock.UTC)


@pytest.fixture
def put(write):
    def put_job(number=0, due_at=NOW):
        with write() as session:
            return queue.put(session, "count", {"number": number}, due_at=due_at).id

    return put_job


@pytest.fixture
def take(write):
    """Take a job; give what it holds and how often it was tried."""

    def take_job(now=NOW):
        with write() as session:
            job = queue.take(session, now=now)
            return (job.id, job.payload, job.try_count) if job else None

    return take_job


@pytest.fixture
def fail(write):
    def fail_job(job_id, now=NOW):
        with write() as session:
            queue.fail(session, job_id, "Broken: it does not work", now=now)

    return fail_job


def test_a_job_is_taken_when_it_is_due(put, take, database):
    job_id = put(7, due_at=NOW + timedelta(minutes=1))
    assert take() is None
    assert take(NOW + timedelta(minutes=1)) == (job_id, {"number": 7}, 1)


def test_what_is_due_longest_is_first(put, take, database):
    later, sooner = put(due_at=NOW - timedelta(minutes=1)), put(due_at=NOW - timedelta(minutes=2))
    assert [take()[0], take()[0], take()] == [sooner, later, None]


def test_what_is_rolled_back_is_never_done(write, take, database):
    def put_and_fail():
        with write() as session:
            queue.put(session, "count", {}, due_at=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    assert take() is None


def test_nobody_else_takes_it_until_the_lease_ends(put, take, database):
    job_id = put()
    take()
    assert take(NOW + queue.LEASE) is None
    assert take(NOW + queue.LEASE + timedelta(seconds=1)) == (job_id, {"number": 0}, 2)


def test_two_workers_never_take_the_same(app, put, database):
    for number in range(40):
        put(number)
    together = Barrier(4)

    def take_all(_worker):
        taken = []
        together.wait()
        with app.app_context():
            while True:
                with transaction() as session:
                    job = queue.take(session, now=NOW)
                    if job is None:
                        return taken
                    taken.append(job.payload["number"])

    with ThreadPoolExecutor(4) as workers:
        taken = [number for part in workers.map(take_all, range(4)) for number in part]
    assert sorted(taken) == list(range(40))


def test_a_wait_doubles_and_ends(put, take, fail, read, database):
    job_id = put()
    now = NOW
    waits = []
    for _ in range(queue.MOST_TRIES - 1):
        assert take(now)[0] == job_id
        fail(job_id, now)
        with read() as session:
            due_at = session.get_one(Job, job_id).due_at
        waits.append((due_at - now).total_seconds())
        assert take(due_at - timedelta(seconds=1)) is None
        now = due_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920]
    take(now)
    fail(job_id, now)
    assert take(now + timedelta(days=100)) is None
    with read() as session:
        (given_up,) = queue.list_given_up(session)
        assert given_up.last_error == "Broken: it does not work"
        assert session.scalar(select(Job).where(Job.given_up_at.is_(None))) is None


def test_a_job_given_up_gets_another_chance(put, take, fail, write, read, database):
    job_id = put()
    with write() as session:
        session.get_one(Job, job_id).try_count = queue.MOST_TRIES - 1
    take()
    fail(job_id)
    assert take() is None
    with write() as session:
        queue.revive(session, job_id, now=NOW)
    assert take() == (job_id, {"number": 0}, 1)
    with read() as session:
        assert not queue.list_given_up(session)


def test_a_running_job_is_not_revived(put, take, write, database):
    job_id = put()
    take()
    with write() as session:
        queue.revive(session, job_id, now=NOW)
    assert take() is None


def test_a_finished_job_is_gone(put, take, write, fail, read, database):
    job_id = put()
    take()
    for _ in range(2):
        with write() as session:
            queue.finish(session, job_id)
    fail(job_id)  # and failing it changes nothing
    with read() as session:
        assert not session.scalars(db.select(Job)).all()
