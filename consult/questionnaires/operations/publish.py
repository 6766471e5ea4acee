"""From preparation to the public."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.questionnaires.access import can_publish, has_brought
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations.record import record
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import find_preparing


class NotInPreparation(Exception):
    """There is no version to publish."""


class ChangedMeanwhile(Exception):
    """Somebody replaced the version after the approver read it."""


class NothingAsked(Exception):
    """It has no question yet."""


class NotYours(Exception):
    """Another person must publish this: who brought it may not approve it."""


def publish_version(
    session: Session, questionnaire: Questionnaire, *, edit_count: int, actor: Actor, now: datetime
) -> QuestionnaireVersion:
    """Publish the version in preparation: from now on it never changes, and new forms ask what it asks.

    `edit_count` is that of the version which the approver read. Forms opened before are still taken
    against the version that they show. Raises `NotInPreparation`, `ChangedMeanwhile`, `NothingAsked`, `NotYours`.
    """
    version = find_preparing(session, questionnaire.id, for_update=True)
    if version is None:
        raise NotInPreparation
    if version.edit_count != edit_count:
        raise ChangedMeanwhile
    if not plan_of(version).questions:
        raise NothingAsked
    if not can_publish(actor, version):
        raise NotYours
    version.published_at = now
    version.published_by_id = actor.id
    version.is_single_handed = has_brought(actor, version)
    questionnaire.published_number = version.number
    session.flush()
    record(session, "published", version, actor=actor, now=now)
    return version
