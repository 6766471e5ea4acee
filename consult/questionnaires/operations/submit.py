"""Take a person's answers: once, whatever the network does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.questionnaires.models import IncomingSubmission, Submission
from consult.questionnaires.queries import Held, find_held

KEPT = (
    "questionnaire_id", "version_id", "language", "channel", "submitted_on", "participant_class", "area",
    "is_late", "doubt",
)  # fmt: skip


class OtherAnswers(Exception):
    """The same form was sent before with other answers: this is a correction, or another person."""


@dataclass(frozen=True)
class Given:
    """What is kept of a form: answers that were checked, and the little that is said about the person."""

    questionnaire_id: UUID
    version_id: UUID
    answers: Mapping[str, Any]
    language: str
    submitted_on: date
    participant_class: str | None = None
    area: str | None = None
    is_late: bool = False
    doubt: str | None = None
    channel: str = "web"

    def is_same(self, held: Held) -> bool:
        """Tell whether this is what is held already; the language of the page makes no difference."""
        return (dict(self.answers), self.participant_class, self.area) == (
            held.answers,
            held.participant_class,
            held.area,
        )


def submit(session: Session, receipt_hash: str, given: Given) -> bool:
    """Keep the answers under this receipt, unless they are kept already; tell whether they are marked late.

    Raises `OtherAnswers`.
    """
    if _is_put(session, _row(receipt_hash, given)):
        return given.is_late
    held = find_held(session, receipt_hash)
    if held is None or not given.is_same(held):
        raise OtherAnswers
    return held.is_late


def correct(session: Session, receipt_hash: str, given: Given) -> bool:
    """Put these answers in the place of those that are kept under the receipt, sealed or not; tell likewise.

    Where another correction came between, raises `OtherAnswers`: it is asked again.
    """
    for table in (IncomingSubmission, Submission):
        session.execute(delete(table).where(table.receipt_hash == receipt_hash))
    if not _is_put(session, _row(receipt_hash, given)):
        raise OtherAnswers
    return given.is_late


def _is_put(session: Session, row: IncomingSubmission) -> bool:
    """Put a row in, and tell whether it stays: not where its receipt is held already.

    The first may have been sealed at this very moment: so the row is put in, and then looked for among
    the sealed ones.
    """
    try:
        with session.begin_nested() as attempt:
            session.add(row)
            session.flush()
            sealed = select(Submission.id).where(Submission.receipt_hash == row.receipt_hash)
            if session.scalar(sealed) is not None:
                attempt.rollback()
                return False
    except IntegrityError:
        return False
    return True


def values_of(receipt_hash: str, given: Given) -> dict[str, Any]:
    """Give the columns of a row."""
    return {name: getattr(given, name) for name in KEPT} | {
        "receipt_hash": receipt_hash,
        "answers": dict(given.answers),
    }


def _row(receipt_hash: str, given: Given) -> IncomingSubmission:
    return IncomingSubmission(**values_of(receipt_hash, given))
