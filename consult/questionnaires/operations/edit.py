"""Change a questionnaire piece by piece, on its pages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.orm import Texts
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations.publish import ChangedMeanwhile, NotInPreparation
from consult.questionnaires.operations.versions import import_version
from consult.questionnaires.queries import find_preparing, list_versions


def state_of(version: QuestionnaireVersion) -> str:
    """Name the state that somebody looks at: which version, and which edit of it."""
    return f"{version.number}-{version.edit_count}"


def edit_version(
    session: Session,
    questionnaire: Questionnaire,
    document: Mapping[str, Any],
    *,
    seen: str,
    reason: Texts | None = None,
    actor: Actor,
    now: datetime,
) -> QuestionnaireVersion:
    """Put a changed document in the place of the one that was `seen`, with another reason where one is given.

    The caller holds the questionnaire. Raises `ChangedMeanwhile`, `NotInPreparation`, `NotAQuestionnaire`.
    """
    version = find_preparing(session, questionnaire.id, for_update=True)
    if version is None:
        raise NotInPreparation
    if state_of(version) != seen:
        raise ChangedMeanwhile
    return import_version(
        session,
        questionnaire.consultation,
        document,
        questionnaire=questionnaire,
        reason=version.reason if reason is None else reason,
        act="changed",
        actor=actor,
        now=now,
    )


def begin_correction(
    session: Session, questionnaire: Questionnaire, *, reason: Texts, actor: Actor, now: datetime
) -> QuestionnaireVersion:
    """Begin the next version as a copy of the latest, which is published and never changes.

    The caller holds the questionnaire. Raises `ChangedMeanwhile` where one is in preparation already.
    """
    latest = list_versions(session, questionnaire.id)[0]
    if latest.published_at is None:
        raise ChangedMeanwhile
    return import_version(
        session,
        questionnaire.consultation,
        latest.document,
        questionnaire=questionnaire,
        reason=reason,
        act="correction_begun",
        actor=actor,
        now=now,
    )
