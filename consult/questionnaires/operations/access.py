"""Say who may answer, and give out codes."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.participation import codes
from consult.participation.rules.access import Access
from consult.participation.rules.codes import FEWEST
from consult.questionnaires.models import Questionnaire


class AlreadyPublished(Exception):
    """People were told how it is opened: that stands."""


class NotByCodes(Exception):
    """It is not opened by codes."""


class TooFewLeft(Exception):
    """So few codes would be left that those who answered would not be anonymous any more."""


def choose_access(
    session: Session, questionnaire: Questionnaire, access: Access, *, actor: Actor, now: datetime
) -> None:
    """Choose who may answer; until a version is published. The caller holds it. Raises `AlreadyPublished`."""
    if questionnaire.published_number is not None:
        raise AlreadyPublished
    questionnaire.access = access.value
    session.flush()
    _record(session, "access_chosen", questionnaire, actor, now, {"access": access.value})


def give_out_codes(
    session: Session, questionnaire: Questionnaire, count: int, *, actor: Actor, now: datetime
) -> list[str]:
    """Make codes and give them, once. The caller holds the questionnaire. Raises `NotByCodes`."""
    if questionnaire.access != Access.CODES:
        raise NotByCodes
    made = codes.make_codes(session, questionnaire.id, count)
    _record(session, "codes_made", questionnaire, actor, now, {"codes": count})
    return made


def withdraw_codes(session: Session, questionnaire: Questionnaire, lot: int, *, actor: Actor, now: datetime) -> int:
    """Withdraw what nobody used of one download; give how many. The caller holds it. Raises `TooFewLeft`."""
    gone = codes.withdraw_unused(session, questionnaire.id, lot)
    left = codes.list_lots(session, questionnaire.id)
    if sum(one.count for one in left) < FEWEST and any(one.spent for one in left):
        raise TooFewLeft
    _record(session, "codes_withdrawn", questionnaire, actor, now, {"codes": gone, "lot": lot})
    return gone


def _record(
    session: Session,
    action: str,
    questionnaire: Questionnaire,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool],
) -> None:
    log.record(
        session,
        action=f"questionnaire.{action}",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=actor.id,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details=details,
    )
