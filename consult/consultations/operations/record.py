"""How acts on a consultation are recorded."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.consultations.models import Consultation


def record(
    session: Session,
    action: str,
    consultation: Consultation,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an act on the consultation."""
    log.record(
        session,
        action=f"consultation.{action}",
        subject_kind="consultation",
        subject_id=consultation.id,
        actor_id=actor.id,
        authority_id=consultation.authority_id,
        now=now,
        details=details,
    )
