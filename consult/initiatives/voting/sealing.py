"""Seal the ballots: from one table into the other in random order; in the end all batches become one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, MetaData, Table, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from consult.initiatives.voting.models import IncomingBallot, SealedBallot, VoteEdition
from consult.participation.rules.intake import GRACE
from consult.participation.seal import hold_in_one_snapshot

AT_LEAST = 20
"""Ballots in a batch: fewer would tell too well when each came."""
MARGIN_SECONDS = 60
_BOX: Table = SealedBallot.__table__  # type: ignore[assignment]  # a table, as declared
_INCOMING: Table = IncomingBallot.__table__  # type: ignore[assignment]
_COPIED = [column.name for column in _INCOMING.columns]


def seal(session: Session, edition_id: UUID, *, is_over: bool) -> int:
    """Seal a batch if enough came in; after the end seal the rest and mix everything. Give how many were sealed.

    The first thing in its transaction.
    """
    hold_in_one_snapshot(session, _BOX)
    mine = _INCOMING.c.edition_id == edition_id
    waiting = session.scalar(select(func.count()).select_from(_INCOMING).where(mine)) or 0
    is_enough = waiting >= (1 if is_over else AT_LEAST)
    if is_enough:
        _move(session, edition_id)
    if is_over:
        _mix(session, edition_id)
    return waiting if is_enough else 0


def is_over(edition: VoteEdition, now: datetime) -> bool:
    """Tell whether no ballot can come any more, those in the grace after the close included."""
    return (now - edition.closes_at - GRACE).total_seconds() > MARGIN_SECONDS


def _move(session: Session, edition_id: UUID) -> None:
    """Copy what waits under the next number, and delete exactly that."""
    batch = _last_batch(session, edition_id) + 1
    waiting = (
        select(*(_INCOMING.c[name] for name in _COPIED), literal(batch))
        .where(_INCOMING.c.edition_id == edition_id)
        .order_by(func.random())
    )
    session.execute(insert(_BOX).from_select([*_COPIED, "batch"], waiting))
    moved = select(_BOX.c.id).where(_BOX.c.edition_id == edition_id, _BOX.c.batch == batch)
    session.execute(delete(_INCOMING).where(_INCOMING.c.id.in_(moved)))


def _mix(session: Session, edition_id: UUID) -> None:
    """Write all batches anew as one, in random order: a copy keeps nothing of the order in which they were written."""
    mine = _BOX.c.edition_id == edition_id
    if session.scalar(select(func.count(_BOX.c.batch.distinct())).where(mine)) in {0, 1}:
        return
    last = _last_batch(session, edition_id)
    aside = Table(
        "mixed_ballots",
        MetaData(),
        *(Column(column.name, column.type) for column in _BOX.columns),
        prefixes=["TEMPORARY"],
    )
    aside.create(session.connection())
    said = select(*(_BOX.c[name] for name in _COPIED), literal(last + 1)).where(mine).order_by(func.random())
    session.execute(insert(aside).from_select([*_COPIED, "batch"], said))
    session.execute(delete(_BOX).where(mine))
    every = select(*(aside.c[name] for name in [*_COPIED, "batch"])).order_by(func.random())
    session.execute(insert(_BOX).from_select([*_COPIED, "batch"], every))
    aside.drop(session.connection())


def _last_batch(session: Session, edition_id: UUID) -> int:
    return session.scalar(select(func.max(_BOX.c.batch)).where(_BOX.c.edition_id == edition_id)) or 0
