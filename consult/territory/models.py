"""The table of territorial units."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

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
