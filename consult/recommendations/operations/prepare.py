"""Prepare a recommendation, and correct what was published by a new version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.operations.record import record
from consult.recommendations.queries import find_in_force, find_preparing

EDITABLE = (
    "title",
    "text",
    "problem",
    "addressee_kind",
    "addressee_name",
    "organisation_id",
    "kind",
    "priority",
    "cost",
    "indicator",
    "answer_due_on",
    "reason",
)
"""What an editor may change; the evidence is added and removed piece by piece."""
CORRECTED = tuple(name for name in (*EDITABLE, "evidence") if name != "reason")
"""What a correction begins with."""


class NotInPreparation(Exception):
    """There is no version in preparation: what was published never changes."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this version after the form was opened."""

    def __init__(self, edit_count: int) -> None:
        super().__init__()
        self.edit_count = edit_count


def prepare(
    session: Session,
    authority_id: UUID,
    title: str,
    *,
    text: str = "",
    consultation_id: UUID | None = None,
    origin: tuple[str, str] = ("", ""),
    actor: Actor,
    now: datetime,
) -> Recommendation:
    """Begin a recommendation; `origin` is the kind and id of what it is made of."""
    made = Recommendation(
        authority_id=authority_id,
        consultation_id=consultation_id,
        origin_kind=origin[0],
        origin_id=origin[1],
        created_at=now,
    )
    first = RecommendationVersion(number=1, title=title, text=text, edited_at=now, author_ids=[str(actor.id)])
    made.versions.append(first)
    session.add(made)
    session.flush()
    record(session, "prepared", made, actor=actor, now=now)
    return made


def change(
    session: Session,
    recommendation: Recommendation,
    values: Mapping[str, Any],
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> RecommendationVersion:
    """Save what an editor typed. Raises `NotInPreparation`, `ChangedMeanwhile`.

    `edit_count` is the one with which the form was opened. A version that waited for approval waits no longer. The
    consultation from which it came can be named until the first publication.
    """
    version = in_preparation(session, recommendation)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile(version.edit_count)
    for name in EDITABLE:
        if name in values:
            setattr(version, name, values[name])
    if "consultation_id" in values and recommendation.published_number is None:
        recommendation.consultation_id = values["consultation_id"]
    touch(version, actor, now)
    session.flush()
    record(session, "changed", recommendation, actor=actor, now=now, details={"version": version.number})
    return version


def begin_correction(
    session: Session, recommendation: Recommendation, *, actor: Actor, now: datetime
) -> RecommendationVersion:
    """Begin a new version from the one in force; where one is in preparation already, give that."""
    begun = find_preparing(session, recommendation.id)
    if begun is not None:
        return begun
    in_force = find_in_force(session, recommendation)
    if in_force is None:
        raise NotInPreparation
    version = RecommendationVersion(number=in_force.number + 1, edited_at=now, author_ids=[str(actor.id)])
    for name in CORRECTED:
        setattr(version, name, getattr(in_force, name))
    recommendation.versions.append(version)
    session.flush()
    record(session, "correction_begun", recommendation, actor=actor, now=now, details={"version": version.number})
    return version


def discard(session: Session, recommendation: Recommendation, *, actor: Actor, now: datetime) -> bool:
    """Give up the version in preparation; tell whether anything is left.

    A correction leaves what was published as it is; of what never was, nothing is left.
    """
    version = in_preparation(session, recommendation)
    is_left = recommendation.published_number is not None
    record(session, "discarded", recommendation, actor=actor, now=now, details={"version": version.number})
    if is_left:
        recommendation.versions.remove(version)
    else:
        session.delete(recommendation)
    session.flush()
    return is_left


def touch(version: RecommendationVersion, actor: Actor, now: datetime) -> None:
    """Note who wrote in it; it is to be sent for approval anew."""
    version.edit_count += 1
    version.edited_at = now
    version.author_ids = sorted({*version.author_ids, str(actor.id)})
    version.sent_at = version.sent_by_id = None


def in_preparation(session: Session, recommendation: Recommendation) -> RecommendationVersion:
    """Get the version in preparation, and hold it; raises `NotInPreparation`."""
    version = find_preparing(session, recommendation.id, for_update=True)
    if version is None:
        raise NotInPreparation
    return version
