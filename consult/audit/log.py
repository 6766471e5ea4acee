"""Record acts, chain them, and check the chain."""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry, AuditHead
from consult.audit.rules import Entry, Link, first_bad, hash_of

AT_ONCE = 1000
HEAD = 1
JUST_NOW = timedelta(minutes=1)
"""For how long the same act, done again, is taken for a double click."""


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found: the first bad number, if any, and how many entries wait for their link."""

    first_bad: int | None
    chained: int
    waiting: int
    head: str


def record(
    session: Session,
    *,
    action: str,
    subject_kind: str,
    subject_id: UUID,
    actor_id: UUID | None,
    authority_id: UUID | None,
    now: datetime,
    details: Mapping[str, str | int | bool] | None = None,
) -> None:
    """Record an act in the caller's transaction; `details` hold no names and no content."""
    entry = AuditEntry(
        recorded_at=now,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        actor_id=actor_id,
        authority_id=authority_id,
        details=dict(details or {}),
    )
    session.add(entry)
    session.flush()


def was_just_done(session: Session, action: str, *, actor_id: UUID | None, now: datetime) -> bool:
    """Tell whether this person did this within the last minute: then doing it again is a double click."""
    same = exists().where(
        AuditEntry.action == action, AuditEntry.actor_id == actor_id, AuditEntry.recorded_at > now - JUST_NOW
    )
    return bool(session.scalar(select(same)))


def chain(session: Session) -> int:
    """Give each waiting entry its number and hash, oldest first, at most a thousand at once; tell how many."""
    head = session.get_one(AuditHead, HEAD, with_for_update=True)
    waiting = select(AuditEntry).where(AuditEntry.number.is_(None)).order_by(AuditEntry.recorded_at, AuditEntry.id)
    rows = session.scalars(waiting.limit(AT_ONCE)).all()
    for row in rows:
        head.number += 1
        head.hash = hash_of(head.number, _said(row), head.hash)
        row.number, row.hash = head.number, head.hash
    session.flush()
    return len(rows)


def verify(session: Session) -> Verdict:
    """Check the whole chain against its head."""
    head = session.get_one(AuditHead, HEAD)
    with closing(_links(session)) as links:
        bad = first_bad(links)
    chained = session.scalar(select(func.count(AuditEntry.number))) or 0
    if bad is None and chained != head.number:
        bad = min(chained, head.number) + 1
    waiting = session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.number.is_(None))) or 0
    return Verdict(bad, chained, waiting, head.hash)


def _links(session: Session) -> Generator[Link, None, None]:
    rows = select(AuditEntry).where(AuditEntry.number.is_not(None)).order_by(AuditEntry.number)
    with closing(session.scalars(rows.execution_options(yield_per=AT_ONCE))) as found:
        for row in found:
            yield Link(row.number or 0, row.hash or "", _said(row))


def _said(row: AuditEntry) -> Entry:
    return Entry(
        row.id,
        row.recorded_at,
        row.action,
        row.subject_kind,
        row.subject_id,
        row.actor_id,
        row.authority_id,
        row.details,
    )
