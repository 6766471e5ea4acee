"""Take a questionnaire over as a new one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.operations.versions import import_version
from consult.questionnaires.queries import list_questionnaires, list_versions

A_MOMENT = timedelta(minutes=1)
"""So soon after the first, the same copy by the same person is the second click of two."""


def copy_questionnaire(
    session: Session, source: QuestionnaireVersion, consultation: Consultation, *, actor: Actor, now: datetime
) -> QuestionnaireVersion:
    """Begin a new questionnaire of the consultation with what a version of another one asks.

    All of the document goes along; the report on a file, the reason, codes and answers do not. Who wrote a version
    that nobody has approved yet does not approve its copy either. The caller holds the consultation.
    """
    copied = _just_copied(session, consultation, source.document, actor, now)
    if copied is not None:
        return copied
    version = import_version(session, consultation, source.document, act="copied", actor=actor, now=now)
    if source.published_at is None:
        version.author_ids = sorted({*version.author_ids, *source.author_ids})
    return version


def _just_copied(
    session: Session, consultation: Consultation, document: Mapping[str, Any], actor: Actor, now: datetime
) -> QuestionnaireVersion | None:
    """Find the copy that this person made a moment ago."""
    last = next(reversed(list_questionnaires(session, consultation.id)), None)
    if last is None:
        return None
    version = list_versions(session, last.id)[0]
    is_same = version.edited_by_id == actor.id and version.edit_count == 1 and version.document == document
    return version if is_same and version.edited_at > now - A_MOMENT else None
