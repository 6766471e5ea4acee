"""Reads of initiatives."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from consult.accounts.models import Account
from consult.authorities.models import Authority
from consult.authorities.rules import level_of
from consult.initiatives.models import (
    Initiative,
    InitiativeApplicant,
    InitiativeAssessment,
    InitiativeCall,
    InitiativeFile,
    InitiativeStep,
)
from consult.initiatives.rules import cards
from consult.initiatives.rules.stages import OVER, Kind, support_needed
from consult.paging import Page, page_of
from consult.territory.queries import find_unit
from consult.texts.folding import fold

PAGE = 20
MOST_COMPARED = 500


@dataclass(frozen=True)
class Wanted:
    """A part of the list."""

    words: str = ""
    authority: str = ""
    kind: str = ""
    stage: str = ""


def find_initiative(
    session: Session, slug: str, *conditions: ColumnElement[bool], for_update: bool = False
) -> Initiative | None:
    """Find an initiative by its address, among those that meet the conditions."""
    asked = select(Initiative).where(Initiative.slug == slug, *conditions)
    return session.scalar(asked.with_for_update(of=Initiative) if for_update else asked)


def get_initiative(session: Session, initiative_id: UUID) -> Initiative:
    """Get an initiative that must be there, and hold it until the transaction ends."""
    return session.get_one(Initiative, initiative_id, with_for_update={"of": Initiative}, populate_existing=True)


def find_by_receipt(session: Session, receipt_hash: str, *, for_update: bool = False) -> Initiative | None:
    """Find what was sent under this receipt."""
    asked = select(Initiative).where(Initiative.receipt_hash == receipt_hash)
    return session.scalar(asked.with_for_update(of=Initiative) if for_update else asked)


def page_of_initiatives(
    session: Session, asked: Wanted, *conditions: ColumnElement[bool], number: int, size: int = PAGE
) -> Page:
    """Fetch a page of the list, what moved last first."""
    order = (Initiative.stage_since.desc(), Initiative.sent_on.desc(), Initiative.number.desc(), Initiative.id)
    return page_of(session, _wanted(asked).where(*conditions).order_by(*order), number, size)


def _wanted(asked: Wanted) -> Select[Initiative]:
    found = select(Initiative).options(selectinload(Initiative.organisation))
    if asked.authority:
        found = found.join(Initiative.authority).where(Authority.slug == asked.authority)
    if asked.kind:
        found = found.where(Initiative.kind == asked.kind)
    if asked.stage:
        found = found.where(_in_stage(asked.stage))
    for word in fold(asked.words).split():
        found = found.where(Initiative.folded.contains(word, autoescape=True))
    return found


def _in_stage(stage: str) -> ColumnElement[bool]:
    """Select a stage, or all that still go on."""
    return Initiative.stage.not_in([*OVER]) if stage == "going" else Initiative.stage == stage


def list_with_authorities(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Authority]:
    """List the authorities that have such initiatives, in alphabetical order."""
    have = select(Initiative.authority_id).where(*conditions)
    return session.scalars(select(Authority).where(Authority.id.in_(have)).order_by(Authority.sort_key)).all()


def list_offices(session: Session, ids: Collection[UUID]) -> Sequence[Authority]:
    """List these authorities, in alphabetical order."""
    return session.scalars(select(Authority).where(Authority.id.in_(ids)).order_by(Authority.sort_key)).all()


def count_by_stage(session: Session, *conditions: ColumnElement[bool]) -> Mapping[str, int]:
    """Count them by stage."""
    counts = select(Initiative.stage, func.count()).where(*conditions).group_by(Initiative.stage)
    return dict(iter(session.execute(counts)))


def list_of_consultation(
    session: Session, consultation_id: UUID, *conditions: ColumnElement[bool]
) -> Sequence[Initiative]:
    """List the initiatives of a consultation."""
    found = select(Initiative).where(Initiative.consultation_id == consultation_id, *conditions)
    return session.scalars(found.order_by(Initiative.number)).all()


def list_made_of(session: Session, kind: str, ids: Sequence[str], *conditions: ColumnElement[bool]) -> list[Initiative]:
    """List what was made of these origins."""
    found = select(Initiative).where(Initiative.origin_kind == kind, Initiative.origin_id.in_(ids), *conditions)
    return list(session.scalars(found.order_by(Initiative.number)))


def list_similar(
    session: Session, authority_id: UUID, words: str, *conditions: ColumnElement[bool]
) -> list[Initiative]:
    """List the initiatives of an authority that say nearly the same, the most alike first."""
    near = select(Initiative).where(Initiative.authority_id == authority_id, *conditions)
    others = {str(one.id): one for one in session.scalars(near.order_by(Initiative.number.desc()).limit(MOST_COMPARED))}
    told = [(key, f"{one.title} {one.place} {one.what}") for key, one in others.items()]
    return [others[key] for key in cards.similar(words, told)]


def list_steps(session: Session, initiative_id: UUID) -> Sequence[InitiativeStep]:
    """List the history, the earliest first."""
    mine = select(InitiativeStep).where(InitiativeStep.initiative_id == initiative_id)
    return session.scalars(mine.order_by(InitiativeStep.number)).all()


def find_waiting(session: Session, initiative_id: UUID) -> InitiativeStep | None:
    """Find the decision that is not approved yet."""
    mine = select(InitiativeStep).where(InitiativeStep.initiative_id == initiative_id)
    waits = InitiativeStep.needs_approval & InitiativeStep.approved_at.is_(None)
    return session.scalar(mine.where(waits))


def list_waiting(session: Session, *conditions: ColumnElement[bool]) -> Sequence[InitiativeStep]:
    """List the decisions that wait for an approver, the oldest first."""
    waits = (
        InitiativeStep.needs_approval & InitiativeStep.approved_at.is_(None) & (InitiativeStep.returned_because == "")
    )
    found = select(InitiativeStep).join(InitiativeStep.initiative).where(waits, *conditions)
    return session.scalars(found.order_by(InitiativeStep.happened_on, Initiative.number)).all()


def list_assessments(session: Session, initiative_id: UUID) -> Sequence[InitiativeAssessment]:
    """List the score cards."""
    mine = select(InitiativeAssessment).where(InitiativeAssessment.initiative_id == initiative_id)
    return session.scalars(mine.order_by(InitiativeAssessment.assessed_at)).all()


def find_file(session: Session, initiative_id: UUID, number: int) -> InitiativeFile | None:
    """Find a file of an initiative by its number."""
    mine = InitiativeFile.initiative_id == initiative_id, InitiativeFile.number == number
    return session.scalar(select(InitiativeFile).where(*mine))


def find_call(session: Session, authority_id: UUID, kind: str, *, for_update: bool = False) -> InitiativeCall | None:
    """Find how an authority takes a kind."""
    asked = select(InitiativeCall).where(InitiativeCall.authority_id == authority_id, InitiativeCall.kind == kind)
    return session.scalar(asked.with_for_update(of=InitiativeCall) if for_update else asked)


def list_calls(session: Session, *conditions: ColumnElement[bool]) -> Sequence[InitiativeCall]:
    """List how authorities take initiatives, by authority and kind."""
    found = select(InitiativeCall).join(InitiativeCall.authority).where(*conditions)
    return session.scalars(found.order_by(Authority.sort_key, InitiativeCall.kind)).all()


def list_open_calls(session: Session, authority_id: UUID | None) -> Sequence[InitiativeCall]:
    """List what authorities take now, or one of them."""
    if authority_id is None:
        return list_calls(session, InitiativeCall.is_open.is_(True))
    return list_calls(session, InitiativeCall.is_open.is_(True), InitiativeCall.authority_id == authority_id)


def needed_in(session: Session, authority: Authority, kind: Kind) -> int | None:
    """Say how many people have to support an initiative of this kind in this authority."""
    unit = find_unit(session, authority.teryt)
    call = find_call(session, authority.id, kind)
    residents = unit.population if unit else None
    by_office = call.support_needed if call else None
    return support_needed(kind, level_of(authority.teryt), residents, by_office=by_office)


def list_recipients(session: Session, initiative: Initiative) -> list[tuple[str, str]]:
    """List the addresses that hear of it, each with its language: the applicants' and the organisation's speaker's."""
    mine = select(InitiativeApplicant.email).where(
        InitiativeApplicant.initiative_id == initiative.id, InitiativeApplicant.email != ""
    )
    found = dict.fromkeys(session.scalars(mine), initiative.language)
    if initiative.organisation_id and initiative.sent_by_id:
        account = session.get(Account, initiative.sent_by_id)
        if account is not None and not account.is_disabled:
            found.setdefault(account.email, account.language)
    return list(found.items())


def name_people(session: Session, ids: Sequence[UUID | str | None]) -> Mapping[str, str]:
    """Name accounts by their ids."""
    wanted = [UUID(str(one)) for one in ids if one]
    rows: Any = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {str(account_id): name for account_id, name in rows}
