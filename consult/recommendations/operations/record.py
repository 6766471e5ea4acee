"""How acts on a recommendation are recorded."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.recommendations.models import Recommendation


def record(
    session: Session,
    act: str,
    recommendation: Recommendation,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an act on the recommendation."""
    log.record(
        session,
        action=f"recommendation.{act}",
        subject_kind="recommendation",
        subject_id=recommendation.id,
        actor_id=actor.id,
        authority_id=recommendation.authority_id,
        now=now,
        details=details,
    )
