"""Bring a questionnaire, or a new version of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.orm import Texts
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations.record import record
from consult.questionnaires.queries import find_preparing
from consult.questionnaires.rules.compiling import compile_plan


def import_version(
    session: Session,
    consultation: Consultation,
    document: Mapping[str, Any],
    *,
    questionnaire: Questionnaire | None = None,
    reason: Texts | None = None,
    act: str = "imported",
    actor: Actor | None,
    now: datetime,
) -> QuestionnaireVersion:
    """Bring a document: as a new questionnaire of the consultation, or as the next version of one.

    A version in preparation is replaced; what was published never changes. The caller holds the
    consultation. `actor` is nobody where a command of the machine brings it. Raises `NotAQuestionnaire`.
    """
    compile_plan(document)
    if questionnaire is None:
        questionnaire = _begin(session, consultation, now)
    version = find_preparing(session, questionnaire.id, for_update=True)
    if version is None:
        version = QuestionnaireVersion(questionnaire=questionnaire, number=_next_version(session, questionnaire))
        version.edit_count, version.author_ids = 0, []
        session.add(version)
    version.document = dict(document)
    version.reason = dict(reason or {})
    version.edit_count += 1
    version.edited_at = now
    version.edited_by_id = actor.id if actor else None
    version.author_ids = sorted({*version.author_ids, *([str(actor.id)] if actor else [])})
    version.is_single_handed = False
    session.flush()
    record(session, act, version, actor=actor, now=now)
    return version


def keep_report(version: QuestionnaireVersion, report: Mapping[str, Any]) -> None:
    """Keep what became of another program's file with the version that came from it."""
    version.import_report = dict(report)


def _begin(session: Session, consultation: Consultation, now: datetime) -> Questionnaire:
    last = session.scalar(
        select(func.max(Questionnaire.number)).where(Questionnaire.consultation_id == consultation.id)
    )
    questionnaire = Questionnaire(consultation=consultation, number=(last or 0) + 1, created_at=now)
    session.add(questionnaire)
    session.flush()
    return questionnaire


def _next_version(session: Session, questionnaire: Questionnaire) -> int:
    last = session.scalar(
        select(func.max(QuestionnaireVersion.number)).where(QuestionnaireVersion.questionnaire_id == questionnaire.id)
    )
    return (last or 0) + 1
