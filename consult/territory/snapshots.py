"""Writes of indicators: what a file says becomes a snapshot that is kept; and with whom a unit is compared."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, insert, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.territory.indicators.bringing import Brought
from consult.territory.indicators.cells import Cell
from consult.territory.indicators.comparing import Group
from consult.territory.indicators.findings import Finding, Problem
from consult.territory.models import Comparison, Indicator, IndicatorValue, Snapshot, Unit
from consult.territory.queries import find_same
from consult.texts.folding import slug, sort_key

KEY_LONGEST, NAME_LONGEST, UNIT_LONGEST, SOURCE_LONGEST = 60, 200, 60, 300
"""Most characters of what is said of an indicator."""


class TooLong(Exception):
    """What is said of an indicator is longer than what can be kept, or the name is missing."""


class NoYear(Exception):
    """A column has no year, and no day was given from which to take it."""


class BadKey(Exception):
    """A key is made of lower-case letters, digits and hyphens."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is said of an indicator beside its file. Without source and day: those of the same numbers before."""

    key: str
    name: str
    unit: str = ""
    source: str = ""
    stated_on: date | None = None
    file_name: str = ""

    def lengths(self) -> list[tuple[str, int]]:
        """Give each text with the most characters that it may have."""
        return [(self.name, NAME_LONGEST), (self.unit, UNIT_LONGEST), (self.source, SOURCE_LONGEST)]


@dataclass(frozen=True)
class Kept:
    """A snapshot, and whether it was made now: the same numbers again are no new one."""

    snapshot: Snapshot
    is_new: bool


def bring(session: Session, brought: Brought, wanted: Wanted, *, actor: Actor | None, now: datetime) -> Kept:
    """Keep the values of a file as a snapshot of an indicator, which is made where it is new.

    Raises `BadKey`, `TooLong` and `NoYear`.
    """
    if not wanted.key or wanted.key != slug(wanted.key, KEY_LONGEST):
        raise BadKey(wanted.key)
    if not wanted.name.strip() or any(len(text) > longest for text, longest in wanted.lengths()):
        raise TooLong
    _name(session, wanted, brought.unit)
    values = _dated(brought, wanted.stated_on)
    digest = _digest(values)
    same = find_same(session, wanted.key, digest)
    source = wanted.source or (same.source if same else wanted.file_name)
    stated_on = wanted.stated_on or (same.stated_on if same else now.date())
    if same is not None and (same.source, same.stated_on) == (source, stated_on):
        session.flush()
        return Kept(same, is_new=False)
    snapshot = Snapshot(
        indicator_key=wanted.key,
        source=source,
        stated_on=stated_on,
        brought_at=now,
        digest=digest,
        report={"findings": [asdict(finding) for finding in brought.findings]},
    )
    session.add(snapshot)
    session.flush()
    rows = [
        {"snapshot_id": snapshot.id, "code6": code, "year": year, "value": cell.value, "mark": cell.mark}
        for (code, year), cell in values.items()
    ]
    session.execute(insert(IndicatorValue), rows)
    _record(session, "indicator.brought", snapshot.id, actor, now)
    return Kept(snapshot, is_new=True)


def remove(session: Session, snapshot: Snapshot, *, actor: Actor, now: datetime) -> None:
    """Take a snapshot away with its values, and its indicator with the last one."""
    key, id_ = snapshot.indicator_key, snapshot.id
    session.execute(delete(IndicatorValue).where(IndicatorValue.snapshot_id == id_))
    session.delete(snapshot)
    session.flush()
    if not session.scalar(select(exists().where(Snapshot.indicator_key == key))):
        session.execute(delete(Indicator).where(Indicator.key == key))
    _record(session, "indicator.removed", id_, actor, now)


def compare_with(
    session: Session, unit: Unit, group: Group, *, authority_id: UUID, actor: Actor, now: datetime
) -> None:
    """Set with whom a unit is compared."""
    held = session.get(Comparison, unit.code6) or Comparison(code6=unit.code6)
    held.kinds = sorted(group.kinds)
    held.population_from, held.population_to = group.population_from, group.population_to
    held.same_voivodeship = group.same_voivodeship
    session.add(held)
    _record(session, "authority.comparison_changed", authority_id, actor, now, authority_id)


def findings_of(report: Mapping[str, Any]) -> list[Finding]:
    """Read the report that a snapshot keeps."""
    return [
        Finding(Problem(line["problem"]), tuple(line["rows"]), line["code"], line["text"], line["count"])
        for line in report.get("findings", [])
    ]


def _name(session: Session, wanted: Wanted, unit: str) -> None:
    """Add the indicator, or give it the name and unit of measure that were said last."""
    held = session.get(Indicator, wanted.key) or Indicator(key=wanted.key, unit="")
    held.name, held.sort_key = wanted.name, sort_key(wanted.name)
    held.unit = wanted.unit or held.unit or unit[:UNIT_LONGEST]
    session.add(held)
    session.flush()


def _dated(brought: Brought, stated_on: date | None) -> dict[tuple[str, int], Cell]:
    """Give every value its year: where the file has none, that of the day."""
    if stated_on is None and any(year is None for _code, year in brought.values):
        raise NoYear
    return {
        (code, stated_on.year if year is None and stated_on else int(year or 0)): cell
        for (code, year), cell in brought.values.items()
    }


def _digest(values: Mapping[tuple[str, int], Cell]) -> str:
    rows = sorted((code, year, cell.value, cell.mark) for (code, year), cell in values.items())
    return sha256(json.dumps(rows).encode()).hexdigest()


def _record(
    session: Session,
    action: str,
    subject_id: UUID,
    actor: Actor | None,
    now: datetime,
    authority_id: UUID | None = None,
) -> None:
    log.record(
        session,
        action=action,
        subject_kind="authority" if authority_id else "indicator",
        subject_id=subject_id,
        actor_id=actor.id if actor else None,
        authority_id=authority_id,
        now=now,
    )
