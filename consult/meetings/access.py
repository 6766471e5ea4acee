"""Who may do what with a meeting: each rule beside its SQL twin."""

from sqlalchemy import ColumnElement

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.meetings.models import Meeting, Protocol

DOORKEEPERS = ("editor", "clerk", "moderator", "approver")
"""Roles of those who stand at the door: they see the names."""


def is_public() -> ColumnElement[bool]:
    """Select the meetings that everybody may read of."""
    return Meeting.published_at.is_not(None) & Meeting.consultation.has(Consultation.published_number.is_not(None))


def can_prepare(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may prepare a meeting and change one."""
    return actor.holds("editor", authority_id=consultation.authority_id)


def can_see_names(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may see who registered."""
    return actor.holds(*DOORKEEPERS, authority_id=consultation.authority_id)


def is_approver(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor publishes what others of the office prepare."""
    return actor.holds("approver", authority_id=consultation.authority_id)


def can_publish(actor: Actor, meeting: Meeting) -> bool:
    """Tell whether the actor may publish this meeting: an approver, and nobody who prepared it."""
    consultation = meeting.consultation
    if not is_approver(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or str(actor.id) not in meeting.author_ids


def can_publish_protocol(actor: Actor, protocol: Protocol) -> bool:
    """Tell whether the actor may approve this protocol: an approver, and nobody who wrote in it."""
    consultation = protocol.meeting.consultation
    if not is_approver(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or str(actor.id) not in protocol.author_ids


def has_public_protocol(protocol: Protocol | None) -> bool:
    """Tell whether everybody may read the protocol of a published meeting."""
    return protocol is not None and protocol.published_at is not None
