"""Indicators for tests, on the units that come with the program."""

from datetime import UTC, date, datetime

from consult.territory import snapshots
from consult.territory.indicators.bringing import bring, read
from consult.territory.models import Snapshot
from consult.territory.operations import load_bundled
from consult.territory.queries import find_unit, unit_names

BROUGHT_AT = datetime(2026, 1, 2, 9, tzinfo=UTC)
TOWNS = {"2661011": 180, "2611011": 40, "2609011": 20, "2610011": 10, "2607011": 30}
"""Kielce and four of the urban gminas of the voivodeship."""


def _moved(value, at) -> str:
    """Raise a number by one for each year; a sign stays as it is."""
    return value if isinstance(value, str) else str(value + at)


def make_indicator(
    session,
    key="dochod",
    name="Dochód na mieszkańca",
    *,
    unit="zł na osobę",
    years=range(2020, 2025),
    values=None,
    **more,
) -> Snapshot:
    """Bring an indicator whose values rise by one each year, loading the territory first where it is empty."""
    if find_unit(session, "26") is None:
        load_bundled(session)
    rows = [
        ";".join([code, *(_moved(value, at) for at, _year in enumerate(years))])
        for code, value in (values or TOWNS).items()
    ]
    text = "\n".join([";".join(["kod", *map(str, years)]), *rows])
    stated = {"source": "GUS", "stated_on": date(2025, 6, 30)} | more
    wanted = snapshots.Wanted(key=key, name=name, unit=unit, **stated)
    brought = bring(read(text.encode()), (), unit_names(session))
    return snapshots.bring(session, brought, wanted, actor=None, now=BROUGHT_AT).snapshot
