"""Who may do what with a recommendation: each rule beside its SQL twin."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, false

from consult.actor import Actor
from consult.consultations.access import OFFICIALS
from consult.recommendations.models import Recommendation, RecommendationVersion

ANSWERERS = ("editor", "approver")
"""Roles of those who write answers in the name of an office."""


def on_desk_of(actor: Actor) -> ColumnElement[bool]:
    """Select the recommendations of the offices in which the actor works; in Python, `can_see_desk`."""
    offices = actor.authority_ids(*OFFICIALS)
    return Recommendation.authority_id.in_(offices) if offices else false()


def can_see_desk(actor: Actor, recommendation: Recommendation) -> bool:
    """Tell whether the actor works in the office that wrote it."""
    return actor.holds(*OFFICIALS, authority_id=recommendation.authority_id)


def is_public() -> ColumnElement[bool]:
    """Select what everybody may read."""
    return Recommendation.published_number.is_not(None)


def can_prepare(actor: Actor, recommendation: Recommendation) -> bool:
    """Tell whether the actor may write and correct it."""
    return actor.holds("editor", authority_id=recommendation.authority_id)


def can_publish(actor: Actor, version: RecommendationVersion) -> bool:
    """Tell whether the actor may publish this version: an approver, and nobody who wrote in it.

    A one-person office may switch the second pair of eyes off.
    """
    authority = version.recommendation.authority
    if not actor.holds("approver", authority_id=authority.id):
        return False
    return not authority.requires_four_eyes or not has_prepared(actor, version)


def has_prepared(actor: Actor, version: RecommendationVersion) -> bool:
    """Tell whether the actor wrote in this version or sent it for approval."""
    return str(actor.id) in version.author_ids or actor.id == version.sent_by_id


def can_answer(actor: Actor, version: RecommendationVersion, spoken_for: Collection[UUID]) -> bool:
    """Tell whether the actor may answer it and tell of its progress.

    An official of the authority may, also to type in what came on paper; and who speaks for the organisation that
    is addressed. `spoken_for` are the organisations for which the actor may speak.
    """
    if actor.holds(*ANSWERERS, authority_id=version.recommendation.authority_id):
        return True
    return version.organisation_id is not None and version.organisation_id in spoken_for
