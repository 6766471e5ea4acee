"""Commands of authorities."""

import json

import click
from flask.cli import with_appcontext

from consult import clock
from consult.authorities import operations
from consult.authorities.rules import NotAHost
from consult.web.transaction import transaction


@click.group()
def authority() -> None:
    """Offices that consult."""


@authority.command("create")
@click.argument("teryt")
@click.option("--name", required=True, help="Its name, as residents call it: Kielce.")
@click.option("--host", help="Its own host name: konsultacje.example.pl.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def create(teryt: str, name: str, host: str | None, as_json: bool) -> None:
    """Add the authority of the unit TERYT, a TERC code of 2, 4 or 7 digits."""
    try:
        with transaction() as session:
            added = operations.create_authority(session, teryt=teryt, name=name, host=host, now=clock.now())
            made = {name: getattr(added, name) for name in ("teryt", "slug", "name", "host")}
    except NotAHost as mistake:
        raise click.ClickException(f"{host} is no host name; write it like konsultacje.example.pl") from mistake
    except (
        operations.AuthorityExists,
        operations.HostTaken,
        operations.NameMissing,
        operations.UnitUnknown,
    ) as mistake:
        raise click.ClickException(str(mistake)) from mistake
    click.echo(json.dumps(made, ensure_ascii=False) if as_json else f"{made['name']}: /u/{made['slug']}")
