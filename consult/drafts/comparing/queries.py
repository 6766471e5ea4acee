"""Reads of versions beside each other, and of the remarks behind a change."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.drafts.comparing.models import ChangeCause
from consult.drafts.comparing.redline import Piece, pieces_of
from consult.drafts.models import Draft, DraftUnit, DraftVersion, Remark
from consult.drafts.queries import as_unit
from consult.drafts.rules.units import Unit

MOST_KEPT = 8
"""So many comparisons of published versions are kept in a process: they never change."""
_kept: OrderedDict[tuple[UUID, UUID], list[Piece]] = OrderedDict()
_lock = Lock()


def compare(session: Session, older: DraftVersion, newer: DraftVersion) -> list[Piece]:
    """Compare two versions of a draft; what is public is compared once."""
    pair = older.id, newer.id
    if newer.published_at is None:
        return pieces_of(_texts(session, older, newer))
    with _lock:
        if pair in _kept:
            _kept.move_to_end(pair)
            return _kept[pair]
    pieces = pieces_of(_texts(session, older, newer))
    with _lock:
        _kept[pair] = pieces
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return pieces


def _texts(session: Session, older: DraftVersion, newer: DraftVersion) -> list[list[Unit]]:
    rows = session.execute(
        select(DraftVersion.number, DraftUnit)
        .join(DraftVersion, DraftVersion.id == DraftUnit.version_id)
        .where(
            DraftVersion.draft_id == older.draft_id,
            DraftVersion.number.between(older.number, newer.number),
        )
        .order_by(DraftVersion.number, DraftUnit.position)
    )
    texts: dict[int, list[Unit]] = {older.number: [], newer.number: []}
    for number, row in rows:
        texts.setdefault(number, []).append(as_unit(row))
    return [texts[number] for number in sorted(texts)]


def find_last_unit(session: Session, draft_id: UUID, key: str) -> tuple[DraftVersion, DraftUnit] | None:
    """Find a unit in the latest published version that has it."""
    row = session.execute(
        select(DraftVersion, DraftUnit)
        .join(DraftUnit, DraftUnit.version_id == DraftVersion.id)
        .where(DraftVersion.draft_id == draft_id, DraftVersion.published_at.is_not(None), DraftUnit.key == key)
        .order_by(DraftVersion.number.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def find_unit_at(session: Session, version_id: UUID, position: int) -> DraftUnit | None:
    """Find a unit by its place."""
    return session.scalar(select(DraftUnit).where(DraftUnit.version_id == version_id, DraftUnit.position == position))


def list_causes(session: Session, older: DraftVersion, newer: DraftVersion) -> Mapping[str, Sequence[Remark]]:
    """List the remarks behind the changes between two versions, by the key of the unit."""
    rows = session.scalars(
        select(ChangeCause)
        .join(DraftVersion, DraftVersion.id == ChangeCause.version_id)
        .join(ChangeCause.remark)
        .where(
            DraftVersion.draft_id == newer.draft_id,
            DraftVersion.number > older.number,
            DraftVersion.number <= newer.number,
        )
        .options(
            contains_eager(ChangeCause.remark).options(joinedload(Remark.decision), joinedload(Remark.organisation))
        )
        .order_by(ChangeCause.unit_key, Remark.number)
    )
    found: dict[str, dict[UUID, Remark]] = {}
    for cause in rows:
        found.setdefault(cause.unit_key, {})[cause.remark_id] = cause.remark
    return {key: list(remarks.values()) for key, remarks in found.items()}


def list_caused(session: Session, remark: Remark) -> Sequence[tuple[str, str, int]]:
    """List the published changes behind which a remark stands: key and label of the unit, number of the version."""
    rows = session.execute(
        select(ChangeCause.unit_key, func.coalesce(DraftUnit.label, remark.unit_label), DraftVersion.number)
        .join(DraftVersion, DraftVersion.id == ChangeCause.version_id)
        .outerjoin(DraftUnit, (DraftUnit.version_id == DraftVersion.id) & (DraftUnit.key == ChangeCause.unit_key))
        .where(ChangeCause.remark_id == remark.id, DraftVersion.published_at.is_not(None))
        .order_by(DraftVersion.number, DraftUnit.position)
    )
    return [(key, label, number) for key, label, number in rows]


def list_changes(session: Session, drafts: Sequence[Draft]) -> Mapping[UUID, str]:
    """Say for each remark on these drafts which published changes it stands behind: `§ 2 (2)`, the version last."""
    rows = session.execute(
        select(ChangeCause.remark_id, func.coalesce(DraftUnit.label, Remark.unit_label), DraftVersion.number)
        .join(DraftVersion, DraftVersion.id == ChangeCause.version_id)
        .join(Remark, Remark.id == ChangeCause.remark_id)
        .outerjoin(DraftUnit, (DraftUnit.version_id == DraftVersion.id) & (DraftUnit.key == ChangeCause.unit_key))
        .where(DraftVersion.draft_id.in_([draft.id for draft in drafts]), DraftVersion.published_at.is_not(None))
        .order_by(DraftVersion.number, DraftUnit.position)
    )
    found: dict[UUID, list[str]] = {}
    for remark_id, label, number in rows:
        found.setdefault(remark_id, []).append(f"{label} ({number})")
    return {remark_id: ", ".join(places) for remark_id, places in found.items()}


def list_on(session: Session, draft: Draft, keys: Sequence[str]) -> Sequence[Remark]:
    """List the remarks that stand at some units, those that were withdrawn left out."""
    return session.scalars(
        select(Remark)
        .where(Remark.draft_id == draft.id, Remark.unit_key.in_(keys), Remark.state != "withdrawn")
        .options(joinedload(Remark.decision), joinedload(Remark.organisation))
        .order_by(Remark.number)
        .limit(MOST_OFFERED)
    ).all()


MOST_OFFERED = 200
"""So many remarks are offered to tick; more are named by their numbers."""


def find_numbered(session: Session, draft: Draft, numbers: Sequence[int]) -> Mapping[int, Remark]:
    """Find remarks on a draft by their numbers."""
    rows = session.scalars(select(Remark).where(Remark.draft_id == draft.id, Remark.number.in_(numbers)))
    return {remark.number: remark for remark in rows}
