"""Type in what came on paper, and let a second person read a sample of it."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.files.models import StoredFile
from consult.questionnaires.models import PaperSheet, Questionnaire
from consult.questionnaires.operations.submit import Given, Sent, correct, submit_all
from consult.questionnaires.queries import find_held

ONE_IN = 10
"""One sheet of so many is read by a second person, chosen by chance."""


class ResultsAreFinal(Exception):
    """The results are public: nothing is added to them."""


class SameReader(Exception):
    """Another person has to read it again than who typed it in."""


class CheckedMeanwhile(Exception):
    """Somebody else has read this sheet again."""


def enter_sheet(  # what is known of a sheet
    session: Session,
    questionnaire: Questionnaire,
    sent: Sent,
    *,
    received_on: date,
    scan: StoredFile | None,
    actor: Actor,
    now: datetime,
) -> PaperSheet:
    """Keep the answers of a sheet and give it its number; the same form again is the same sheet.

    The caller holds the questionnaire. Raises `ResultsAreFinal`, `OtherAnswers`, `AlreadyUsed`.
    """
    if questionnaire.smallest_group is not None:
        raise ResultsAreFinal
    known = session.scalar(select(PaperSheet).where(PaperSheet.receipt_hash == sent.receipt_hash))
    (answer,) = submit_all(session, [sent])
    if isinstance(answer, Exception):
        raise answer
    if known is not None:
        return known
    last = session.scalar(select(func.max(PaperSheet.number)).where(PaperSheet.questionnaire_id == questionnaire.id))
    sheet = PaperSheet(
        questionnaire_id=questionnaire.id,
        version_id=sent.given.version_id,
        number=(last or 0) + 1,
        receipt_hash=sent.receipt_hash,
        received_on=received_on,
        scan=scan,
        entered_by_id=actor.id,
        entered_at=now,
        is_sampled=secrets.randbelow(ONE_IN) == 0,
    )
    session.add(sheet)
    questionnaire.awaits_paper = True
    session.flush()
    _record(session, "sheet_entered", questionnaire, actor, now, sheet.number)
    return sheet


def differences(session: Session, sheet: PaperSheet, answers: Mapping[str, Any]) -> list[str]:
    """Name the answers that the second person read differently; each key once."""
    held = find_held(session, sheet.receipt_hash)
    first = held.answers if held else {}
    return sorted(key for key in {*first, *answers} if first.get(key) != answers.get(key))


def check_sheet(  # what the second person says
    session: Session,
    questionnaire: Questionnaire,
    sheet: PaperSheet,
    given: Given,
    *,
    takes_second: bool,
    actor: Actor,
    now: datetime,
) -> int:
    """Note what a second person read, and keep it in the place of the first reading where they say so.

    The caller holds the questionnaire. Raises `SameReader`, `CheckedMeanwhile`, `ResultsAreFinal`.
    """
    if sheet.entered_by_id == actor.id:
        raise SameReader
    if sheet.checked_at is not None:
        raise CheckedMeanwhile
    if questionnaire.smallest_group is not None:
        raise ResultsAreFinal
    count = len(differences(session, sheet, given.answers))
    if count and takes_second:
        correct(session, sheet.receipt_hash, given)
    sheet.checked_by_id, sheet.checked_at, sheet.difference_count = actor.id, now, count
    session.flush()
    _record(session, "sheet_checked", questionnaire, actor, now, sheet.number)
    return count


def expect_paper(
    session: Session, questionnaire: Questionnaire, *, is_expected: bool, actor: Actor, now: datetime
) -> None:
    """Say whether more will come on paper: until it is all typed in, nothing is final. Raises `ResultsAreFinal`."""
    if questionnaire.smallest_group is not None:
        raise ResultsAreFinal
    questionnaire.awaits_paper = is_expected
    session.flush()
    _record(session, "paper_expected" if is_expected else "paper_complete", questionnaire, actor, now, None)


def list_sheets(session: Session, questionnaire_id: UUID) -> list[PaperSheet]:
    """List the sheets, the latest first."""
    mine = select(PaperSheet).where(PaperSheet.questionnaire_id == questionnaire_id)
    return list(session.scalars(mine.order_by(PaperSheet.number.desc())))


def find_sheet(session: Session, questionnaire_id: UUID, number: int) -> PaperSheet | None:
    """Find a sheet by its number."""
    mine = select(PaperSheet).where(PaperSheet.questionnaire_id == questionnaire_id, PaperSheet.number == number)
    return session.scalar(mine)


def _record(
    session: Session, action: str, questionnaire: Questionnaire, actor: Actor, now: datetime, number: int | None
) -> None:
    log.record(
        session,
        action=f"questionnaire.{action}",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=actor.id,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details={"sheet": number} if number is not None else {},
    )
