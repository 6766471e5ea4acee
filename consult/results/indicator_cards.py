"""What a card says of an indicator: its value, five years, the place in the group, where it is from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import flask_babel
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.charts.trend import trend
from consult.results.words import number
from consult.territory import queries
from consult.territory.indicators import comparing
from consult.territory.indicators.cells import Mark
from consult.territory.indicators.comparing import Direction, Group, Peer, Standing
from consult.territory.models import Indicator, Unit
from consult.territory.queries import Told
from consult.territory.words import KIND_WORDS

_: Callable[..., str] = flask_babel.gettext
ENOUGH = 3
"""Fewer points show no course."""
QUARTERS: Mapping[int, str] = {
    1: lazy_gettext("in the lowest quarter"),
    2: lazy_gettext("in the second quarter from below"),
    3: lazy_gettext("in the second quarter from above"),
    4: lazy_gettext("in the highest quarter"),
}
MARKS: Mapping[str, str] = {
    Mark.NONE: lazy_gettext("did not occur"),
    Mark.NO_DATA: lazy_gettext("no data"),
    Mark.SECRET: lazy_gettext("kept secret by the source"),
    Mark.NO_SENSE: lazy_gettext("cannot be filled"),
}


@dataclass(frozen=True)
class Beside:
    """With whom a unit is compared: the codes of all, and what decides, in words."""

    codes: Collection[str]
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Card:
    """An indicator of a unit, in words; the value is empty where no year has a number."""

    key: str
    name: str
    value: str
    unit: str
    year: int | None
    note: str
    """Why a later year has no number."""
    place: str
    quarter: str
    median: str
    course: Figure | None
    source: str
    stated_on: date


def beside(session: Session, unit: Unit) -> Beside:
    """Find the group of a unit."""
    group = queries.find_comparison(session, unit)
    codes = comparing.members(group, Peer(unit.code, unit.population), queries.list_peers(session))
    voivodeship = queries.find_unit(session, unit.code[:2])
    return Beside(codes, _facts(group, voivodeship.name if voivodeship else "", len(codes)))


def _facts(group: Group, voivodeship: str, count: int) -> list[tuple[str, str]]:
    kinds = [str(words) for kind, words in KIND_WORDS.items() if kind in group.kinds]
    facts = [(_("Type"), ", ".join(kinds))]
    if group.population_from is not None or group.population_to is not None:
        facts.append((_("Number of residents"), _residents(group)))
    facts.append((_("Voivodeship"), voivodeship if group.same_voivodeship else _("all of Poland that is loaded")))
    return [*facts, (_("How many there are"), number(count))]


def _residents(group: Group) -> str:
    low, high = group.population_from, group.population_to
    if high is None:
        return _("%(low)s or more", low=number(low or 0))
    return _("%(low)s to %(high)s", low=number(low or 0), high=number(high))


def cards_of(session: Session, unit: Unit, codes: Collection[str], indicators: Sequence[Indicator]) -> list[Card]:
    """Make the cards of a unit, of the indicators that tell anything of it."""
    told = queries.values_of(session, unit.code6)
    own = {one.key: told[one.key] for one in indicators if one.key in told}
    last = {key: comparing.latest(_numbers(years)) for key, years in own.items()}
    among = queries.values_among(session, codes, {key: year for key, year in last.items() if year is not None})
    cards = []
    for indicator in indicators:
        if indicator.key in own:
            others = [one.value for one in among.get(indicator.key, {}).values() if one.value is not None]
            cards.append(_card(indicator, own[indicator.key], last[indicator.key], others))
    return cards


def _numbers(years: Mapping[int, Told]) -> dict[int, float | None]:
    return {year: one.value for year, one in years.items()}


def _card(indicator: Indicator, years: Mapping[int, Told], last: int | None, others: Sequence[float]) -> Card:
    newest = max(years)
    latest = years[last if last is not None else newest]
    standing = comparing.standing(latest.value, others) if latest.value is not None else None
    return Card(
        key=indicator.key,
        name=indicator.name,
        value=number(latest.value) if latest.value is not None else "",
        unit=indicator.unit,
        year=last,
        note=_note(newest, years[newest]) if newest != last else "",
        place=place_words(standing) if standing else "",
        quarter=str(QUARTERS[standing.quarter]) if standing and standing.quarter else "",
        median=number(standing.median) if standing else "",
        course=_course(indicator, years),
        source=latest.source,
        stated_on=latest.stated_on,
    )


def place_words(standing: Standing) -> str:
    """Write a place among others."""
    return _("%(rank)s of %(among)s", rank=number(standing.rank), among=number(standing.among))


def _note(year: int, told: Told) -> str:
    return f"{year}: {MARKS.get(told.mark or '', _('no data'))}"


def _course(indicator: Indicator, years: Mapping[int, Told]) -> Figure | None:
    """Tell the course of five years: drawn from three numbers on, and always in a table."""
    found = comparing.trend(_numbers(years))
    if not found.known:
        return None
    points = [(str(year), value, _told(value, years.get(year))) for year, value in found.points]
    lowest, highest = (pick(value for _year, value in found.known) for pick in (min, max))
    is_drawn = len(found.known) >= ENOUGH
    return Figure(
        key=f"course-{indicator.key}",
        title=_course_words(found),
        ask="",
        base=_("The scale runs from %(low)s to %(high)s.", low=number(lowest), high=number(highest))
        if is_drawn
        else "",
        drawing=trend(points) if is_drawn else None,
        summary="; ".join(f"{year}: {words}" for year, _value, words in points),
        numbers=Numbers(
            (_("Year"), indicator.unit or _("Value")),
            tuple(Line(year, ((words, ""),)) for year, _value, words in points),
        ),
    )


def _told(value: float | None, told: Told | None) -> str:
    if value is not None:
        return number(value)
    return str(MARKS.get(told.mark or "", _("no data"))) if told else _("no data")


def _course_words(found: comparing.Trend) -> str:
    """Say in one sentence where a value went."""
    begin, first = found.known[0]
    end, last = found.known[-1]
    said = {"first": number(first), "begin": begin, "last": number(last), "end": end}
    if found.direction is None:
        return _("One year is known: %(end)s", end=end)
    if found.direction is Direction.LEVEL:
        return _("The same in %(end)s as in %(begin)s: %(last)s", **said)
    if found.direction is Direction.UP:
        return _("Up from %(first)s in %(begin)s to %(last)s in %(end)s", **said)
    return _("Down from %(first)s in %(begin)s to %(last)s in %(end)s", **said)
