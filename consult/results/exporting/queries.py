"""Reads of what is exported."""

from collections.abc import Iterator
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.questionnaires.models import Questionnaire, QuestionnaireVersion, Submission
from consult.results.rules.laying import Kept

Chosen = TypeVar("Chosen", bound=Select[Any])
AT_ONCE = 1000
"""Rows that are fetched together."""


def numbers_of(session: Session, questionnaire_id: UUID) -> dict[UUID, int]:
    """Give the number of each version."""
    chosen = select(QuestionnaireVersion.id, QuestionnaireVersion.number)
    return dict(session.execute(chosen.where(QuestionnaireVersion.questionnaire_id == questionnaire_id)).all())


def list_sealed(session: Session, questionnaire: Questionnaire, *, only_counted: bool) -> Iterator[Kept]:
    """Give what was sealed, without its day, in the order of the random ids: it tells nothing of when it came."""
    chosen = select(
        Submission.version_id,
        Submission.answers,
        Submission.language,
        Submission.channel,
        Submission.participant_class,
        Submission.area,
        Submission.is_late,
        Submission.doubt,
    )
    ordered = _sealed(chosen, questionnaire, only_counted=only_counted).order_by(Submission.id)
    yield from session.execute(ordered.execution_options(yield_per=AT_ONCE))


def count_sealed(session: Session, questionnaire: Questionnaire, *, only_counted: bool) -> int:
    """Count likewise."""
    chosen = select(func.count()).select_from(Submission)
    return session.scalar(_sealed(chosen, questionnaire, only_counted=only_counted)) or 0


def _sealed(chosen: Chosen, questionnaire: Questionnaire, *, only_counted: bool) -> Chosen:
    sealed = chosen.where(Submission.questionnaire_id == questionnaire.id)
    if only_counted and not questionnaire.counts_late:
        sealed = sealed.where(~Submission.is_late)
    if only_counted and not questionnaire.counts_doubtful:
        sealed = sealed.where(Submission.doubt.is_(None))
    return sealed
