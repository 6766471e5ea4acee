"""Commands of the territory."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from consult.territory import operations
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
