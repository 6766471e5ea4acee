"""Reads of weightings."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.results.weights.models import KeptWeighting


def list_weightings(session: Session, questionnaire_id: UUID) -> Sequence[KeptWeighting]:
    """List the weightings of a questionnaire by name."""
    return session.scalars(
        select(KeptWeighting).where(KeptWeighting.questionnaire_id == questionnaire_id).order_by(KeptWeighting.name)
    ).all()


def find_weighting(session: Session, questionnaire_id: UUID, name: str) -> KeptWeighting | None:
    """Find a weighting by its name."""
    return session.scalar(
        select(KeptWeighting).where(KeptWeighting.questionnaire_id == questionnaire_id, KeptWeighting.name == name)
    )
