"""Writes: what is given out is recorded."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.questionnaires.models import Questionnaire


def record_export(
    session: Session, questionnaire: Questionnaire, kind: str, *, with_words: bool, actor: Actor | None, now: datetime
) -> None:
    """Record who took the answers, in which format, and whether with what people wrote."""
    log.record(
        session,
        action="questionnaire.exported",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=actor.id if actor else None,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details={"format": kind, "words": with_words},
    )
