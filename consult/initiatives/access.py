"""Who may do what with an initiative: each rule beside its SQL twin."""

from sqlalchemy import ColumnElement, false

from consult.actor import Actor
from consult.consultations.access import OFFICIALS
from consult.initiatives.models import Initiative, InitiativeStep

WRITERS = ("editor", "clerk")
"""Roles of those who lead initiatives through their stages, comment on them, and count signatures."""
ASSESSORS = ("editor", "analyst", "clerk", "approver")
"""Roles of those who fill in a score card."""
KEEPERS = ("admin", "editor")
"""Roles of those who say how an authority takes initiatives and votes on them."""


def is_public() -> ColumnElement[bool]:
    """Select what everybody may see; in Python, `Initiative.is_public`."""
    return Initiative.published_on.is_not(None)


def can_see_desk(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether the actor works in its office."""
    return actor.holds(*OFFICIALS, authority_id=initiative.authority_id)


def on_desk_of(actor: Actor) -> ColumnElement[bool]:
    """Select the initiatives of the offices in which the actor works."""
    offices = actor.authority_ids(*OFFICIALS)
    return Initiative.authority_id.in_(offices) if offices else false()


def can_write(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether the actor may lead it on."""
    return actor.holds(*WRITERS, authority_id=initiative.authority_id)


def can_assess(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether the actor may fill in a score card."""
    return actor.holds(*ASSESSORS, authority_id=initiative.authority_id)


def is_approver(actor: Actor, initiative: Initiative) -> bool:
    """Tell whether the actor approves in its office."""
    return actor.holds("approver", authority_id=initiative.authority_id)


def can_approve(actor: Actor, step: InitiativeStep) -> bool:
    """Tell whether the actor may approve this decision: an approver, and nobody who wrote in it."""
    initiative = step.initiative
    if not is_approver(actor, initiative):
        return False
    return not initiative.authority.requires_four_eyes or not has_written(actor, step)


def has_written(actor: Actor, step: InitiativeStep) -> bool:
    """Tell whether the actor wrote this decision, or some earlier words of it."""
    return str(actor.id) in step.author_ids
