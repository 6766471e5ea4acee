"""Tables of the territory: its units, their people, and indicators."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.orm import Base


class Unit(Base):
    """A voivodeship, a powiat (or a city with its rights) or a gmina."""

    __tablename__ = "territory_units"

    code6: Mapped[str] = mapped_column(String(6), primary_key=True)
    """What stays of the code: the first six digits of a gmina's, all of a powiat's or a voivodeship's."""
    code: Mapped[str] = mapped_column(String(7), unique=True)
    """The code in force: 2 digits of a voivodeship, 4 of a powiat, 7 of a gmina."""
    name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    """A key of `rules.Kind`."""
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("territory_units.code6"), index=True)
    population: Mapped[int | None]
    population_on: Mapped[date | None]
    area_hectares: Mapped[int | None]
    valid_from: Mapped[date]
    """The earliest day on which we know this very code to be in force."""
    stated_on: Mapped[date]
    """The day whose register gave this row: an older register does not change it."""
    source: Mapped[str]


class Population(Base):
    """How many people of a sex and of an age live in a unit."""

    __tablename__ = "territory_population"

    code6: Mapped[str] = mapped_column(ForeignKey("territory_units.code6"), primary_key=True)
    sex: Mapped[str] = mapped_column(String(1), primary_key=True)
    """M for men, K for women, as the register has them."""
    age_from: Mapped[int] = mapped_column(primary_key=True)
    age_to: Mapped[int | None]
    """The last year of age that is counted; without it, all above."""
    people: Mapped[int]
    stated_on: Mapped[date]
    source: Mapped[str]


class Indicator(Base):
    """Something that is counted for each unit, year by year."""

    __tablename__ = "indicators"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sort_key: Mapped[str]
    unit: Mapped[str] = mapped_column(String(60), default="")
    """The unit of measure, as it stands after a number."""


class Snapshot(Base):
    """What one file said of an indicator. A later one replaces its numbers year by year, and it is kept."""

    __tablename__ = "indicator_snapshots"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    indicator_key: Mapped[str] = mapped_column(ForeignKey("indicators.key"), index=True)
    source: Mapped[str] = mapped_column(String(300))
    stated_on: Mapped[date]
    """The day for which the source gives its numbers."""
    brought_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))
    """The hash of the values: the same numbers again are no new snapshot."""
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What reading the file found."""

    indicator: Mapped[Indicator] = relationship()


class IndicatorValue(Base):
    """The value of an indicator for a unit and a year; without a number, the mark says why."""

    __tablename__ = "indicator_values"

    snapshot_id: Mapped[UUID] = mapped_column(ForeignKey("indicator_snapshots.id"), primary_key=True)
    code6: Mapped[str] = mapped_column(ForeignKey("territory_units.code6"), primary_key=True, index=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[float | None]
    mark: Mapped[str | None] = mapped_column(String(10))
    """A key of `indicators.cells.Mark`."""


class Comparison(Base):
    """With whom the office of a unit compares it."""

    __tablename__ = "unit_comparisons"
    __table_args__ = (CheckConstraint("population_from <= population_to", name="population_from_before_its_end"),)

    code6: Mapped[str] = mapped_column(ForeignKey("territory_units.code6"), primary_key=True)
    kinds: Mapped[list[str]]
    population_from: Mapped[int | None]
    population_to: Mapped[int | None]
    same_voivodeship: Mapped[bool]
