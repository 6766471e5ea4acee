"""Spend a mark once, and forget in which order marks were spent."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Table, delete, func, insert, select
from sqlalchemy.orm import Session

from consult.participation.inserting import insert_new
from consult.participation.models import SpentMark

_SPENT: Table = SpentMark.__table__  # type: ignore[assignment]  # a table, as declared


def spend(session: Session, marks: Iterable[tuple[str, UUID]]) -> set[str]:
    """Spend marks, each for its questionnaire; give those that were not spent before.

    They are written in one order everywhere, so that two groups never wait for each other.
    """
    rows = [{"mark": mark, "subject_id": subject} for mark, subject in sorted(set(marks), key=lambda one: one[0])]
    return set(session.scalars(insert_new(session, _SPENT, "mark"), rows)) if rows else set()


def is_spent(session: Session, mark: str) -> bool:
    """Tell whether a mark is spent."""
    return session.scalar(select(SpentMark.mark).where(SpentMark.mark == mark)) is not None


def count_spent(session: Session, subject_id: UUID) -> int:
    """Count the marks that are spent for a questionnaire."""
    return session.scalar(select(func.count()).select_from(_SPENT).where(_SPENT.c.subject_id == subject_id)) or 0


def forget_order_of_marks(session: Session, subject_id: UUID) -> None:
    """Write all marks of a questionnaire anew, in the order of their hashes and in one transaction.

    Until then the database can tell which was spent first, and so on which day.
    """
    mine = _SPENT.c.subject_id == subject_id
    marks = sorted(session.scalars(select(_SPENT.c.mark).where(mine)))
    session.execute(delete(_SPENT).where(mine))
    if marks:
        session.execute(insert(_SPENT), [{"mark": mark, "subject_id": subject_id} for mark in marks])
