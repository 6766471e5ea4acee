"""Reads of the register of letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from consult.accounts.models import Account
from consult.drafts.models import DraftUnit, Remark
from consult.drafts.register.models import Letter
from consult.organisations import queries as organisations
from consult.organisations.access import is_public, verified_for
from consult.organisations.models import Organisation
from consult.texts.folding import fold

MOST_OFFERED = 300
"""So many organisations are offered while one types; every other is found by its name or number all the same."""
MOST_MEANT = 6


class NoSuchOrganisation(Exception):
    """No organisation is called so, or several are; `candidates` are what may be meant."""

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__(candidates)
        self.candidates = candidates


@dataclass(frozen=True)
class Row:
    """One letter of the list, with how many remarks were taken out of it."""

    letter: Letter
    remarks: int
    entered_by: str


def find_letter(session: Session, consultation_id: UUID, number: int, *, for_update: bool = False) -> Letter | None:
    """Find a letter by its number in the consultation."""
    query = select(Letter).where(Letter.consultation_id == consultation_id, Letter.number == number)
    if for_update:
        query = query.with_for_update(of=Letter).execution_options(populate_existing=True)
    return session.scalar(query.options(joinedload(Letter.organisation)))


def find_by_receipt(session: Session, receipt_hash: str) -> Letter | None:
    """Find a letter by the hash of its receipt code."""
    return session.scalar(select(Letter).where(Letter.receipt_hash == receipt_hash))


def letters(consultation_id: UUID, *conditions: ColumnElement[bool]) -> Select[Letter]:
    """Select the letters of a consultation, the latest first."""
    asked = select(Letter).where(Letter.consultation_id == consultation_id, *conditions)
    return asked.options(joinedload(Letter.organisation)).order_by(Letter.number.desc())


def waiting() -> ColumnElement[bool]:
    """Select the letters that a second person is to read."""
    return Letter.is_to_check & Letter.checked_at.is_(None)


def count_waiting(session: Session, consultation_id: UUID) -> int:
    """Count the letters that a second person is to read."""
    counted = select(func.count()).select_from(Letter).where(Letter.consultation_id == consultation_id, waiting())
    return session.scalar(counted) or 0


def rows_of(session: Session, found: Sequence[Letter]) -> list[Row]:
    """Tell of each letter how many remarks it has and who typed it."""
    ids = [letter.id for letter in found]
    counted = select(Remark.letter_id, func.count()).where(Remark.letter_id.in_(ids)).group_by(Remark.letter_id)
    counts: dict[UUID | None, int] = dict(iter(session.execute(counted)))
    names = name_accounts(session, [letter.entered_by_id for letter in found])
    return [Row(one, counts.get(one.id, 0), names.get(one.entered_by_id, "")) for one in found]


def count_by_channel(session: Session, consultation_id: UUID) -> Mapping[str, int]:
    """Count the remarks of a consultation by how they came."""
    counted = select(Remark.channel, func.count()).where(Remark.consultation_id == consultation_id)
    return dict(iter(session.execute(counted.group_by(Remark.channel))))


def name_accounts(session: Session, ids: Sequence[UUID | None]) -> Mapping[UUID | None, str]:
    """Name the people of these accounts."""
    known = {one for one in ids if one}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(known))) if known else ()
    return dict(iter(rows))


def list_places(session: Session, version_id: UUID) -> list[tuple[str, str]]:
    """List the places of a version by key and label, in the order of reading."""
    rows = select(DraftUnit.key, DraftUnit.label).where(DraftUnit.version_id == version_id).order_by(DraftUnit.position)
    return [(key, label) for key, label in session.execute(rows)]


def offer_organisations(session: Session, authority_id: UUID) -> list[tuple[str, str]]:
    """List organisations that this office knows, by name and number, to be offered while one types."""
    known = organisations.search().where(verified_for(authority_id)).limit(MOST_OFFERED)
    return [(one.name, one.number) for one in session.scalars(known)]


def get_organisation(session: Session, typed: str) -> Organisation:
    """Find the one organisation that is meant by what was typed; raises `NoSuchOrganisation`."""
    found = session.scalars(organisations.search(typed).where(is_public()).limit(MOST_MEANT + 1)).all()
    same = [one for one in found if one.folded_name == fold(typed)]
    chosen = same if len(same) == 1 else found
    if len(chosen) != 1:
        raise NoSuchOrganisation([f"{one.name} ({one.number})" if one.number else one.name for one in found])
    return chosen[0]
