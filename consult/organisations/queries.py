"""Reads of organisations. A list asks once for each kind of thing on it, however many rows it has."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.organisations.access import leading, speaking, waiting_in
from consult.organisations.models import Membership, Organisation, Verification
from consult.organisations.rules import VERIFIED, Identity
from consult.territory.models import Unit
from consult.texts.folding import fold, sort_key

AT_ONCE = 100
GMINA_DIGITS = 6


def find_organisation(session: Session, slug: str, *conditions: ColumnElement[bool]) -> Organisation | None:
    """Find an organisation by its address, among those that meet the conditions."""
    return session.scalar(select(Organisation).where(Organisation.slug == slug, *conditions))


def get_organisation(session: Session, organisation_id: UUID) -> Organisation:
    """Get an organisation that must be there, and hold it until the transaction ends."""
    return session.get_one(Organisation, organisation_id, with_for_update={"of": Organisation})


def find_same(session: Session, known: Identity, *, but: UUID | None = None) -> Organisation | None:
    """Find the organisation with this number in this register, this NIP or this REGON, in this order."""
    same = (
        (Organisation.register == known.register) & (Organisation.number_key == known.number_key),
        Organisation.nip == known.nip,
        Organisation.regon == known.regon,
    )
    for value, condition in zip((known.number_key, known.nip, known.regon), same, strict=True):
        asked = select(Organisation).where(condition)
        found = session.scalar(asked if but is None else asked.where(Organisation.id != but)) if value else None
        if found is not None:
            return found
    return None


def find_membership(
    session: Session, slug: str, account_id: UUID, *conditions: ColumnElement[bool]
) -> Membership | None:
    """Find by which membership the account acts for the organisation of this address, if it meets the conditions."""
    return session.scalar(
        _memberships().where(Organisation.slug == slug, Membership.account_id == account_id, *conditions)
    )


def find_member(session: Session, organisation_id: UUID, membership_id: UUID) -> Membership | None:
    """Find one of an organisation's people."""
    return session.scalar(
        _memberships().where(Membership.id == membership_id, Membership.organisation_id == organisation_id)
    )


def list_memberships(session: Session, account_id: UUID) -> Sequence[Membership]:
    """List the memberships by which the account may speak for an organisation, in alphabetical order."""
    mine = _memberships().where(Membership.account_id == account_id, speaking())
    return session.scalars(mine.order_by(Organisation.sort_key, Organisation.slug)).all()


def list_own(session: Session, mine: ColumnElement[bool]) -> Sequence[Membership]:
    """List the memberships of the condition, those that wait among them, with all the people of each organisation."""
    people = contains_eager(Membership.organisation).selectinload(Organisation.memberships)
    return session.scalars(
        _memberships()
        .where(mine)
        .options(people.joinedload(Membership.account))
        .order_by(Organisation.sort_key, Organisation.slug)
    ).all()


def list_people(session: Session, organisation_id: UUID) -> Sequence[Membership]:
    """List an organisation's people with their accounts, those who wait last."""
    people = select(Membership).where(Membership.organisation_id == organisation_id)
    return session.scalars(
        people.options(joinedload(Membership.account)).order_by(
            Membership.confirmed_at.is_(None), Membership.asked_at, Membership.id
        )
    ).all()


def has_other_representative(session: Session, membership: Membership) -> bool:
    """Tell whether somebody else could let people in."""
    others = select(Membership.id).where(
        Membership.organisation_id == membership.organisation_id, Membership.id != membership.id, leading()
    )
    return session.scalar(others.limit(1)) is not None


def list_representatives(session: Session, organisation_id: UUID) -> Sequence[Membership]:
    """List those whom mails for the organisation reach: its confirmed representatives."""
    found = select(Membership).where(Membership.organisation_id == organisation_id, leading())
    return session.scalars(found.options(joinedload(Membership.account)).order_by(Membership.asked_at)).all()


def list_waiting(session: Session, authority_id: UUID) -> Sequence[Verification]:
    """List what waits for this authority's word, what has waited longest first, each with the people of it."""
    people = joinedload(Verification.organisation).selectinload(Organisation.memberships)
    return session.scalars(
        select(Verification)
        .where(waiting_in(authority_id))
        .options(people.joinedload(Membership.account))
        .order_by(Verification.asked_at, Verification.id)
        .limit(AT_ONCE)
    ).all()


def list_asking(session: Session, authority_id: UUID) -> Sequence[Membership]:
    """List the people who ask to act for an organisation that this authority has verified, the first to ask first."""
    ours = Organisation.verifications.any(
        (Verification.authority_id == authority_id) & (Verification.state == VERIFIED)
    )
    asking = _memberships().where(Membership.confirmed_at.is_(None), ours)
    with_accounts = asking.options(joinedload(Membership.account))
    return session.scalars(with_accounts.order_by(Membership.asked_at, Membership.id).limit(AT_ONCE)).all()


def search(words: str = "", register: str = "") -> Select[Organisation]:
    """Select the organisations whose name holds these words, or which have this number, in alphabetical order."""
    found = select(Organisation).order_by(Organisation.sort_key, Organisation.slug)
    if register:
        found = found.where(Organisation.register == register)
    wanted = fold(words)
    if not wanted:
        return found
    digits = "".join(character for character in wanted if character.isalnum())
    numbers = [Organisation.number == digits.zfill(10)] if digits.isdecimal() else []
    return found.where(
        or_(
            Organisation.folded_name.contains(wanted, autoescape=True),
            Organisation.number == words.strip(),
            Organisation.nip == digits,
            Organisation.regon == digits,
            *numbers,
        )
    )


def find_alike(session: Session, organisations: Collection[Organisation]) -> Mapping[UUID, Sequence[Organisation]]:
    """Find for each organisation the others with the same name or the same number in another register."""
    names = {organisation.folded_name for organisation in organisations}
    numbers = {organisation.number for organisation in organisations if organisation.number}
    if not organisations:
        return {}
    same = or_(Organisation.folded_name.in_(names), Organisation.number.in_(numbers))
    found = session.scalars(select(Organisation).where(same).order_by(Organisation.sort_key, Organisation.slug)).all()
    alike: dict[UUID, list[Organisation]] = defaultdict(list)
    for one in organisations:
        alike[one.id] += [other for other in found if _is_alike(one, other)]
    return alike


def list_gminas(session: Session, typed: str) -> Sequence[Unit]:
    """List the gminas of this name, or of this TERC code."""
    if typed.isdecimal():
        unit = session.get(Unit, typed[:GMINA_DIGITS])
        found: Iterable[Unit] = [unit] if unit is not None and unit.code[: len(typed)] == typed else []
    else:
        named = select(Unit).where(Unit.sort_key == sort_key(typed)).order_by(Unit.code)
        found = session.scalars(named)
    return [unit for unit in found if len(unit.code6) == GMINA_DIGITS]


def name_powiats(session: Session, units: Iterable[Unit]) -> Mapping[str, str]:
    """Name the powiat of each gmina, by the gmina's code."""
    parents = {unit.code6: unit.parent_code for unit in units}
    rows = session.execute(select(Unit.code6, Unit.name).where(Unit.code6.in_(set(parents.values()) - {None})))
    names: dict[Any, str] = dict(iter(rows))
    return {code: names.get(parent, "") for code, parent in parents.items()}


def _is_alike(one: Organisation, other: Organisation) -> bool:
    same_number = bool(one.number) and one.number == other.number
    return other.id != one.id and (same_number or other.folded_name == one.folded_name)


def _memberships() -> Select[Membership]:
    return select(Membership).join(Membership.organisation).options(contains_eager(Membership.organisation))
