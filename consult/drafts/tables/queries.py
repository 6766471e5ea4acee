"""Reads of the table of remarks."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from consult.drafts.access import is_public, shown
from consult.drafts.models import Draft, DraftUnit, Remark
from consult.drafts.positions.models import Position
from consult.drafts.rules.decisions import State

ARRANGEMENT = 2
"""Counts how often the table was arranged anew; files of an earlier arrangement are made again."""


def list_decided(session: Session, consultation_id: UUID) -> Sequence[Draft]:
    """List the drafts whose decisions everybody may read."""
    return session.scalars(
        select(Draft)
        .where(Draft.consultation_id == consultation_id, is_public(), Draft.decisions_published_at.is_not(None))
        .order_by(Draft.number)
    ).all()


def list_in_table(session: Session, drafts: Sequence[Draft], *, only_decided: bool) -> Sequence[Remark]:
    """List the remarks that stand in the table, in the order of the drafts."""
    chosen = [Remark.draft_id.in_([draft.id for draft in drafts]), shown()]
    if only_decided:
        chosen.append(Remark.state == State.PUBLISHED)
    return session.scalars(
        select(Remark)
        .join(Remark.draft)
        .where(*chosen)
        .options(
            contains_eager(Remark.draft),
            joinedload(Remark.version),
            joinedload(Remark.unit).load_only(DraftUnit.label),
            joinedload(Remark.group),
            joinedload(Remark.decision),
            joinedload(Remark.department),
            selectinload(Remark.position).selectinload(Position.signatures),
            joinedload(Remark.organisation),
        )
        .order_by(Draft.number, Remark.unit_position, Remark.number)
    ).all()


def on_drafts(drafts: Sequence[Draft]) -> ColumnElement[bool]:
    """Select the remarks on these drafts."""
    return Remark.draft_id.in_([draft.id for draft in drafts])


def count_in_table(session: Session, drafts: Sequence[Draft]) -> int:
    """Count the remarks that stand in the public table."""
    counted = select(func.count()).select_from(Remark)
    return session.scalar(counted.where(on_drafts(drafts), shown(), Remark.state == State.PUBLISHED)) or 0


def mark_of(session: Session, drafts: Sequence[Draft]) -> str:
    """Give a mark that changes whenever the public table of these drafts does: a remark is shown, hidden or changed."""
    changes = session.execute(
        select(Remark.draft_id, Remark.is_held, func.count(), func.sum(Remark.edit_count))
        .where(on_drafts(drafts))
        .group_by(Remark.draft_id, Remark.is_held)
        .order_by(Remark.draft_id, Remark.is_held)
    ).all()
    published = [(str(draft.id), draft.published_number, str(draft.decisions_published_at)) for draft in drafts]
    consultation = drafts[0].consultation.published_number
    told = [
        ARRANGEMENT,
        consultation,
        published,
        [(str(one), held, count, int(sum_)) for one, held, count, sum_ in changes],
    ]
    return sha256(repr(told).encode()).hexdigest()[:32]
