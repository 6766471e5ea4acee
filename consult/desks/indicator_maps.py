"""One indicator in many units: the map of a voivodeship's gminas, and the table of a group."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import flask_babel
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from consult.results.charts.choropleth import choropleth
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.indicator_cards import MARKS
from consult.results.words import number
from consult.territory import queries
from consult.territory.indicators import comparing
from consult.territory.models import Indicator, IndicatorValue, Unit
from consult.territory.outlines import SIZE, outlines

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext
RATES = ("%", "‰", "/", "na ", "per ")
"""What stands in a unit of measure that does not depend on how many people live somewhere."""


COUNTS = lazy_gettext("Counts are higher where more people live. Shares, and numbers per resident, tell more on a map.")


def map_of(session: Session, unit: Unit, indicator: Indicator, year: int, neighbours: Sequence[Unit]) -> Figure | None:
    """Draw the gminas of the unit's voivodeship; nothing without their outlines, or where none has a number."""
    paths = outlines(unit.code[:2])
    told = queries.values_among(session, [one.code6 for one in neighbours], {indicator.key: year})[indicator.key]
    values = {code: one.value for code, one in told.items() if one.value is not None}
    if not paths or not values:
        return None
    classes = comparing.classes(values.values())
    counts = [sum(low <= value <= high for value in values.values()) for low, high in classes]
    names = [_class_words(low, high, count) for (low, high), count in zip(classes, counts, strict=True)]
    return Figure(
        key="map",
        title=_title(values),
        ask="",
        base=_base(indicator, year, len(values), len(neighbours)),
        drawing=choropleth(paths, values, classes, own=unit.code6, size=SIZE, names=names, nothing=_("no number")),
        summary=_("A map in classes: %(classes)s.", classes="; ".join(names)),
        numbers=_numbers(neighbours, told, indicator),
        notes=() if _is_rate(indicator.unit) else [str(COUNTS)],
    )


def table_of(session: Session, codes: Collection[str], indicator: Indicator, year: int) -> Numbers:
    """Table the units of a group, the highest value first."""
    told = queries.values_among(session, codes, {indicator.key: year})[indicator.key]
    return _numbers(queries.list_units(session, codes), told, indicator)


def _numbers(units: Iterable[Unit], told: Mapping[str, IndicatorValue], indicator: Indicator) -> Numbers:
    """Table units by value; those without a number come last and say why."""
    values = [one.value for one in told.values() if one.value is not None]
    lines = []
    for unit in units:
        one = told.get(unit.code6)
        if one is not None and one.value is not None:
            rank = comparing.standing(one.value, values).rank
            lines.append((rank, Line(unit.name, ((number(one.value), ""), (number(rank), "")))))
        else:
            why = str(MARKS.get(one.mark or "", _("no data"))) if one else _("no data")
            lines.append((len(values) + 1, Line(unit.name, ((why, ""), ("", "")))))
    lines.sort(key=lambda ranked: ranked[0])
    head = (_("Unit"), indicator.unit or _("Value"), _("Place"))
    return Numbers(head, tuple(line for _rank, line in lines))


def _title(values: Mapping[str, float]) -> str:
    low, high = number(min(values.values())), number(max(values.values()))
    if low == high:
        return _("%(value)s in every gmina of the voivodeship", value=low)
    return _("From %(low)s to %(high)s in the gminas of the voivodeship", low=low, high=high)


def _base(indicator: Indicator, year: int, known: int, all_of_them: int) -> str:
    said = _("%(name)s, %(year)s.", name=indicator.name, year=year)
    return f"{said} " + _("%(known)s of %(all)s gminas have a number.", known=number(known), all=number(all_of_them))


def _class_words(low: float, high: float, count: int) -> str:
    span = number(low) if low == high else _("%(low)s to %(high)s", low=number(low), high=number(high))
    return ngettext("%(span)s (%(num)d gmina)", "%(span)s (%(num)d gminas)", count, span=span)


def _is_rate(unit: str) -> bool:
    return any(sign in f"{unit.lower()} " for sign in RATES)
