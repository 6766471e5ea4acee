"""From the editor's desk to the public: send, return, publish."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.queries import get_authority
from consult.clock import WARSAW
from consult.recommendations.access import can_publish, has_prepared
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.operations.prepare import ChangedMeanwhile, NotInPreparation, in_preparation
from consult.recommendations.operations.record import record
from consult.recommendations.operations.remind import tell_of_publication
from consult.recommendations.queries import find_in_force, next_number
from consult.recommendations.rules import WITH_USUAL_NAME, missing

TEXTS = ("title", "text", "problem", "kind", "priority", "indicator", "addressee_kind", "reason")


class NotReady(Exception):
    """Something is missing; `missing` names it by key."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NotYours(Exception):
    """Another person must publish this: its author may not approve it."""


def what_is_missing(version: RecommendationVersion, *, now: datetime) -> list[str]:
    """Name what the version still lacks, by key."""
    said = {name: str(getattr(version, name)) for name in TEXTS}
    said["addressee"] = version.addressee or ("usual" if version.addressee_kind in WITH_USUAL_NAME else "")
    today = now.astimezone(WARSAW).date()
    return missing(said, answer_due_on=version.answer_due_on, is_correction=version.number > 1, today=today)


def send_for_approval(session: Session, recommendation: Recommendation, *, actor: Actor, now: datetime) -> None:
    """Hand the version in preparation to an approver; raises `NotReady`, `NotInPreparation`."""
    version = in_preparation(session, recommendation)
    _refuse_unready(version, now)
    version.sent_at, version.sent_by_id, version.returned_because = now, actor.id, ""
    session.flush()
    record(session, "sent_for_approval", recommendation, actor=actor, now=now, details={"version": version.number})


def return_to_editor(
    session: Session, recommendation: Recommendation, because: str, *, actor: Actor, now: datetime
) -> None:
    """Give the version in preparation back, with what should be mended; raises `NotInPreparation`."""
    version = in_preparation(session, recommendation)
    version.sent_at = version.sent_by_id = None
    version.returned_because = because
    session.flush()
    record(session, "returned", recommendation, actor=actor, now=now, details={"version": version.number})


def publish(
    session: Session, recommendation: Recommendation, *, edit_count: int, base_url: str, actor: Actor, now: datetime
) -> RecommendationVersion:
    """Publish the version in preparation: from now on it never changes, and its addressee is told.

    `edit_count` is that of the version which the approver read. Raises `ChangedMeanwhile` where it was changed since,
    `NotReady`, `NotYours` where four eyes are required and these are the same two, `NotInPreparation` where there is
    nothing to publish or nobody sent it.
    """
    version = in_preparation(session, recommendation)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile(version.edit_count)
    _refuse_unready(version, now)
    if not can_publish(actor, version):
        raise NotYours
    if version.sent_at is None and recommendation.authority.requires_four_eyes:
        raise NotInPreparation
    before = find_in_force(session, recommendation)
    if recommendation.number is None:
        get_authority(session, recommendation.authority_id)
        recommendation.number = next_number(session, recommendation.authority_id)
        recommendation.published_on = now.astimezone(WARSAW).date()
    version.published_at, version.published_by_id = now, actor.id
    version.is_single_handed = has_prepared(actor, version)
    recommendation.published_number = version.number
    if recommendation.verdict is None:  # of an answer that was given, it stays known whether it came in time
        recommendation.answer_due_on = version.answer_due_on
    recommendation.settle()
    session.flush()
    details: dict[str, str | int | bool] = {
        "version": version.number,
        "single_handed": version.is_single_handed,
    }
    record(session, "published", recommendation, actor=actor, now=now, details=details)
    if before is None or before.organisation_id != version.organisation_id:
        tell_of_publication(session, recommendation, version, base_url=base_url, now=now)
    return version


def _refuse_unready(version: RecommendationVersion, now: datetime) -> None:
    if lacking := what_is_missing(version, now=now):
        raise NotReady(lacking)
