"""Register an organisation, and correct what is said of it."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.organisations.models import Membership, Organisation
from consult.organisations.operations.mandates import NotAllowed
from consult.organisations.operations.record import record
from consult.organisations.operations.verify import ask_for_verification
from consult.organisations.queries import find_same
from consult.organisations.rules import ASKED, LONGEST_KEY, REPRESENTATIVE, VERIFIED, Identity, identity
from consult.texts.folding import fold, slug, sort_key

IDENTIFYING = ("name", "kind", "register", "number", "nip", "regon")
"""What an office verifies: after a change of it the office looks again."""
DESCRIBING = ("spheres", "seat_code", "website", "email", "phone")
TRIES = 20
"""How often an address that somebody takes at the same moment is looked for again."""


class AlreadyRegistered(Exception):
    """The organisation is here; whoever acts for it asks to join."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


class AddressTaken(Exception):
    """So many people took the same address at once that none was left."""


def register(
    session: Session, values: Mapping[str, Any], *, authority_id: UUID, actor: Actor, now: datetime
) -> Organisation:
    """Add an organisation with its first representative, and ask an authority to verify both.

    Raises `AlreadyRegistered`, also where somebody registers the same one at this moment.
    """
    if actor.id is None:
        raise NotAllowed
    organisation = _begin(session, values, actor.id, now)
    record(session, "registered", organisation, actor=actor, now=now)
    ask_for_verification(session, organisation, authority_id, actor=actor, now=now)
    return organisation


def change(
    session: Session, organisation: Organisation, values: Mapping[str, Any], *, actor: Actor, now: datetime
) -> bool:
    """Correct what is said of an organisation; tell whether offices have to look again. Raises `AlreadyRegistered`.

    After a change of what identifies it, no office's word stands: each that gave its word is asked anew.
    """
    before = [getattr(organisation, name) for name in IDENTIFYING]
    known = _identity(values)
    _refuse_same(session, known, but=organisation.id)
    try:
        with session.begin_nested():
            _describe(organisation, values, known)
            session.flush()
    except IntegrityError:
        _refuse_same(session, known, but=organisation.id)
        raise
    is_another = before != [getattr(organisation, name) for name in IDENTIFYING]
    if is_another:
        _ask_anew(organisation, now)
        session.flush()
    record(session, "changed", organisation, actor=actor, now=now, details={"identity": is_another})
    return is_another


def _ask_anew(organisation: Organisation, now: datetime) -> None:
    for verification in organisation.verifications:
        verification.asked_at = now
        if verification.state == VERIFIED:
            verification.state = ASKED
            verification.decided_at = verification.decided_by_id = None


def _begin(session: Session, values: Mapping[str, Any], account_id: UUID, now: datetime) -> Organisation:
    """Make the row at an address of its own."""
    known = _identity(values)
    for _try in range(TRIES):
        _refuse_same(session, known)
        organisation = Organisation(slug=_free_slug(session, values["name"]), registered_at=now)
        _describe(organisation, values, known)
        first = Membership(account_id=account_id, role=REPRESENTATIVE, is_first=True, asked_at=now)
        organisation.memberships.append(first)
        organisation.verifications = []
        with suppress(IntegrityError), session.begin_nested():
            session.add(organisation)
            session.flush()
            return organisation
    raise AddressTaken


def _identity(values: Mapping[str, Any]) -> Identity:
    return identity(values["register"], values["number"], values["nip"], values["regon"], values["seat_code"])


def _refuse_same(session: Session, known: Identity, *, but: UUID | None = None) -> None:
    same = find_same(session, known, but=but)
    if same is not None:
        raise AlreadyRegistered(same.slug)


def _describe(organisation: Organisation, values: Mapping[str, Any], known: Identity) -> None:
    for name in ("name", "kind", "register", "number", *DESCRIBING):
        setattr(organisation, name, values[name])
    organisation.folded_name = fold(values["name"])[:LONGEST_KEY]
    organisation.sort_key = sort_key(values["name"])[:LONGEST_KEY]
    organisation.number_key, organisation.nip, organisation.regon = known.number_key, known.nip, known.regon


def _free_slug(session: Session, name: str) -> str:
    """Find an address nobody has: the name's words, with a number where they are taken."""
    wanted = slug(name) or "organizacja"
    same = select(Organisation.slug).where(Organisation.slug.startswith(wanted, autoescape=True))
    taken = set(session.scalars(same))
    free = wanted
    number = 2
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free
