"""The worker: takes jobs one by one and does each; what fails is tried again later."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask

from consult import clock
from consult.extensions import db
from consult.jobs import queue
from consult.web.transaction import transaction

log = structlog.get_logger(__name__)
PAUSE = 1.0
"""Seconds between two looks at an empty queue."""

Handler = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True)
class Recurring:
    """Work done again and again, every so many seconds; it may run in several workers at once."""

    name: str
    every: int
    do: Callable[[], None]


@dataclass(frozen=True)
class Work:
    """All that the worker can do: kinds of jobs, and what recurs."""

    handlers: Mapping[str, Handler]
    recurring: tuple[Recurring, ...] = ()


def do_next(work: Work) -> bool:
    """Do one job, if one is due; tell whether there was one."""
    with transaction() as session:
        job = queue.take(session, now=clock.now())
        if job is None:
            return False
        job_id, kind, payload = job.id, job.kind, job.payload
    try:
        work.handlers[kind](payload)
    except Exception as error:
        log.exception("job failed", kind=kind)
        with transaction() as session:
            queue.fail(session, job_id, f"{type(error).__name__}: {error}", now=clock.now())
    else:
        with transaction() as session:
            queue.finish(session, job_id)
    return True


def do_all_due(app: Flask) -> int:
    """Do everything that is due now, then what recurs once; give the number of jobs done."""
    work: Work = app.extensions["work"]
    done = 0
    while do_next(work):
        done += 1
    for recurring in work.recurring:
        recurring.do()
    return done


class Worker:
    """Works until told to stop."""

    def __init__(self, app: Flask, *, pause: float = PAUSE) -> None:
        self.app = app
        self.pause = pause
        self.is_stopping = False
        self._last_done: dict[str, float] = {}

    def stop(self, *_: Any) -> None:
        """Stop after the job at hand; fits a signal handler."""
        self.is_stopping = True

    def run(self) -> None:
        """Work: each round in its own app context, so that no connection is held while idle."""
        while not self.is_stopping:
            with self.app.app_context():
                was_busy = self._round()
            if not was_busy:
                time.sleep(self.pause)

    def _round(self) -> bool:
        """Do what is due; a database that is away is waited for, not a reason to end."""
        try:
            for recurring in self.app.extensions["work"].recurring:
                self._do_when_due(recurring)
            return do_next(self.app.extensions["work"])
        except Exception:
            log.exception("worker round failed")
            db.session.remove()
            return False

    def _do_when_due(self, recurring: Recurring) -> None:
        moment = time.monotonic()
        if moment - self._last_done.get(recurring.name, -recurring.every) >= recurring.every:
            self._last_done[recurring.name] = moment
            recurring.do()
