"""Who may do what with a draft, its remarks and decisions: each rule beside its SQL twin."""

from sqlalchemy import ColumnElement

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.models import Decision, Draft, DraftVersion, Remark
from consult.drafts.rules.decisions import State

WRITERS = ("editor",)
"""Roles of those who write decisions."""
AGREERS = ("editor", "approver", "analyst")
"""Roles of those who agree to a decision before it is approved: a lawyer, another department."""
CHECKERS = ("editor", "moderator")
"""Roles of those who look whether something is personal data."""


def is_public() -> ColumnElement[bool]:
    """Select the drafts that everybody may read."""
    return Draft.published_number.is_not(None) & Draft.consultation.has(Consultation.published_number.is_not(None))


def is_shown(remark: Remark) -> bool:
    """Tell whether everybody may read what a remark says."""
    return not remark.is_held and remark.state != State.WITHDRAWN


def shown() -> ColumnElement[bool]:
    """Select the remarks that everybody may read."""
    return ~Remark.is_held & (Remark.state != State.WITHDRAWN)


def can_decide(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may write decisions."""
    return actor.holds(*WRITERS, authority_id=consultation.authority_id)


def can_check(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may say that something is no personal data."""
    return actor.holds(*CHECKERS, authority_id=consultation.authority_id)


def can_approve(actor: Actor, decision: Decision, consultation: Consultation) -> bool:
    """Tell whether the actor may approve this decision: an approver, and nobody who wrote in it."""
    if not is_approver(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or not has_written(actor, decision)


def can_agree(actor: Actor, decision: Decision, consultation: Consultation) -> bool:
    """Tell whether the actor may agree to this decision, where the draft asks for it: no writer of it may."""
    if not decision.remark.draft.needs_agreement or not actor.holds(*AGREERS, authority_id=consultation.authority_id):
        return False
    return not consultation.authority.requires_four_eyes or not has_written(actor, decision)


def may_return(actor: Actor, decision: Decision, consultation: Consultation) -> bool:
    """Tell whether the actor may give this decision back: an approver, or who could agree to it."""
    return is_approver(actor, consultation) or can_agree(actor, decision, consultation)


def has_written(actor: Actor, decision: Decision) -> bool:
    """Tell whether the actor wrote this decision, or some earlier words of it."""
    return str(actor.id) in decision.author_ids


def is_approver(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor approves in this office, and publishes its decisions."""
    return actor.holds("approver", authority_id=consultation.authority_id)


def can_publish(actor: Actor, version: DraftVersion) -> bool:
    """Tell whether the actor may publish this version of a draft: an approver, and nobody who prepared it."""
    consultation = version.draft.consultation
    if not is_approver(actor, consultation):
        return False
    return not consultation.authority.requires_four_eyes or not has_prepared(actor, version)


def has_prepared(actor: Actor, version: DraftVersion) -> bool:
    """Tell whether the actor cut or changed this version, or sent it for approval."""
    return str(actor.id) in version.author_ids or actor.id == version.sent_by_id
