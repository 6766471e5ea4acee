"""Bring answers that were given elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

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
    session: Session, questionnaire: Questionnaire, given: Sequence[tuple[int, Given]], *, digest: str, now: datetime
) -> None:
    """Keep answers from a file, each with the number of its line; `digest` names the file, so that it counts once.

    The caller holds the questionnaire. The seal mixes them with all others. Raises `BroughtBefore`, `AlreadyFinal`.
    """
    if questionnaire.smallest_group is not None:
        raise AlreadyFinal
    rows = [values_of(_receipt_hash(questionnaire, digest, line), one) for line, one in given]
    first = rows[0]["receipt_hash"]
    for table in (Submission, IncomingSubmission):
        if session.scalar(select(table.id).where(table.receipt_hash == first)) is not None:
            raise BroughtBefore
    for part in _parts(rows):
        session.execute(insert(IncomingSubmission), part)
    log.record(
        session,
        action="questionnaire.answers_brought",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=None,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details={"count": len(rows)},
    )


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _receipt_hash(questionnaire: Questionnaire, digest: str, line: int) -> str:
    return sha256(f"consult import {questionnaire.id} {digest} {line}".encode()).hexdigest()
