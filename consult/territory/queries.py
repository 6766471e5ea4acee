"""Reads of the territory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from consult.territory.indicators.comparing import Group, Peer, usual
from consult.territory.models import Comparison, Indicator, IndicatorValue, Population, Snapshot, Unit
from consult.territory.rules import BadCode, kind_of, lasting


def find_unit(session: Session, code: str) -> Unit | None:
    """Find a unit by its code of any year: of a gmina only the first six digits count."""
    try:
        kind_of(code)
    except BadCode:
        return None
    return session.get(Unit, lasting(code))


def list_population(session: Session, code6: str) -> Sequence[Population]:
    """List the people of a unit by sex and age: its own rows, or else those of all its parts; nothing if one lacks."""
    own = session.scalars(select(Population).where(Population.code6 == code6)).all()
    if own:
        return own
    parts = [list_population(session, unit.code6) for unit in list_parts(session, code6)]
    return [row for part in parts for row in part] if all(parts) else []


def list_parts(session: Session, code6: str) -> Sequence[Unit]:
    """List the units right below one, by name."""
    return session.scalars(select(Unit).where(Unit.parent_code == code6).order_by(Unit.sort_key)).all()


@dataclass(frozen=True)
class Told:
    """The value of a year, and the snapshot that tells it."""

    value: float | None
    mark: str | None
    source: str
    stated_on: date


def unit_names(session: Session) -> dict[str, str]:
    """Give the names of all units by their lasting codes."""
    return dict(session.execute(select(Unit.code6, Unit.name)).all())


def list_voivodeship(session: Session, code: str) -> Sequence[Unit]:
    """List the gminas of the voivodeship in which a unit lies, by name."""
    in_it = Unit.code6.startswith(code[:2]), func.length(Unit.code6) == len("266101")
    return session.scalars(select(Unit).where(*in_it).order_by(Unit.sort_key)).all()


def list_units(session: Session, codes: Collection[str]) -> Sequence[Unit]:
    """List units by name."""
    return session.scalars(select(Unit).where(Unit.code6.in_(codes)).order_by(Unit.sort_key)).all()


def list_indicators(session: Session) -> Sequence[Indicator]:
    """List the indicators by name."""
    return session.scalars(select(Indicator).order_by(Indicator.sort_key, Indicator.key)).all()


def find_indicator(session: Session, key: str) -> Indicator | None:
    """Find an indicator by its key."""
    return session.get(Indicator, key)


def list_snapshots(session: Session) -> Sequence[Snapshot]:
    """List all snapshots by the names of their indicators, the newest of each first."""
    newest = (Indicator.sort_key, Indicator.key, Snapshot.stated_on.desc(), Snapshot.brought_at.desc())
    asked = select(Snapshot).join(Snapshot.indicator).options(joinedload(Snapshot.indicator)).order_by(*newest)
    return session.scalars(asked).all()


def find_snapshot(session: Session, snapshot_id: UUID) -> Snapshot | None:
    """Find a snapshot."""
    return session.get(Snapshot, snapshot_id, options=[joinedload(Snapshot.indicator)])


def find_same(session: Session, key: str, digest: str) -> Snapshot | None:
    """Find the newest snapshot of an indicator with the same values."""
    same = select(Snapshot).where(Snapshot.indicator_key == key, Snapshot.digest == digest)
    return session.scalars(same.order_by(Snapshot.stated_on.desc(), Snapshot.brought_at.desc())).first()


def values_of(session: Session, code6: str) -> dict[str, dict[int, Told]]:
    """Give what is told of a unit, by indicator and year: of several snapshots the newest that speaks of the year."""
    found: dict[str, dict[int, Told]] = {}
    asked = (
        select(IndicatorValue, Snapshot)
        .join(Snapshot, Snapshot.id == IndicatorValue.snapshot_id)
        .where(IndicatorValue.code6 == code6)
        .order_by(Snapshot.stated_on, Snapshot.brought_at)
    )
    for told, snapshot in session.execute(asked):
        held = found.setdefault(snapshot.indicator_key, {})
        held[told.year] = Told(told.value, told.mark, snapshot.source, snapshot.stated_on)
    return found


def has_values(session: Session, code6: str) -> bool:
    """Tell whether any indicator speaks of a unit."""
    return bool(session.scalar(select(exists().where(IndicatorValue.code6 == code6))))


def values_among(
    session: Session, codes: Collection[str], years: Mapping[str, int]
) -> dict[str, dict[str, IndicatorValue]]:
    """Give the values of units, by indicator and unit, each indicator in the one year that is asked of it."""
    found: dict[str, dict[str, IndicatorValue]] = {key: {} for key in years}
    asked = (
        select(IndicatorValue, Snapshot.indicator_key)
        .join(Snapshot, Snapshot.id == IndicatorValue.snapshot_id)
        .where(
            IndicatorValue.code6.in_(codes),
            tuple_(Snapshot.indicator_key, IndicatorValue.year).in_(list(years.items())),
        )
        .order_by(Snapshot.stated_on, Snapshot.brought_at)
    )
    for told, key in session.execute(asked) if years else ():
        found[key][told.code6] = told
    return found


def find_comparison(session: Session, unit: Unit) -> Group:
    """Find with whom a unit is compared: what its office said, else what is usual."""
    held = session.get(Comparison, unit.code6)
    if held is None:
        return usual(unit.code)
    return Group(frozenset(held.kinds), held.population_from, held.population_to, held.same_voivodeship)


def list_peers(session: Session) -> Iterable[Peer]:
    """List what decides about the groups of units."""
    return [Peer(code, people) for code, people in session.execute(select(Unit.code, Unit.population))]
