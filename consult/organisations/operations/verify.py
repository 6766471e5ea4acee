"""An authority's word on an organisation: asked for, given, withheld."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.organisations.access import can_verify
from consult.organisations.models import Organisation, Verification
from consult.organisations.operations.mandates import NotAllowed
from consult.organisations.operations.record import record, write_to
from consult.organisations.queries import list_people, list_representatives
from consult.organisations.rules import ASKED, VERIFIED, WITHHELD


def ask_for_verification(
    session: Session,
    organisation: Organisation,
    authority_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    again: bool = False,
) -> None:
    """Put the organisation into the authority's queue; where it stands there already, or was decided, do nothing.

    With `again`, one that was refused waits once more; the refusal counts until the office decides anew.
    """
    found = _find(organisation, authority_id)
    if found is None:
        organisation.verifications.append(Verification(authority_id=authority_id, state=ASKED, asked_at=now))
    elif again and found.state == WITHHELD and not found.waits:
        found.asked_at = now
    else:
        return
    session.flush()
    record(session, "verification_asked", organisation, actor=actor, now=now, authority_id=authority_id)


def verify(
    session: Session, organisation: Organisation, authority_id: UUID, *, base_url: str, actor: Actor, now: datetime
) -> None:
    """Give the authority's word, confirm who registered it, and tell its representatives. Raises `NotAllowed`.

    Where the word is given already, nothing happens. The organisation must be held.
    """
    found = _decided(session, organisation, authority_id, VERIFIED, "", actor, now)
    if found is None:
        return
    for person in list_people(session, organisation.id):
        if person.is_first and not person.is_confirmed:
            person.confirmed_at, person.confirmed_by_id = now, actor.id
    session.flush()
    record(session, "verified", organisation, actor=actor, now=now, authority_id=authority_id)
    _tell(session, organisation, "verified", authority_id, base_url, now)


def withhold(
    session: Session,
    organisation: Organisation,
    authority_id: UUID,
    reason: str,
    *,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Withhold the authority's word, or take it back, for a reason that its people are told. Raises `NotAllowed`."""
    _decided(session, organisation, authority_id, WITHHELD, reason, actor, now)
    record(session, "verification_withheld", organisation, actor=actor, now=now, authority_id=authority_id)
    _tell(session, organisation, "withheld", authority_id, base_url, now)


def _decided(
    session: Session,
    organisation: Organisation,
    authority_id: UUID,
    state: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Verification | None:
    """Keep the decision; give nothing where the word stood already."""
    if not can_verify(actor, authority_id):
        raise NotAllowed
    found = _find(organisation, authority_id)
    if found is None:
        found = Verification(authority_id=authority_id, asked_at=now)
        organisation.verifications.append(found)
    elif found.state == state == VERIFIED:
        return None
    found.state, found.reason = state, reason
    found.decided_at, found.decided_by_id = now, actor.id
    session.flush()
    return found


def _find(organisation: Organisation, authority_id: UUID) -> Verification | None:
    return next((one for one in organisation.verifications if one.authority_id == authority_id), None)


def _tell(
    session: Session, organisation: Organisation, message: str, authority_id: UUID, base_url: str, now: datetime
) -> None:
    """Write to the representatives; where none is confirmed, to who registered it."""
    told = list_representatives(session, organisation.id) or [
        person for person in list_people(session, organisation.id) if person.is_first
    ]
    for person in told:
        write_to(session, person.account, message, organisation, base_url=base_url, now=now, authority_id=authority_id)
