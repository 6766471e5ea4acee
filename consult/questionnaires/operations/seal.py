"""Seal what came in: from one table into the other, in random order, so that no order of arrival is left."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Column, MetaData, Table, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from consult.audit import log
from consult.participation.marks import forget_order_of_marks
from consult.participation.rules.intake import GRACE
from consult.participation.seal import hold_in_one_snapshot
from consult.questionnaires.models import IncomingSubmission, Questionnaire, Submission, Tombstone
from consult.questionnaires.queries import can_be_final

AT_LEAST = 20
"""Answers in a batch: fewer would tell too well when each came."""
MARGIN = timedelta(minutes=1)
"""What a request begun within the grace may take to end."""

_SEALED: Table = Submission.__table__  # type: ignore[assignment]  # a table, as declared
_INCOMING: Table = IncomingSubmission.__table__  # type: ignore[assignment]
_COPIED = [column.name for column in _INCOMING.columns]


def over_before(now: datetime) -> datetime:
    """Give the moment before which a consultation must have closed, so that no answer can come any more."""
    return now - GRACE - MARGIN


def seal(session: Session, questionnaire_id: UUID, *, now: datetime) -> int:
    """Seal a batch if enough came in; once it is over, seal the rest, mix everything into one batch, and settle.

    The first thing in its transaction. Gives the number of answers that were sealed now.
    """
    hold_in_one_snapshot(session, _SEALED)
    questionnaire = session.get_one(Questionnaire, questionnaire_id)
    closes_at = questionnaire.consultation.closes_at
    is_over = closes_at is not None and closes_at < over_before(now) and not questionnaire.awaits_paper
    waiting = session.scalar(
        select(func.count()).select_from(_INCOMING).where(_INCOMING.c.questionnaire_id == questionnaire_id)
    )
    count = waiting or 0
    is_enough = count >= (1 if is_over else AT_LEAST)
    if is_enough:
        _move(session, questionnaire_id)
    if is_over:
        _mix(session, questionnaire_id)
        forget_order_of_marks(session, questionnaire_id)
        _settle(session, questionnaire, now)
    return count if is_enough else 0


def _move(session: Session, questionnaire_id: UUID) -> None:
    """Copy what waits under the next number, and delete exactly that."""
    batch = _last_batch(session, questionnaire_id) + 1
    waiting = (
        select(*(_INCOMING.c[name] for name in _COPIED), literal(batch))
        .where(_INCOMING.c.questionnaire_id == questionnaire_id)
        .order_by(func.random())
    )
    session.execute(insert(_SEALED).from_select([*_COPIED, "batch"], waiting))
    moved = select(_SEALED.c.id).where(_SEALED.c.questionnaire_id == questionnaire_id, _SEALED.c.batch == batch)
    session.execute(delete(_INCOMING).where(_INCOMING.c.id.in_(moved)))


def _mix(session: Session, questionnaire_id: UUID) -> None:
    """Write all batches anew as one, in random order: a copy keeps nothing of the order in which they were written."""
    first, last = session.execute(
        select(func.min(_SEALED.c.batch), func.max(_SEALED.c.batch)).where(
            _SEALED.c.questionnaire_id == questionnaire_id
        )
    ).one()
    if first == last:
        return
    aside = Table(
        "mixed_submissions",
        MetaData(),
        *(Column(column.name, column.type) for column in _SEALED.columns),
        prefixes=["TEMPORARY"],
    )
    aside.create(session.connection())
    mine = select(*(_SEALED.c[name] for name in _COPIED), literal(_last_batch(session, questionnaire_id) + 1))
    mine = mine.where(_SEALED.c.questionnaire_id == questionnaire_id).order_by(func.random())
    session.execute(insert(aside).from_select([*_COPIED, "batch"], mine))
    session.execute(delete(_SEALED).where(_SEALED.c.questionnaire_id == questionnaire_id))
    every = select(*(aside.c[name] for name in [*_COPIED, "batch"])).order_by(func.random())
    session.execute(insert(_SEALED).from_select([*_COPIED, "batch"], every))
    session.execute(delete(Tombstone).where(Tombstone.questionnaire_id == questionnaire_id))
    aside.drop(session.connection())


def _settle(session: Session, questionnaire: Questionnaire, now: datetime) -> None:
    """Make the public results final, unless an official has to decide first what counts.

    The smallest group of this moment stays theirs: a later setting of the office changes no public table.
    """
    ready = select(Questionnaire.id).join(Questionnaire.consultation)
    if session.scalar(ready.where(Questionnaire.id == questionnaire.id, can_be_final(over_before(now)))) is None:
        return
    authority = questionnaire.consultation.authority
    questionnaire.smallest_group = authority.smallest_group
    session.flush()
    log.record(
        session,
        action="questionnaire.results_final",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=None,
        authority_id=authority.id,
        now=now,
        details={"smallest_group": authority.smallest_group},
    )


def _last_batch(session: Session, questionnaire_id: UUID) -> int:
    """Give the last number that was used, though everybody in that batch may have corrected their answers since."""
    last = select(func.max(_SEALED.c.batch)).where(_SEALED.c.questionnaire_id == questionnaire_id)
    buried = select(func.max(Tombstone.batch)).where(Tombstone.questionnaire_id == questionnaire_id)
    return max(session.scalar(last) or 0, session.scalar(buried) or 0)
