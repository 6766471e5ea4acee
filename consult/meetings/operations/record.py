"""How acts on meetings are recorded: with ids and numbers, never with words."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.meetings.models import Meeting


def with_author(known: Iterable[str], actor: Actor) -> list[str]:
    """Add whoever writes now to those who wrote before; the command line of the machine is nobody."""
    return sorted({*known, *([str(actor.id)] if actor.id else [])})


def record(
    session: Session,
    action: str,
    meeting: Meeting,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an official's act on a meeting."""
    log.record(
        session,
        action=f"meeting.{action}",
        subject_kind="meeting",
        subject_id=meeting.id,
        actor_id=actor.id,
        authority_id=meeting.consultation.authority_id,
        now=now,
        details=details,
    )
