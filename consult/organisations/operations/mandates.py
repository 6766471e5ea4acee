"""Who acts for an organisation: ask, confirm, change, remove."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.organisations.access import can_decide_mandates, leads
from consult.organisations.models import Membership, Organisation
from consult.organisations.operations.record import record, write_to
from consult.organisations.queries import find_membership, has_other_representative, list_representatives
from consult.organisations.rules import REPRESENTATIVE


class NotAllowed(Exception):
    """The actor may not do this for this organisation."""


class LastRepresentative(Exception):
    """Nobody would be left who could let people in; another representative comes first."""


def ask_to_join(
    session: Session, organisation: Organisation, role: str, *, base_url: str, actor: Actor, now: datetime
) -> Membership:
    """Ask to act for an organisation, and tell its representatives; who asked already keeps their place.

    The organisation must be held, so that one person asks once.
    """
    if actor.id is None:
        raise NotAllowed
    known = find_membership(session, organisation.slug, actor.id)
    if known is not None:
        return known
    membership = Membership(organisation=organisation, account_id=actor.id, role=role, asked_at=now)
    session.add(membership)
    session.flush()
    record(session, "mandate_asked", organisation, actor=actor, now=now, details=_person(membership))
    for person in list_representatives(session, organisation.id):
        write_to(session, person.account, "asked", organisation, base_url=base_url, now=now)
    return membership


def confirm_member(
    session: Session,
    organisation: Organisation,
    membership: Membership,
    *,
    base_url: str,
    actor: Actor,
    now: datetime,
    authority_id: UUID | None = None,
) -> None:
    """Let a person act for the organisation, and tell them. Raises `NotAllowed`.

    `authority_id` says for which office an official acts.
    """
    _refuse_others(session, organisation, actor)
    if membership.is_confirmed:
        return
    membership.confirmed_at, membership.confirmed_by_id = now, actor.id
    session.flush()
    details = _person(membership)
    record(session, "mandate_confirmed", organisation, actor=actor, now=now, authority_id=authority_id, details=details)
    write_to(session, membership.account, "joined", organisation, base_url=base_url, now=now, authority_id=authority_id)


def change_role(
    session: Session, organisation: Organisation, membership: Membership, role: str, *, actor: Actor, now: datetime
) -> None:
    """Let a confirmed person do more or less for the organisation; raise `NotAllowed` or `LastRepresentative`."""
    _refuse_others(session, organisation, actor)
    if not membership.is_confirmed or membership.role == role:
        return
    if role != REPRESENTATIVE:
        _keep_a_representative(session, membership)
    membership.role = role
    session.flush()
    record(session, "mandate_changed", organisation, actor=actor, now=now, details=_person(membership))


def remove_member(
    session: Session,
    organisation: Organisation,
    membership: Membership,
    *,
    actor: Actor,
    now: datetime,
    authority_id: UUID | None = None,
) -> None:
    """Take a person's mandate away, refuse a request, or leave; what they did stays with the organisation.

    Raises `NotAllowed`; and `LastRepresentative`, save for an official, who lets the next one in.
    """
    is_own = actor.id is not None and membership.account_id == actor.id
    if not is_own:
        _refuse_others(session, organisation, actor)
    if not can_decide_mandates(actor, organisation) and membership.is_confirmed:
        _keep_a_representative(session, membership)
    details = _person(membership)
    session.delete(membership)
    session.flush()
    record(session, "mandate_ended", organisation, actor=actor, now=now, authority_id=authority_id, details=details)


def _refuse_others(session: Session, organisation: Organisation, actor: Actor) -> None:
    """Refuse whoever is neither a confirmed representative nor an official who was asked about the organisation."""
    if actor.id is not None:
        own = find_membership(session, organisation.slug, actor.id)
        if own is not None and leads(own):
            return
    if not can_decide_mandates(actor, organisation):
        raise NotAllowed


def _keep_a_representative(session: Session, membership: Membership) -> None:
    if leads(membership) and not has_other_representative(session, membership):
        raise LastRepresentative


def _person(membership: Membership) -> dict[str, str | int | bool]:
    return {"account": str(membership.account_id), "role": membership.role}
