"""Commands of the territory."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from consult import clock
from consult.territory import operations, snapshots, words
from consult.territory.indicators import bringing
from consult.territory.indicators.sheets import BadSheet
from consult.territory.population import read_population
from consult.territory.queries import unit_names
from consult.territory.rules import BadRow, read_terc
from consult.web.transaction import transaction


@click.group()
def territory() -> None:
    """Voivodeships, powiats and gminas."""


@territory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def import_file(file: Path, as_json: bool) -> None:
    """Load the units of FILE, the TERC register of GUS as CSV.

    The file is offered at eteryt.stat.gov.pl, as "TERC, urzędowy". Nothing is loaded when a row is wrong.
    """
    try:
        units = read_terc(file.read_text(encoding="utf-8-sig").splitlines())
        with transaction() as session:
            loaded = operations.load_units(session, units)
    except UnicodeDecodeError as mistake:
        raise click.ClickException(f"{file}: the file must be UTF-8") from mistake
    except (BadRow, operations.ParentMissing) as mistake:
        raise click.ClickException(f"{file}: {mistake}") from mistake
    if as_json:
        click.echo(json.dumps(asdict(loaded)))
    else:
        click.echo(f"Units added: {loaded.added}, changed: {loaded.changed}, unchanged: {loaded.unchanged}.")


@click.group()
def population() -> None:
    """People of each unit, by sex and age."""


@population.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--stated-on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day for which GUS counted.")
@click.option("--source", help="Where the numbers are from; default: the name of the file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def import_population(file: Path, stated_on: datetime, source: str | None, as_json: bool) -> None:
    """Load the people of FILE, a CSV: teryt, plec (M, K), and wiek and liczba, or a column for each age.

    They replace what was known of the same units. Units that are not known are passed over. Nothing is loaded when a
    row is wrong.
    """
    try:
        bands = read_population(file.read_text(encoding="utf-8-sig").splitlines())
        with transaction() as session:
            loaded = operations.load_population(session, bands, stated_on=stated_on.date(), source=source or file.name)
    except UnicodeDecodeError as mistake:
        raise click.ClickException(f"{file}: the file must be UTF-8") from mistake
    except BadRow as mistake:
        raise click.ClickException(f"{file}: {mistake}") from mistake
    if as_json:
        click.echo(json.dumps(asdict(loaded)))
    else:
        click.echo(f"Units: {loaded.units}, rows: {loaded.rows}, units that are not known: {loaded.unknown}.")


@click.group()
def indicator() -> None:
    """Numbers about units, year by year."""


@indicator.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, help="Names the indicator in addresses: lower-case letters, digits and hyphens.")
@click.option("--name", required=True, help="What people read.")
@click.option("--unit", default="", help="Unit of measure; default: that of the file.")
@click.option("--source", default="", help="Where the numbers are from; default: the name of the file.")
@click.option("--date", "stated_on", type=click.DateTime(["%Y-%m-%d"]), help="The day for which the source gives them.")
@click.option("--column", "columns", multiple=True, help="Which column to take, by its name or its whole head.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def import_indicator(
    file: Path,
    key: str,
    name: str,
    unit: str,
    source: str,
    stated_on: datetime | None,
    columns: tuple[str, ...],
    as_json: bool,
) -> None:
    """Load an indicator from FILE: a table of GUS as CSV, or an export of its Local Data Bank as CSV or JSON.

    The same numbers again change nothing; other ones are a new snapshot, and the older is kept. All that is not taken
    as it stands is told.
    """
    wanted = snapshots.Wanted(
        key=key,
        name=name,
        unit=unit,
        source=source,
        stated_on=stated_on.date() if stated_on else None,
        file_name=file.name,
    )
    with force_locale("en"):
        made = _brought(file, columns, wanted)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False))
        return
    click.echo(f"Units: {made['units']}, values: {made['values']}, {'new' if made['is_new'] else 'known already'}.")
    for line in made["report"]:
        click.echo(f"  {line['where']}: {line['what']}")


def _brought(file: Path, columns: Sequence[str], wanted: snapshots.Wanted) -> dict[str, Any]:
    """Bring the numbers of a file, and report; a file that cannot be taken is told in one line."""
    try:
        sheet = bringing.read(file.read_bytes())
        with transaction() as session:
            brought = bringing.bring(sheet, columns, unit_names(session))
            kept = snapshots.bring(session, brought, wanted, actor=None, now=clock.now())
            return {
                "indicator": wanted.key,
                "unit": kept.snapshot.indicator.unit,
                "source": kept.snapshot.source,
                "date": kept.snapshot.stated_on.isoformat(),
                "is_new": kept.is_new,
                "units": brought.units,
                "values": len(brought.values),
                "years": brought.years,
                "report": words.report(brought.findings),
            }
    except BadSheet as mistake:
        raise click.ClickException(f"{file}: {words.why_not(mistake)}") from mistake
    except snapshots.BadKey as mistake:
        raise click.ClickException(f"{wanted.key!r} is no key: use lower-case letters, digits, hyphens") from mistake
    except snapshots.TooLong as mistake:
        raise click.ClickException("give a name of up to 200 characters, a source of 300, a unit of 60") from mistake
    except snapshots.NoYear as mistake:
        raise click.ClickException(f"{file}: the column has no year; give the day with --date") from mistake
