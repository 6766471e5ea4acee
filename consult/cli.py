"""The command line: joins the packages' own commands under `consult`."""

import os
import sys

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from consult import schema
from consult.accounts.cli import group as user
from consult.app import create_app
from consult.audit.cli import audit
from consult.authorities.cli import authority
from consult.config import BadSetting, Settings
from consult.desks.cli import doctor
from consult.extensions import db
from consult.serving import serve as serve_until_stopped
from consult.serving import work
from consult.site.cli import demo, demonstration_links
from consult.territory import operations as territory_operations
from consult.territory.cli import territory
from consult.web.transaction import transaction


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


@click.group()
@click.pass_context
def consult(context: click.Context) -> None:
    """Public consultations for a gmina, powiat or voivodeship."""
    context.obj = ScriptInfo(create_app=lambda: create_app(_settings()), set_debug_flag=False)


@consult.command()
@with_appcontext
def init() -> None:
    """Create the database, or bring it to the latest version."""
    schema.upgrade(db.engine)
    with transaction() as session:
        territory_operations.load_bundled(session)
    click.echo("The database is ready.")


@consult.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1), help="Web processes; default: CONSULT_WORKERS.")
@with_appcontext
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the site, and do the jobs beside it."""
    settings: Settings = current_app.extensions["settings"]
    click.echo(f"Consult is at {settings.base_url}")
    if settings.is_loopback:
        for who, link in demonstration_links(settings.base_url):
            click.echo(f"  sign in as {who}: {link}")
    db.engine.dispose()
    serve_until_stopped(
        lambda: create_app(settings),
        host=host,
        port=port,
        workers=workers or settings.workers,
        threads=settings.threads,
    )


@consult.command()
@with_appcontext
def worker() -> None:
    """Do the jobs alone, without the web."""
    work(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to the app


for command in (audit, authority, demo, doctor, territory, user):
    consult.add_command(command)


def main() -> None:
    """Run the command line; a setting or a database that cannot work is told in one line."""
    try:
        consult()
    except BadSetting as mistake:
        sys.exit(f"Error: {mistake}")
    except (OperationalError, ProgrammingError) as mistake:
        reason = str(mistake.orig).strip().partition("\n")[0]
        sys.exit(f"Error: the database cannot be used ({reason}); `consult init` creates it")


if __name__ == "__main__":
    main()
