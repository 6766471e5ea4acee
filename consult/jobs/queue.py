"""Put work into the queue, and take it out. Nothing here knows what a kind of job does."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consult.jobs.models import Job

LEASE = timedelta(minutes=5)
MOST_TRIES = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_ERROR = 2000


def put(session: Session, kind: str, payload: Mapping[str, Any], *, due_at: datetime) -> Job:
    """Leave work for later, in the caller's transaction: what is rolled back is never done."""
    job = Job(kind=kind, payload=dict(payload), due_at=due_at)
    session.add(job)
    session.flush()
    return job


def take(session: Session, *, now: datetime) -> Job | None:
    """Lease the job that has been due for longest, so that nobody else does it meanwhile."""
    free = or_(Job.leased_until.is_(None), Job.leased_until < now)
    due = select(Job).where(Job.given_up_at.is_(None), Job.due_at <= now, free).order_by(Job.due_at, Job.id)
    job = session.scalar(due.limit(1).with_for_update(skip_locked=True))
    if job is not None:
        job.leased_until = now + LEASE
        job.try_count += 1
        session.flush()
    return job


def finish(session: Session, job_id: UUID) -> None:
    """Take a job that is done out of the queue."""
    job = session.get(Job, job_id)
    if job is not None:
        session.delete(job)
        session.flush()


def fail(session: Session, job_id: UUID, error: str, *, now: datetime) -> None:
    """Note a failure: try again after a wait that doubles, and give up visibly after the last try."""
    job = session.get(Job, job_id)
    if job is None:
        return
    job.leased_until = None
    job.last_error = error[:LONGEST_ERROR]
    if job.try_count >= MOST_TRIES:
        job.given_up_at = now
    else:
        job.due_at = now + FIRST_WAIT * 2 ** (job.try_count - 1)
    session.flush()


def revive(session: Session, job_id: UUID, *, now: datetime) -> None:
    """Give a job that was given up another chance."""
    job = session.get(Job, job_id)
    if job is not None and job.given_up_at is not None:
        job.given_up_at = None
        job.try_count = 0
        job.due_at = now
        session.flush()


def list_given_up(session: Session, limit: int = 100) -> Sequence[Job]:
    """List the jobs that need a person, latest first."""
    return session.scalars(
        select(Job).where(Job.given_up_at.is_not(None)).order_by(Job.given_up_at.desc()).limit(limit)
    ).all()
