"""How acts on a questionnaire are recorded."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.questionnaires.models import QuestionnaireVersion


def record(session: Session, action: str, version: QuestionnaireVersion, *, actor: Actor | None, now: datetime) -> None:
    """Record an act of an office; what respondents do is recorded nowhere."""
    log.record(
        session,
        action=f"questionnaire.{action}",
        subject_kind="questionnaire",
        subject_id=version.questionnaire_id,
        actor_id=actor.id if actor else None,
        authority_id=version.questionnaire.consultation.authority_id,
        now=now,
        details={"version": version.number, "single_handed": version.is_single_handed},
    )
