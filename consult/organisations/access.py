"""Who may do what for an organisation, and about it: each rule beside its SQL twin."""

from uuid import UUID

from sqlalchemy import ColumnElement, false, or_

from consult.actor import Actor
from consult.authorities.models import Authority
from consult.organisations.models import Membership, Organisation, Verification
from consult.organisations.rules import REPRESENTATIVE, VERIFIED, WITHHELD

VERIFIERS = ("admin", "editor", "clerk")
"""Roles of those who verify organisations in an office."""


def can_verify(actor: Actor, authority_id: UUID) -> bool:
    """Tell whether the actor verifies organisations in the name of this authority."""
    return actor.holds(*VERIFIERS, authority_id=authority_id)


def verifying(actor: Actor) -> ColumnElement[bool]:
    """Select the authorities in whose name the actor verifies."""
    return Authority.id.in_(actor.authority_ids(*VERIFIERS))


def is_shown(organisation: Organisation) -> bool:
    """Tell whether everybody may see it: some authority has verified it, so its name is no invention."""
    return any(verification.state == VERIFIED for verification in organisation.verifications)


def is_public() -> ColumnElement[bool]:
    """Select what everybody may see."""
    return Organisation.verifications.any(Verification.state == VERIFIED)


def is_verified_for(organisation: Organisation, authority_id: UUID) -> bool:
    """Tell whether the organisation counts as verified in this authority.

    What the authority itself decided counts; where it decided nothing, the word of any other does.
    """
    withheld = any(
        verification.authority_id == authority_id and verification.state == WITHHELD
        for verification in organisation.verifications
    )
    return is_shown(organisation) and not withheld


def verified_for(authority_id: UUID) -> ColumnElement[bool]:
    """Select the organisations that count as verified in this authority."""
    own = Verification.authority_id == authority_id
    return is_public() & ~Organisation.verifications.any(own & (Verification.state == WITHHELD))


def waiting_in(authority_id: UUID) -> ColumnElement[bool]:
    """Select the verifications on which this authority should decide; in Python, `Verification.waits`."""
    again = Verification.asked_at > Verification.decided_at
    return (Verification.authority_id == authority_id) & or_(Verification.decided_at.is_(None), again)


def can_speak(actor: Actor, membership: Membership) -> bool:
    """Tell whether the actor may speak for the organisation: as a confirmed representative, or as who registered it.

    Who registered it waits for an office to verify it; once one did, every mandate was confirmed by somebody.
    """
    if not actor.is_authenticated or membership.account_id != actor.id or membership.role != REPRESENTATIVE:
        return False
    return membership.is_confirmed or (membership.is_first and not is_shown(membership.organisation))


def speaking() -> ColumnElement[bool]:
    """Select the memberships, joined to their organisations, by which somebody may speak."""
    is_first = Membership.is_first & ~is_public()
    return (Membership.role == REPRESENTATIVE) & or_(Membership.confirmed_at.is_not(None), is_first)


def leads(membership: Membership) -> bool:
    """Tell whether it lets others in and out: only a confirmed representative does."""
    return membership.role == REPRESENTATIVE and membership.is_confirmed


def leading() -> ColumnElement[bool]:
    """Select the memberships of confirmed representatives."""
    return (Membership.role == REPRESENTATIVE) & Membership.confirmed_at.is_not(None)


def can_decide_mandates(actor: Actor, organisation: Organisation) -> bool:
    """Tell whether the actor lets people in and out as an official.

    It takes an authority that was asked about the organisation. One that withholds its word leaves the people
    alone whom another authority knows.
    """
    shown = is_shown(organisation)
    return any(
        can_verify(actor, verification.authority_id)
        for verification in organisation.verifications
        if verification.state != WITHHELD or not shown
    )


def mandates_decided_by(actor: Actor) -> ColumnElement[bool]:
    """Select the organisations whose people the actor lets in and out as an official."""
    offices = actor.authority_ids(*VERIFIERS)
    if not offices:
        return false()
    mine = Verification.authority_id.in_(offices)
    spoke = Organisation.verifications.any(mine & (Verification.state != WITHHELD))
    return or_(spoke, Organisation.verifications.any(mine) & ~is_public())


def own_memberships(actor: Actor) -> ColumnElement[bool]:
    """Select the actor's own memberships."""
    return Membership.account_id == actor.id if actor.is_authenticated else false()
