"""How acts on a programme are recorded."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.programmes.models import Programme


def record(
    session: Session, act: str, programme: Programme, *, actor: Actor, now: datetime, authority_id: UUID | None = None
) -> None:
    """Record an act on the programme, in the log of the authority that it concerns."""
    log.record(
        session,
        action=f"programme.{act}",
        subject_kind="programme",
        subject_id=programme.id,
        actor_id=actor.id,
        authority_id=authority_id or programme.authority_id,
        now=now,
    )
