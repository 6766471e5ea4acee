"""Names for ids, and what the log holds. Names come in one statement for a whole page, not one for each line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.accounts.rules import email_key
from consult.actor import Actor
from consult.audit.models import AuditEntry, AuditHead
from consult.authorities.models import Authority
from consult.clock import WARSAW
from consult.jobs.models import Job
from consult.texts.folding import fold

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for in the log; what is empty does not narrow it."""

    person: str = ""
    action: str = ""
    subject_id: UUID | None = None
    from_on: date | None = None
    until_on: date | None = None
    authority_id: UUID | None = None


@dataclass(frozen=True)
class JobCounts:
    """How the queue stands."""

    waiting: int
    given_up: int
    oldest_due_at: datetime | None


def offices_seen_by(session: Session, actor: Actor) -> Sequence[tuple[UUID, str]]:
    """List the authorities whose log the actor may read, in alphabetical order."""
    offices = select(Authority.id, Authority.name).order_by(Authority.sort_key)
    if not actor.holds("operator"):
        offices = offices.where(Authority.id.in_(actor.authority_ids("admin")))
    return [(office_id, name) for office_id, name in session.execute(offices)]


def entries_seen_by(session: Session, actor: Actor, search: Search) -> Select[Any]:
    """Select the entries of the log that the actor may read, newest first."""
    entries = select(AuditEntry).order_by(AuditEntry.recorded_at.desc(), AuditEntry.id)
    if not actor.holds("operator"):
        entries = entries.where(AuditEntry.authority_id.in_(actor.authority_ids("admin")))
    if search.person:
        entries = entries.where(AuditEntry.actor_id.in_(find_people(session, search.person)))
    if search.from_on:
        entries = entries.where(AuditEntry.recorded_at >= _begin_of(search.from_on))
    if search.until_on:
        entries = entries.where(AuditEntry.recorded_at < _begin_of(search.until_on + A_DAY))
    equal = {
        AuditEntry.action: search.action,
        AuditEntry.subject_id: search.subject_id,
        AuditEntry.authority_id: search.authority_id,
    }
    return entries.where(*(column == wanted for column, wanted in equal.items() if wanted))


def find_people(session: Session, typed: str) -> list[UUID]:
    """Find the accounts with this e-mail address, or with these letters in their name, whatever the marks."""
    wanted = fold(typed)
    people = session.execute(select(Account.id, Account.name, Account.email_key))
    return [account_id for account_id, name, address in people if wanted in fold(name) or address == email_key(typed)]


def people_names(session: Session, ids: Collection[UUID]) -> dict[UUID | None, str]:
    """Give the names of people, or their addresses where they have none."""
    rows = session.execute(select(Account.id, Account.name, Account.email).where(Account.id.in_(ids)))
    return {account_id: name or email for account_id, name, email in rows}


def office_names(session: Session, ids: Collection[UUID]) -> dict[UUID | None, str]:
    """Give the names of authorities."""
    rows = session.execute(select(Authority.id, Authority.name).where(Authority.id.in_(ids)))
    return dict(iter(rows))


def count_jobs(session: Session) -> JobCounts:
    """Count the jobs, and tell since when the oldest is due."""
    is_waiting = Job.given_up_at.is_(None)
    counts = select(
        func.count().filter(is_waiting), func.count().filter(~is_waiting), func.min(Job.due_at).filter(is_waiting)
    ).select_from(Job)
    return JobCounts(*session.execute(counts).one())


def find_given_up(session: Session, job_id: UUID) -> Job | None:
    """Find a job that was given up."""
    return session.scalar(select(Job).where(Job.id == job_id, Job.given_up_at.is_not(None)))


def count_entries(session: Session) -> tuple[int, int]:
    """Count the entries of the log that are chained, and those that wait for their link."""
    head = session.scalar(select(AuditHead.number)) or 0
    waiting = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.number.is_(None)))
    return head, waiting or 0


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), WARSAW)
