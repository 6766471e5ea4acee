"""Reads of drafts, units and remarks. A list asks once for each kind of thing on it, however many rows it has."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from consult.accounts.models import Account
from consult.consultations.models import Consultation
from consult.drafts.access import is_public, shown
from consult.drafts.models import Decision, Draft, DraftUnit, DraftVersion, Remark, RemarkGroup
from consult.drafts.positions.models import Position
from consult.drafts.rules.channels import SenderKind
from consult.drafts.rules.decisions import TO_APPROVE, TO_DO, UNSETTLED, State
from consult.drafts.rules.units import Kind, Unit
from consult.drafts.workbench.models import RemarkTopic
from consult.organisations.models import Organisation
from consult.paging import SIZE, Page, page_of
from consult.texts.folding import fold

SENDERS = ("organisations", "residents")


def find_draft(session: Session, consultation: str, number: int, *conditions: ColumnElement[bool]) -> Draft | None:
    """Find a draft by the address of its consultation and its number, among those that meet the conditions."""
    return session.scalar(
        select(Draft)
        .join(Draft.consultation)
        .where(Consultation.slug == consultation, Draft.number == number, *conditions)
        .options(contains_eager(Draft.consultation))
    )


def get_draft(session: Session, draft_id: UUID) -> Draft:
    """Get a draft that must be there, and hold it until the transaction ends."""
    return session.get_one(Draft, draft_id, with_for_update={"of": Draft}, populate_existing=True)


def list_drafts(session: Session, consultation_id: UUID, *conditions: ColumnElement[bool]) -> Sequence[Draft]:
    """List the drafts of a consultation."""
    return session.scalars(
        select(Draft).where(Draft.consultation_id == consultation_id, *conditions).order_by(Draft.number)
    ).all()


def find_version(session: Session, draft_id: UUID, number: int | None) -> DraftVersion | None:
    """Find a version by its number."""
    return session.scalar(select(DraftVersion).where(DraftVersion.draft_id == draft_id, DraftVersion.number == number))


def find_preparing(session: Session, draft_id: UUID, *, for_update: bool = False) -> DraftVersion | None:
    """Find the version in preparation, if there is one."""
    query = select(DraftVersion).where(DraftVersion.draft_id == draft_id, DraftVersion.published_at.is_(None))
    if for_update:
        query = query.with_for_update(of=DraftVersion).execution_options(populate_existing=True)
    return session.scalar(query)


def list_published_versions(session: Session, draft_id: UUID) -> Sequence[DraftVersion]:
    """List what was published, latest first."""
    return session.scalars(
        select(DraftVersion)
        .where(DraftVersion.draft_id == draft_id, DraftVersion.published_at.is_not(None))
        .order_by(DraftVersion.number.desc())
    ).all()


def list_units(session: Session, version_id: UUID) -> Sequence[DraftUnit]:
    """List the units of a version, in the order of reading."""
    return session.scalars(
        select(DraftUnit).where(DraftUnit.version_id == version_id).order_by(DraftUnit.position)
    ).all()


def as_unit(row: DraftUnit) -> Unit:
    """Give a stored unit to the rules."""
    return Unit(Kind(row.kind), row.number, row.text, row.level, row.label, row.key, tuple(row.came_from))


def find_unit(session: Session, version_id: UUID, key: str) -> DraftUnit | None:
    """Find a unit by its name in the address."""
    return session.scalar(select(DraftUnit).where(DraftUnit.version_id == version_id, DraftUnit.key == key))


def find_table_of(session: Session, unit: DraftUnit) -> DraftUnit | None:
    """Find the table to which a row belongs; of another unit, nothing."""
    if unit.kind != Kind.ROW:
        return None
    before = DraftUnit.version_id == unit.version_id, DraftUnit.position < unit.position
    return session.scalar(
        select(DraftUnit).where(*before, DraftUnit.kind == Kind.TABLE).order_by(DraftUnit.position.desc()).limit(1)
    )


def list_neighbours(session: Session, version_id: UUID, position: int) -> Sequence[DraftUnit]:
    """List the unit before a place and the one after it, to go on reading."""
    near = DraftUnit.position.in_((position - 1, position + 1))
    return session.scalars(
        select(DraftUnit).where(DraftUnit.version_id == version_id, near).order_by(DraftUnit.position)
    ).all()


def list_remarked_units(
    session: Session, draft_ids: Collection[UUID], *, is_for_officials: bool = False
) -> list[tuple[str, str]]:
    """List the units on which there are remarks, by key and label, in the order of the draft."""
    readable = [] if is_for_officials else [shown()]
    latest = (  # from an index alone; the labels of so few are asked for afterwards
        select(func.max(Remark.number))
        .where(Remark.draft_id.in_(draft_ids), *readable)
        .group_by(Remark.draft_id, Remark.unit_key)
    )
    rows = session.execute(
        select(Remark.unit_key, Remark.unit_label)
        .where(
            Remark.consultation_id.in_(select(Draft.consultation_id).where(Draft.id.in_(draft_ids))),
            Remark.number.in_(latest),
        )
        .order_by(Remark.unit_position)
    )
    return list(dict(iter(rows)).items())


def count_by_unit(session: Session, draft_id: UUID) -> Mapping[str, int]:
    """Count the remarks on each unit, by its key: those that everybody may read, and those held back."""
    rows = session.execute(
        select(Remark.unit_key, func.count())
        .where(Remark.draft_id == draft_id, Remark.state != State.WITHDRAWN)
        .group_by(Remark.unit_key)
    )
    return dict(iter(rows))


def count_held(session: Session, *conditions: ColumnElement[bool]) -> int:
    """Count the remarks that the public does not read yet."""
    held = select(func.count()).select_from(Remark)
    return session.scalar(held.where(Remark.is_held, Remark.state != State.WITHDRAWN, *conditions)) or 0


def count_by_state(session: Session, draft_id: UUID) -> dict[str, int]:
    """Count the remarks on a draft by their state, states without any among them."""
    rows = session.execute(select(Remark.state, func.count()).where(Remark.draft_id == draft_id).group_by(Remark.state))
    return dict.fromkeys(State, 0) | dict(iter(rows))


def count_by_verdict(session: Session, *conditions: ColumnElement[bool]) -> dict[str | None, int]:
    """Count the remarks that meet the conditions by their published decision; None counts those without one."""
    here = select(func.count()).select_from(Remark).where(*conditions)
    waiting = session.scalar(here.where(Remark.state.not_in((State.WITHDRAWN, State.PUBLISHED)))) or 0
    rows = session.execute(
        select(Decision.verdict, func.count())
        .join(Decision.remark)
        .where(Remark.state == State.PUBLISHED, *conditions)
        .group_by(Decision.verdict)
    )
    counted: dict[str | None, int] = {None: waiting} if waiting else {}
    return counted | dict(iter(rows))


def count_unsettled(session: Session, draft_id: UUID) -> int:
    """Count the remarks that keep the gate closed: without an approved decision, or with one without a reason."""
    has_no_reason = ~Remark.decision.has(Decision.reason != "")
    is_unsettled = Remark.state.in_(UNSETTLED) | (Remark.state.in_((State.APPROVED, State.PUBLISHED)) & has_no_reason)
    return (
        session.scalar(select(func.count()).select_from(Remark).where(Remark.draft_id == draft_id, is_unsettled)) or 0
    )


def count_remarks(session: Session, draft_id: UUID) -> int:
    """Count the remarks on a draft."""
    return session.scalar(select(func.count()).select_from(Remark).where(Remark.draft_id == draft_id)) or 0


def find_by_receipt(session: Session, receipt_hash: str, *, for_update: bool = False) -> Remark | None:
    """Find a remark by the hash of its receipt code."""
    query = _remarks().where(Remark.receipt_hash == receipt_hash).options(selectinload(Remark.corrections))
    if for_update:
        query = query.with_for_update(of=Remark).execution_options(populate_existing=True)
    return session.scalar(query)


def list_of_letter(session: Session, letter_id: UUID) -> Sequence[Remark]:
    """List the remarks that a clerk took out of a letter, with all that their sender may see of them."""
    return session.scalars(_remarks().where(Remark.letter_id == letter_id).order_by(Remark.number)).all()


def find_remark(
    session: Session, consultation_id: UUID, number: int, *conditions: ColumnElement[bool], for_update: bool = False
) -> Remark | None:
    """Find a remark by its number in the consultation."""
    query = _remarks().where(Remark.consultation_id == consultation_id, Remark.number == number, *conditions)
    query = query.options(selectinload(Remark.corrections))
    if for_update:
        query = query.with_for_update(of=Remark).execution_options(populate_existing=True)
    return session.scalar(query)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which remarks a reader asks for; what is empty asks for all."""

    words: str = ""
    unit_key: str = ""
    kind: str = ""
    verdict: str = ""
    state: str = ""
    sender: str = ""
    organisation: str = ""
    draft: int = 0
    group: int = 0
    """The number of a group of remarks that are one text, on the draft that is asked for."""
    topic: UUID | None = None
    assignee: UUID | None = None
    department: UUID | None = None
    is_unassigned: bool = False
    due_before: date | None = None
    """Only what is to be answered before this day, and is not answered yet."""
    by_due: bool = False
    """In the order of the days by which the answers are due, instead of the order of the draft."""


def public_remarks(consultation_id: UUID, wanted: Wanted) -> Select[Remark]:
    """Select the remarks that everybody may read, in the order of the draft."""
    query = _found().where(Draft.consultation_id == consultation_id, shown(), *_conditions(wanted))
    if wanted.verdict == "waiting":
        query = query.where(Remark.state != State.PUBLISHED)
    elif wanted.verdict:
        decided = Remark.decision.has(Decision.verdict == wanted.verdict)
        query = query.where(Remark.state == State.PUBLISHED, decided)
    return query.order_by(Draft.number, Remark.unit_position, Remark.number)


def public_of_unit(draft_id: UUID, unit_key: str) -> Select[Remark]:
    """Select what everybody may read of a unit, the latest first."""
    return (
        _found().where(Remark.draft_id == draft_id, Remark.unit_key == unit_key, shown()).order_by(Remark.number.desc())
    )


def said_by(organisation_id: UUID, authority_id: UUID | None) -> list[ColumnElement[bool]]:
    """Give the conditions of an organisation's remarks that everybody may read, in one office or in all."""
    conditions = [Remark.organisation_id == organisation_id, shown(), Remark.draft.has(is_public())]
    if authority_id is not None:
        office = Draft.consultation.has(Consultation.authority_id == authority_id)
        conditions.append(Remark.draft.has(office))
    return conditions


def latest(*conditions: ColumnElement[bool]) -> Select[Remark]:
    """Select the remarks that meet the conditions, the latest first."""
    return _found().where(*conditions).order_by(Remark.received_on.desc(), Remark.number.desc(), Remark.id)


def queue(draft_id: UUID, wanted: Wanted) -> Select[Remark]:
    """Select the remarks that officials work through, in the order of the draft."""
    query = _found().where(Remark.draft_id == draft_id, *_conditions(wanted))
    states = _IN_QUEUE.get(wanted.state)
    if wanted.state == "held":
        query = query.where(Remark.is_held, Remark.state != State.WITHDRAWN)
    elif states:
        query = query.where(Remark.state.in_(states))
    return query.order_by(*_order(wanted))


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    """Give the columns by which a queue is sorted; what is due on no day comes last."""
    place: tuple[ColumnElement[Any], ...] = (Remark.unit_position.expression, Remark.number.expression)
    return (func.coalesce(Remark.due_on, date.max), *place) if wanted.by_due else place


def find_next(session: Session, draft_id: UUID, wanted: Wanted, after: Remark) -> int | None:
    """Find the number of the remark that comes next in a queue, or its first one; nothing where it is empty."""
    others = queue(draft_id, wanted).where(Remark.id != after.id).with_only_columns(Remark.number)
    return session.scalar(others.where(_is_after(after, wanted)).limit(1)) or session.scalar(others.limit(1))


def list_beside(session: Session, draft_id: UUID, wanted: Wanted, here: Remark, most: int) -> Sequence[Remark]:
    """List the remark at hand and those that come after it in the queue."""
    following = queue(draft_id, wanted).where(_is_after(here, wanted)).with_only_columns(Remark.id)
    return [here, *_all(session, session.scalars(following.limit(most - 1)).all())]


def _is_after(remark: Remark, wanted: Wanted) -> ColumnElement[bool]:
    due = (remark.due_on or date.max,) if wanted.by_due else ()
    return tuple_(*_order(wanted)) > tuple_(*map(literal, (*due, remark.unit_position, remark.number)))


def name_people(session: Session, remarks: Collection[Remark]) -> Mapping[UUID, str]:
    """Name the officials behind decisions, by their accounts."""
    decisions = [remark.decision for remark in remarks if remark.decision]
    ids = {one for decision in decisions for one in _people_of(decision) if one}
    if not ids:
        return {}
    return dict(iter(session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))))


def _people_of(decision: Decision) -> tuple[UUID | None, ...]:
    return decision.proposed_by_id, decision.agreed_by_id, decision.approved_by_id


_IN_QUEUE: Mapping[str, tuple[State, ...]] = {
    "todo": tuple(TO_DO),
    "new": (State.SUBMITTED,),
    "registered": (State.REGISTERED,),
    "assigned": (State.ASSIGNED,),
    "returned": (State.RETURNED,),
    "to_approve": tuple(TO_APPROVE),
    "agreed": (State.AGREED,),
    "approved": (State.APPROVED,),
    "published": (State.PUBLISHED,),
    "withdrawn": (State.WITHDRAWN,),
}
QUEUES = (*_IN_QUEUE, "held")
"""Parts of the queue, by key."""


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.words:
        read = func.coalesce(Remark.public_folded, Remark.folded)  # never what was taken out
        conditions.append(read.contains(fold(wanted.words), autoescape=True))
    if wanted.unit_key:
        conditions.append(Remark.unit_key == wanted.unit_key)
    if wanted.kind:
        conditions.append(Remark.kind == wanted.kind)
    if wanted.sender in SENDERS:
        is_person = Remark.sender_kind == SenderKind.PERSON
        conditions.append(is_person if wanted.sender == "residents" else ~is_person)
    if wanted.organisation:
        conditions.append(Remark.organisation.has(Organisation.slug == wanted.organisation))
    if wanted.draft:
        conditions.append(Draft.number == wanted.draft)
    if wanted.group:
        conditions.append(Remark.group.has(RemarkGroup.number == wanted.group))
    return [*conditions, *_assigned(wanted)]


def _assigned(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Give the conditions of who answers what until when."""
    if wanted.topic is not None:
        yield Remark.id.in_(select(RemarkTopic.remark_id).where(RemarkTopic.topic_id == wanted.topic))
    if wanted.assignee is not None:
        yield Remark.assignee_id == wanted.assignee
    if wanted.department is not None:
        yield Remark.department_id == wanted.department
    if wanted.is_unassigned:
        yield Remark.assignee_id.is_(None) & Remark.department_id.is_(None)
    if wanted.due_before is not None:
        yield (Remark.due_on < wanted.due_before) & Remark.state.in_(TO_DO)


def page_of_remarks(session: Session, query: Select[Remark], number: int, size: int = SIZE) -> Page:
    """Fetch one page of remarks; first it is found out which: to sort what they say would take a long list long."""
    page = page_of(session, query.with_only_columns(Remark.id), number, size)
    return replace(page, rows=_all(session, page.rows))


def _all(session: Session, ids: Sequence[UUID]) -> list[Remark]:
    """Fetch remarks with all that a list shows of each, in the order of their ids here."""
    found = {remark.id: remark for remark in session.scalars(_remarks().where(Remark.id.in_(ids)))} if ids else {}
    return [found[one] for one in ids]


def _found() -> Select[Remark]:
    """Select remarks, for a page of them or a part of a queue."""
    return select(Remark).join(Remark.draft)


def _remarks() -> Select[Remark]:
    """Select remarks with all that a list shows of each."""
    return (
        select(Remark)
        .join(Remark.draft)
        .options(
            contains_eager(Remark.draft),
            joinedload(Remark.version),
            joinedload(Remark.unit).load_only(DraftUnit.label),
            joinedload(Remark.group),
            joinedload(Remark.decision),
            joinedload(Remark.department),
            joinedload(Remark.letter),
            selectinload(Remark.position).selectinload(Position.signatures),
            joinedload(Remark.organisation).selectinload(Organisation.verifications),
        )
    )
