"""Writes of the territory: what a register says becomes what we know."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from importlib.resources import files

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from consult.territory.models import Population, Unit
from consult.territory.population import Band, read_population
from consult.territory.rules import UnitFacts, kind_of, lasting, parent_of
from consult.texts.folding import sort_key

BUNDLED = "swietokrzyskie.csv"
BUNDLED_ON = date(2025, 1, 6)
BUNDLED_POPULATION_ON = date(2024, 12, 31)
BUNDLED_PEOPLE = "swietokrzyskie_population.csv"
BUNDLED_PEOPLE_ON = date(2020, 6, 30)
BUNDLED_PEOPLE_SOURCE = "GUS, population by sex and age in gminas, table 12"
BUNDLED_SOURCE = "GUS, TERC 2025-01-06 and population 2024-12-31; GUGiK, area"


class ParentMissing(Exception):
    """The unit above is neither in the file nor known."""

    def __init__(self, code: str) -> None:
        super().__init__(f"the unit {code} belongs to {parent_of(code)}, which is neither in the file nor known")


@dataclass(frozen=True)
class Loaded:
    """How many units a load added, changed and found as they were."""

    added: int
    changed: int
    unchanged: int


def load_units(session: Session, rows: Iterable[UnitFacts]) -> Loaded:
    """Add the units that are new, and bring the others to what the newest register says.

    Loading the same rows again changes nothing. An older register adds what is missing, and tells of a code that
    is still in force that it was so earlier. A unit that the rows do not name stays.
    """
    known = {unit.code6: unit for unit in session.scalars(select(Unit))}
    added = changed = unchanged = 0
    for facts in sorted(rows, key=lambda facts: len(facts.code)):
        parent = parent_of(facts.code)
        if parent is not None and parent not in known:
            raise ParentMissing(facts.code)
        unit = known.get(lasting(facts.code))
        if unit is None:
            known[lasting(facts.code)] = _add(session, facts)
            added += 1
        elif _update(session, unit, facts):
            changed += 1
        else:
            unchanged += 1
    session.flush()
    return Loaded(added, changed, unchanged)


def load_bundled(session: Session) -> Loaded:
    """Load the units that come with the program: those of the świętokrzyskie voivodeship."""
    text = files("consult.territory").joinpath(BUNDLED).read_text(encoding="utf-8")
    return load_units(
        session,
        [
            UnitFacts(
                code=row["code"],
                name=row["name"],
                stated_on=BUNDLED_ON,
                valid_from=date.fromisoformat(row["valid_from"]),
                source=BUNDLED_SOURCE,
                population=int(row["population"]),
                population_on=BUNDLED_POPULATION_ON,
                area_hectares=int(row["area_hectares"]) if row["area_hectares"] else None,
            )
            for row in csv.DictReader(text.splitlines())
        ],
    )


def _add(session: Session, facts: UnitFacts) -> Unit:
    unit = Unit(
        code6=lasting(facts.code),
        code=facts.code,
        parent_code=parent_of(facts.code),
        kind=kind_of(facts.code).value,
        name=facts.name,
        sort_key=sort_key(facts.name),
        valid_from=facts.valid_from,
        stated_on=facts.stated_on,
        source=facts.source,
        population=facts.population,
        population_on=facts.population_on,
        area_hectares=facts.area_hectares,
    )
    session.add(unit)
    return unit


def _update(session: Session, unit: Unit, facts: UnitFacts) -> bool:
    """Bring a unit to what the facts say, and tell whether that changed it."""
    if facts.code == unit.code:
        unit.valid_from = min(unit.valid_from, facts.valid_from)
    if facts.stated_on >= unit.stated_on:
        _restate(unit, facts)
    if facts.population_on and (unit.population_on is None or facts.population_on >= unit.population_on):
        unit.population, unit.population_on = facts.population, facts.population_on
    if unit.area_hectares is None:
        unit.area_hectares = facts.area_hectares
    return session.is_modified(unit)


def _restate(unit: Unit, facts: UnitFacts) -> None:
    """Take code and name from a register at least as new as ours."""
    if facts.code != unit.code:
        unit.code, unit.kind, unit.valid_from = facts.code, kind_of(facts.code).value, facts.valid_from
    unit.name, unit.sort_key = facts.name, sort_key(facts.name)
    if facts.stated_on > unit.stated_on:
        unit.stated_on, unit.source = facts.stated_on, facts.source


@dataclass(frozen=True)
class Counted:
    """How many units a load gave a population, how many rows it has, and which units are not known."""

    units: int
    rows: int
    unknown: int


def load_population(session: Session, bands: Iterable[Band], *, stated_on: date, source: str) -> Counted:
    """Put these people in place of those known of the same units; units that are not known are passed over."""
    listed = list(bands)
    known = set(session.scalars(select(Unit.code6)))
    codes = {band.code6 for band in listed}
    session.execute(delete(Population).where(Population.code6.in_(sorted(codes & known))))
    rows = [asdict(band) | {"stated_on": stated_on, "source": source} for band in listed if band.code6 in known]
    if rows:
        session.execute(insert(Population), rows)
    return Counted(len(codes & known), len(rows), len(codes - known))


def load_bundled_population(session: Session) -> None:
    """Load the people of the units that come with the program, where none are known yet."""
    if session.scalar(select(Population.code6).limit(1)) is None:
        text = files("consult.territory").joinpath(BUNDLED_PEOPLE).read_text(encoding="utf-8")
        bands = read_population(text.splitlines())
        load_population(session, bands, stated_on=BUNDLED_PEOPLE_ON, source=BUNDLED_PEOPLE_SOURCE)
