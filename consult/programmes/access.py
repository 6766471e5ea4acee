"""Who may do what with a programme: each rule beside its SQL twin."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from consult.actor import Actor
from consult.consultations.access import OFFICIALS
from consult.consultations.access import is_public as is_public_consultation
from consult.consultations.models import Consultation
from consult.programmes.models import ACCEPTED, DECLINED, Member, Programme

EDITORS = ("admin", "editor")
"""Roles of those in a member authority who edit the programme."""


def is_public() -> ColumnElement[bool]:
    """Select what everybody may read."""
    return Programme.published_at.is_not(None)


def can_edit(actor: Actor, programme: Programme, spoken_for: Collection[UUID]) -> bool:
    """Tell whether the actor edits what the programme says.

    Officials of the authority that began it and of those that agreed do, and who speaks for the organiser.
    `spoken_for` are the organisations for which the actor may speak.
    """
    offices = programme.accepted_ids | {programme.authority_id}
    return programme.organisation_id in spoken_for or bool(offices & actor.authority_ids(*EDITORS))


def editable_by(actor: Actor, spoken_for: Collection[UUID]) -> ColumnElement[bool]:
    """Select the programmes that the actor edits."""
    offices = actor.authority_ids(*EDITORS)
    agreed = Programme.members.any((Member.state == ACCEPTED) & Member.authority_id.in_(offices))
    return or_(Programme.organisation_id.in_(spoken_for), Programme.authority_id.in_(offices), agreed)


def can_decide(actor: Actor, member: Member) -> bool:
    """Tell whether the actor accepts or declines in the name of an authority: its administrator."""
    return actor.holds("admin", authority_id=member.authority_id)


def invited_to(actor: Actor) -> ColumnElement[bool]:
    """Select the programmes to which an authority was invited, or agreed, that the actor administers."""
    offices = actor.authority_ids("admin")
    return Programme.members.any((Member.state != DECLINED) & Member.authority_id.in_(offices))


def can_publish(actor: Actor, programme: Programme) -> bool:
    """Tell whether the actor publishes it and invites: an administrator of the authority that began it."""
    return actor.holds("admin", authority_id=programme.authority_id)


def can_join(actor: Actor, programme: Programme, consultation: Consultation) -> bool:
    """Tell whether the actor joins this consultation: an editor of its own office, which agreed to the programme."""
    agreed = consultation.authority_id in programme.accepted_ids
    return agreed and actor.holds("editor", authority_id=consultation.authority_id)


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Select the consultations of which the actor may know."""
    return or_(is_public_consultation(), Consultation.authority_id.in_(actor.authority_ids(*OFFICIALS)))
