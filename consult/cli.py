"""The command line: joins the packages' own commands under `consult`."""

import os
import sys

import click
from flask import Flask, current_app
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from consult import schema
from consult.accounts.cli import group as user
from consult.app import create_app
from consult.audit.cli import audit
from consult.authorities.cli import authority
from consult.config import BadSetting, Settings
from consult.desks.cli import doctor
from consult.drafts.cli import draft
from consult.extensions import db
from consult.initiatives.cli import ballots
from consult.procedures.cli import procedures
from consult.questionnaires.cli import import_submissions, questionnaire
from consult.results.cli import results
from consult.results.exporting.cli import submissions
from consult.serving import PortBusy, see_that_it_is_free, work
from consult.serving import serve as serve_until_stopped
from consult.site.cli import demo, demonstration_links
from consult.territory import operations as territory_operations
from consult.territory.cli import indicator, population, territory
from consult.web.transaction import transaction


def _make_app(context: click.Context) -> Flask:
    """Make the app of one command, which closes its connections in the end."""
    app = create_app(Settings.from_environment(os.environ))
    context.call_on_close(lambda: _close_connections(app))
    return app


def _close_connections(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()


@click.group()
@click.pass_context
def consult(context: click.Context) -> None:
    """Public consultations for a gmina, powiat or voivodeship."""
    context.obj = ScriptInfo(create_app=lambda: _make_app(context), set_debug_flag=False)


@consult.command()
@click.option("--with-demo", is_flag=True, help="Load the demonstration too, as `consult demo` does.")
@click.pass_context
@with_appcontext
def init(context: click.Context, with_demo: bool) -> None:  # noqa: FBT001 - an option of the command
    """Create the database, or bring it to the latest version."""
    schema.upgrade(db.engine)
    with transaction() as session:
        territory_operations.load_bundled(session)
        territory_operations.load_bundled_population(session)
    click.echo("The database is ready.")
    if with_demo:
        context.invoke(demo)


@consult.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1), help="Web processes; default: CONSULT_WORKERS.")
@with_appcontext
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the site, and do the jobs beside it."""
    settings: Settings = current_app.extensions["settings"]
    if not schema.is_current(db.session().connection()):
        raise click.ClickException("the database is empty or of an older version; run `consult init`")
    try:
        see_that_it_is_free(host, port)
    except PortBusy as busy:
        raise click.ClickException(f"{busy}; choose another with --host and --port") from busy
    links = demonstration_links(settings.base_url) if settings.is_loopback else []
    lines = [f"Consult is at {settings.base_url}", *(f"  sign in as {who}: {link}" for who, link in links)]
    db.engine.dispose()
    serve_until_stopped(
        lambda: create_app(settings),
        host=host,
        port=port,
        workers=workers or settings.workers,
        threads=settings.threads,
        announce=lambda: click.echo("\n".join(lines)),
    )


@consult.command()
@click.option("--beside", type=int, hidden=True, help="Number of the server's process: without it, stop.")
@with_appcontext
def worker(beside: int | None) -> None:
    """Do the jobs alone, without the web."""
    work(current_app._get_current_object(), beside)  # type: ignore[attr-defined]  # noqa: SLF001  # Flask's own way to the app


submissions.add_command(import_submissions)
for command in (
    audit,
    authority,
    ballots,
    demo,
    doctor,
    draft,
    indicator,
    population,
    procedures,
    questionnaire,
    results,
    submissions,
    territory,
    user,
):
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
