"""Reads of groups: remarks that are one text from several senders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from consult.drafts.models import Remark, RemarkGroup
from consult.drafts.rules.decisions import TO_DO, State
from consult.organisations.models import Organisation


@dataclass(frozen=True)
class Counted:
    """How many remarks there are on a draft that were not withdrawn, and how many different texts among them."""

    senders: int
    demands: int


def count_demands(session: Session, draft_id: UUID) -> Counted:
    """Count the senders and what they ask for: what is one text is asked once."""
    on_draft = Remark.draft_id == draft_id, Remark.state != State.WITHDRAWN
    senders = session.scalar(select(func.count()).select_from(Remark).where(*on_draft)) or 0
    grouped = select(func.coalesce(func.sum(RemarkGroup.sender_count - 1), 0))
    more = session.scalar(grouped.where(RemarkGroup.draft_id == draft_id, RemarkGroup.sender_count > 1)) or 0
    return Counted(senders, senders - int(more))


def groups_of(draft_id: UUID) -> Select[RemarkGroup]:
    """Select the groups of a draft, the largest first."""
    return (
        select(RemarkGroup)
        .where(RemarkGroup.draft_id == draft_id, RemarkGroup.sender_count > 1)
        .order_by(RemarkGroup.sender_count.desc(), RemarkGroup.number)
    )


def find_group(session: Session, draft_id: UUID, number: int) -> RemarkGroup | None:
    """Find a group by its number."""
    return session.scalar(select(RemarkGroup).where(RemarkGroup.draft_id == draft_id, RemarkGroup.number == number))


def members_of(group_id: UUID) -> Select[Remark]:
    """Select the remarks of a group, in the order in which they came."""
    return (
        select(Remark)
        .where(Remark.group_id == group_id, Remark.state != State.WITHDRAWN)
        .options(joinedload(Remark.decision), joinedload(Remark.organisation).selectinload(Organisation.verifications))
        .order_by(Remark.number)
    )


def find_first(session: Session, group_id: UUID) -> Remark | None:
    """Find the remark that said the text first."""
    return session.scalars(members_of(group_id).limit(1)).unique().first()


def count_in(session: Session, group_id: UUID, states: Collection[State]) -> int:
    """Count the remarks of a group that are in one of these states."""
    counted = select(func.count()).select_from(Remark)
    return session.scalar(counted.where(Remark.group_id == group_id, Remark.state.in_(states))) or 0


@dataclass(frozen=True)
class Described:
    """A group with the first remark that says its text, and how many of it wait for a decision."""

    group: RemarkGroup
    first: Remark
    left: int


def describe(session: Session, groups: Sequence[RemarkGroup]) -> list[Described]:
    """Describe the groups of one page."""
    ids = [group.id for group in groups]
    in_them = Remark.group_id.in_(ids), Remark.state != State.WITHDRAWN
    least = select(func.min(Remark.number)).where(*in_them).group_by(Remark.group_id, Remark.consultation_id)
    firsts = {
        remark.group_id: remark
        for remark in session.scalars(
            select(Remark).where(*in_them, Remark.number.in_(least)).options(joinedload(Remark.organisation))
        )
    }
    rows = session.execute(
        select(Remark.group_id, func.count()).where(*in_them, Remark.state.in_(TO_DO)).group_by(Remark.group_id)
    )
    left: dict[UUID | None, int] = dict(iter(rows))
    return [Described(group, firsts[group.id], left.get(group.id, 0)) for group in groups if group.id in firsts]


def state_of(session: Session, group_id: UUID) -> str:
    """Give a mark that changes with the members of a group and with what was done with each."""
    row = session.execute(
        select(
            func.count(), func.coalesce(func.sum(Remark.edit_count), 0), func.coalesce(func.sum(Remark.number), 0)
        ).where(Remark.group_id == group_id)
    ).one()
    return "-".join(str(int(one)) for one in row)
