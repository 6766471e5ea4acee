"""Who may do what with a consultation: each rule beside its SQL twin."""

from sqlalchemy import ColumnElement, false

from consult.actor import Actor
from consult.consultations.models import Consultation, ConsultationVersion

OFFICIALS = ("admin", "editor", "approver", "analyst", "moderator", "clerk")
"""Roles of those who work in an office and see what it prepares."""


def can_see_desk(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor works in the office that runs it."""
    return actor.holds(*OFFICIALS, authority_id=consultation.authority_id)


def on_desk_of(actor: Actor) -> ColumnElement[bool]:
    """Select the consultations of the offices in which the actor works."""
    offices = actor.authority_ids(*OFFICIALS)
    return Consultation.authority_id.in_(offices) if offices else false()


def is_public() -> ColumnElement[bool]:
    """Select what everybody may see."""
    return Consultation.published_number.is_not(None)


def can_prepare(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may write and correct it."""
    return actor.holds("editor", authority_id=consultation.authority_id)


def can_publish(actor: Actor, version: ConsultationVersion) -> bool:
    """Tell whether the actor may publish this version: an approver, and nobody who wrote in it.

    A one-person office may switch the second pair of eyes off.
    """
    authority = version.consultation.authority
    if not actor.holds("approver", authority_id=authority.id):
        return False
    return not authority.requires_four_eyes or not has_prepared(actor, version)


def has_prepared(actor: Actor, version: ConsultationVersion) -> bool:
    """Tell whether the actor wrote in this version or sent it for approval."""
    return str(actor.id) in version.author_ids or actor.id == version.sent_by_id
