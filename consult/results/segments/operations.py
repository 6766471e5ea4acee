"""Writes to the register: all that changes together in one transaction."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.questionnaires.models import Submission, Tombstone
from consult.results.segments.models import Segment

AT_ONCE = 500


def register(
    session: Session, made: Sequence[Segment], *, instead_of: Iterable[UUID], without: Iterable[UUID] = ()
) -> None:
    """Put whole files into the register in the place of others; forget the tombstones that none of them needs.

    `without` names what was known to be gone before the new files were written. Of the last batch tombstones stay:
    they keep its number from being given again.
    """
    session.execute(delete(Segment).where(Segment.id.in_(list(instead_of))))
    session.add_all(made)
    session.flush()
    gone = list(without)
    for one in made:
        last = select(func.max(Submission.batch)).where(Submission.questionnaire_id == one.questionnaire_id)
        for start in range(0, len(gone), AT_ONCE):
            session.execute(
                delete(Tombstone).where(
                    Tombstone.submission_id.in_(gone[start : start + AT_ONCE]),
                    Tombstone.version_id == one.version_id,
                    Tombstone.batch.between(one.first_batch, one.last_batch),
                    Tombstone.batch < last.scalar_subquery(),
                )
            )
