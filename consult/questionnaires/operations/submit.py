"""Take people's answers: each once, whatever the network does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Table, delete, select
from sqlalchemy.orm import Session

from consult.participation.inserting import insert_new
from consult.participation.marks import spend
from consult.questionnaires.models import IncomingSubmission, Submission
from consult.questionnaires.operations.bury import bury
from consult.questionnaires.queries import Held, find_held

_INCOMING: Table = IncomingSubmission.__table__  # type: ignore[assignment]  # a table, as declared
_SEALED: Table = Submission.__table__  # type: ignore[assignment]
KEPT = (
    "questionnaire_id", "version_id", "language", "channel", "submitted_on", "participant_class", "area",
    "is_late", "doubt", "correction_count",
)  # fmt: skip


class AlreadyUsed(Exception):
    """The code, the link or the account was used for other answers before."""


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
    correction_count: int = 0

    def on(self, day: date) -> Self:
        """Say that it came on another day: on that day the sheet was received."""
        return replace(self, submitted_on=day)

    def is_same(self, held: Held) -> bool:
        """Tell whether this is what is held already; the language of the page makes no difference."""
        return (dict(self.answers), self.participant_class, self.area) == (
            held.answers,
            held.participant_class,
            held.area,
        )


@dataclass(frozen=True)
class Sent:
    """What one person sent, with the hash of its receipt and the mark that is spent with it, where there is one."""

    receipt_hash: str
    given: Given
    mark: str | None = None


def submit(session: Session, receipt_hash: str, given: Given) -> bool:
    """Keep the answers under this receipt, unless they are kept already; tell whether they are marked late.

    Raises `OtherAnswers`.
    """
    (answer,) = submit_all(session, [Sent(receipt_hash, given)])
    if isinstance(answer, Exception):
        raise answer
    return answer


def submit_all(session: Session, sent: Sequence[Sent]) -> list[bool | Exception]:
    """Keep what several people sent as `submit` keeps each: gives its answer or its refusal, in their order."""
    fresh = _put(session, sent)
    first_of_each = {one.receipt_hash: one for one in reversed(sent) if one.mark and one.receipt_hash in fresh}
    used = _used(session, list(first_of_each.values()))
    answers: list[bool | Exception] = []
    for one in sent:
        is_fresh = one.receipt_hash in fresh
        if is_fresh and one.receipt_hash in used:
            answers.append(AlreadyUsed())
            continue
        fresh.discard(one.receipt_hash)  # the same again in one group is a repeat
        answers.append(one.given.is_late if is_fresh else _repeated(session, one))
    return answers


def _used(session: Session, sent: Sequence[Sent]) -> set[str]:
    """Spend the marks of rows that were put in; take those out again whose mark was spent before, and name them."""
    left = spend(session, [(one.mark, one.given.questionnaire_id) for one in sent if one.mark])
    used = set()
    for one in sent:
        if one.mark in left:
            left.remove(one.mark)
        else:
            used.add(one.receipt_hash)
    if used:
        session.execute(delete(_INCOMING).where(_INCOMING.c.receipt_hash.in_(used)))
    return used


def _repeated(session: Session, sent: Sent) -> bool | Exception:
    """Answer what came before as it was answered then, if it says the same."""
    held = find_held(session, sent.receipt_hash)
    return held.is_late if held is not None and sent.given.is_same(held) else OtherAnswers()


def correct(session: Session, receipt_hash: str, given: Given) -> bool:
    """Put these answers in the place of those that are kept under the receipt, sealed or not; tell likewise.

    The same again is no correction. Where another correction came between, raises `OtherAnswers`: it is asked again.
    """
    held = find_held(session, receipt_hash)
    if held is not None and given.is_same(held):
        return held.is_late
    session.execute(delete(IncomingSubmission).where(IncomingSubmission.receipt_hash == receipt_hash))
    bury(session, receipt_hash)
    number = held.correction_count + 1 if held else 0
    if not _put(session, [Sent(receipt_hash, replace(given, correction_count=number))]):
        raise OtherAnswers
    return given.is_late


def _put(session: Session, sent: Sequence[Sent]) -> set[str]:
    """Put rows in, and give the receipts of those that stay: not those that are held already.

    The first may have been sealed at this very moment: so the rows are put in, and then looked for among the sealed
    ones. They are written in one order everywhere, so that two groups never wait for each other.
    """
    rows = [values_of(one.receipt_hash, one.given) for one in sorted(sent, key=lambda one: one.receipt_hash)]
    fresh = set(session.scalars(insert_new(session, _INCOMING, "receipt_hash"), rows))
    sealed = set(session.scalars(select(_SEALED.c.receipt_hash).where(_SEALED.c.receipt_hash.in_(fresh))))
    if sealed:
        session.execute(delete(_INCOMING).where(_INCOMING.c.receipt_hash.in_(sealed)))
    return fresh - sealed


def values_of(receipt_hash: str, given: Given) -> dict[str, Any]:
    """Give the columns of a row."""
    return {name: getattr(given, name) for name in KEPT} | {
        "receipt_hash": receipt_hash,
        "answers": dict(given.answers),
    }
