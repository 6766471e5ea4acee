"""Bring answers that were given elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from consult.audit import log
from consult.questionnaires.models import IncomingSubmission, Questionnaire, Submission
from consult.questionnaires.operations.counting import AlreadyFinal
from consult.questionnaires.operations.submit import Given, values_of

AT_ONCE = 1000


class BroughtBefore(Exception):
    """The answers of this very file are here already."""


def bring_answers(
    session: Session, questionnaire: Questionnaire, given: Iterable[tuple[int, Given]], *, digest: str, now: datetime
) -> None:
    """Keep answers from a file, each with the number of its line; `digest` names the file, so that it counts once.

    The caller holds the questionnaire. The seal mixes them with all others. Raises `BroughtBefore`, `AlreadyFinal`.
    """
    if questionnaire.smallest_group is not None:
        raise AlreadyFinal
    count = 0
    for part in _parts(given):
        rows = [values_of(_receipt_hash(questionnaire, digest, line), one) for line, one in part]
        if not count and _is_known(session, rows[0]["receipt_hash"]):
            raise BroughtBefore
        session.execute(insert(IncomingSubmission), rows)
        count += len(rows)
    log.record(
        session,
        action="questionnaire.answers_brought",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=None,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details={"count": count},
    )


def _is_known(session: Session, receipt_hash: str) -> bool:
    return any(
        session.scalar(select(table.id).where(table.receipt_hash == receipt_hash)) is not None
        for table in (Submission, IncomingSubmission)
    )


def _parts(given: Iterable[tuple[int, Given]]) -> Iterator[Sequence[tuple[int, Given]]]:
    """Give some at a time: there may be millions."""
    rest = iter(given)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _receipt_hash(questionnaire: Questionnaire, digest: str, line: int) -> str:
    return sha256(f"consult import {questionnaire.id} {digest} {line}".encode()).hexdigest()
