"""Take the remarks along when a new version is published: each goes where its unit stands now.

What the sender saw, `Remark.unit_id` and `Remark.current_wording`, never changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from consult.drafts.models import Draft, DraftUnit, DraftVersion, Remark
from consult.drafts.queries import as_unit
from consult.drafts.rules.alignment import Fate, Link, links
from consult.drafts.rules.units import WHOLE, Unit

GRAVER = (Fate.SAME, Fate.CHANGED, Fate.MERGED, Fate.SPLIT, Fate.REMOVED)
"""What may become of a unit, the gravest last: of several versions, the gravest is told."""


@dataclass(frozen=True)
class Stand:
    """Where a unit of the version before stands now."""

    key: str
    label: str
    position: int
    fate: Fate
    is_moved: bool


def carry_along(session: Session, draft: Draft, after: int) -> None:
    """Let the remarks on a draft follow from the version `after` to the one in force."""
    keys = set(session.scalars(select(Remark.unit_key).where(Remark.draft_id == draft.id).distinct())) - {WHOLE}
    if keys:
        for stands in _steps(session, draft, after):
            _move(session, [Remark.draft_id == draft.id], {key: stands[key] for key in keys & stands.keys()})
            keys = {stands[key].key if key in stands else key for key in keys}


def carry_one(session: Session, draft: Draft, remark: Remark, after: int) -> None:
    """Let a remark that came in a form of the version `after` follow to the one in force."""
    if remark.unit_key != WHOLE and draft.published_number and after < draft.published_number:
        key = remark.unit_key
        for stands in _steps(session, draft, after):
            if key in stands:
                _move(session, [Remark.id == remark.id], {key: stands[key]})
                key = stands[key].key
        session.refresh(remark)


def find_stand(session: Session, draft: Draft, key: str, after: int) -> Stand | None:
    """Find where a unit of the version `after` stands in the one in force; nothing where it is that one."""
    found: Stand | None = None
    for stands in _steps(session, draft, after):
        found = stands.get(key, found)
        key = found.key if found else key
    return found


def _steps(session: Session, draft: Draft, after: int) -> Iterator[Mapping[str, Stand]]:
    """Tell version by version where each unit stands next."""
    rows = session.execute(
        select(DraftVersion.number, DraftUnit)
        .join(DraftVersion, DraftVersion.id == DraftUnit.version_id)
        .where(
            DraftVersion.draft_id == draft.id,
            DraftVersion.number >= after,
            DraftVersion.published_at.is_not(None),
        )
        .order_by(DraftVersion.number, DraftUnit.position)
    )
    versions: dict[int, list[Unit]] = {}
    for number, row in rows:
        versions.setdefault(number, []).append(as_unit(row))
    texts = list(versions.values())
    for old, new in pairwise(texts):
        yield stands_of(old, new)


def stands_of(old: Sequence[Unit], new: Sequence[Unit]) -> dict[str, Stand]:
    """Tell of each unit of the old version where it stands in the new one; what was removed, behind what was before."""
    stands: dict[str, Stand] = {}
    behind = 0
    for link in links(old, new):
        for place in link.old:
            stands[old[place].key] = _stand(old[place], new, link, behind)
        behind = link.new[-1] + 1 if link.new else behind
    return stands


def _stand(unit: Unit, new: Sequence[Unit], link: Link, behind: int) -> Stand:
    if not link.new:
        return Stand(unit.key, unit.label, behind, Fate.REMOVED, is_moved=False)
    place = next((one for one in link.new if new[one].key == unit.key), link.new[0])
    return Stand(new[place].key, new[place].label, place + 1, link.fate, link.is_moved)


def _move(session: Session, among: Sequence[ColumnElement[bool]], stands: Mapping[str, Stand]) -> None:
    """Write where remarks stand; units that keep their key first, so that what joins them is not taken for theirs."""
    for key, stand in sorted(stands.items(), key=lambda item: item[0] != item[1].key):
        here = [*among, Remark.unit_key == key]
        weaker = ["", *(fate.value for fate in GRAVER[: GRAVER.index(stand.fate)])]
        session.execute(update(Remark).where(*here, Remark.fate.in_(weaker)).values(fate=stand.fate.value))
        place = {"unit_key": stand.key, "unit_label": stand.label, "unit_position": stand.position}
        moved = {"is_moved": True} if stand.is_moved else {}
        session.execute(update(Remark).where(*here).values(place | moved))
    session.flush()
