"""Who may keep the register of letters."""

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.register.models import Letter

CLERKS = ("editor", "clerk")
"""Roles of those who enter what did not come by the page, and read it again beside the scan."""


def can_enter(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may enter letters."""
    return actor.holds(*CLERKS, authority_id=consultation.authority_id)


def can_check(actor: Actor, letter: Letter, consultation: Consultation) -> bool:
    """Tell whether the actor may say that what was typed is what the letter says: a clerk who typed none of it."""
    if not can_enter(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or str(actor.id) not in letter.author_ids
