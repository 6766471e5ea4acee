from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from consult import clock
from consult.extensions import db
from consult.jobs import queue, runner
from consult.jobs.models import Job
from consult.jobs.runner import Recurring, Work, Worker, do_all_due, do_next
from consult.web.transaction import transaction


class Broken(Exception):
    """A job cannot be done."""


@pytest.fixture
def done(app):
    """Let the app do one kind of job; what was done is listed."""
    done = []

    def count(payload):
        if payload.get("is_broken"):
            raise Broken("words")
        done.append(payload["number"])

    app.extensions["work"] = Work({"count": count}, (Recurring("tick", 60, lambda: done.append("tick")),))
    return done


@pytest.fixture
def put(write):
    def put_job(kind="count", **payload):
        with write() as session:
            return queue.put(session, kind, payload, due_at=clock.now()).id

    return put_job


def jobs(read):
    with read() as session:
        return [(job.try_count, job.last_error) for job in session.scalars(db.select(Job))]


@pytest.mark.both_databases
def test_everything_due_is_done_once(app, put, done, read, database):
    for number in range(3):
        put(number=number)
    with app.app_context():
        assert do_all_due(app) == 3
        assert do_all_due(app) == 0
    assert done == [0, 1, 2, "tick", "tick"]
    assert not jobs(read)


@pytest.mark.both_databases
def test_what_fails_is_noted_and_does_not_stop_the_others(app, put, done, read, database):
    put(is_broken=True)
    put(number=1)
    with app.app_context():
        assert do_all_due(app) == 2
    assert done == [1, "tick"]
    assert jobs(read) == [(1, "Broken: words")]


def test_a_kind_that_nobody_knows_fails(app, put, done, read):
    put("unheard")
    with app.app_context():
        assert do_next(app.extensions["work"])
    assert jobs(read) == [(1, "KeyError: 'unheard'")]


@pytest.mark.both_databases
def test_what_a_failing_job_wrote_is_rolled_back(app, put, read, write, database):
    def half(_payload):
        with transaction() as session:
            queue.put(session, "other", {}, due_at=clock.now())
            raise Broken

    app.extensions["work"] = Work({"half": half})
    put("half")
    with app.app_context():
        do_next(app.extensions["work"])
    assert jobs(read) == [(1, "Broken: ")]


def test_a_killed_worker_leaves_the_job_to_another(app, put, read, at, monkeypatch):
    class Killed(BaseException):
        """The process ends here."""

    seen = []

    def kill(payload):
        seen.append(payload["number"])
        if len(seen) == 1:
            raise Killed

    app.extensions["work"] = Work({"count": kill})
    put(number=5)
    with app.app_context(), pytest.raises(Killed):
        do_next(app.extensions["work"])
    with app.app_context():
        assert not do_next(app.extensions["work"])
    at(clock.now() + queue.LEASE + timedelta(seconds=1))
    with app.app_context():
        assert do_next(app.extensions["work"])
    assert seen == [5, 5]
    assert not jobs(read)


def test_a_worker_works_until_it_is_stopped(app, put, done):
    put(number=1)
    worker = Worker(app, pause=0.01)
    thread = Thread(target=worker.run)
    thread.start()
    try:
        while 1 not in done:
            thread.join(0.01)
        put(number=2)
        while 2 not in done:
            thread.join(0.01)
    finally:
        worker.stop()
        thread.join(10)
    assert not thread.is_alive()
    assert done == ["tick", 1, 2]


def test_a_database_that_is_away_is_waited_for(app, done, monkeypatch):
    answers = iter([OperationalError("SELECT 1", {}, Exception("away")), False])
    worker = Worker(app, pause=0)

    def next_job(_work):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        worker.stop()
        return answer

    monkeypatch.setattr(runner, "do_next", next_job)
    worker.run()
    assert done == ["tick"]
