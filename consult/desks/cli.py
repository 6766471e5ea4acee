"""The command that looks at how the installation stands."""

import json
import sys
from dataclasses import asdict

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from consult import clock
from consult.desks.health import checks
from consult.extensions import db


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Say what is configured, what is missing, and how to mend it; ends with 1 where something is wrong."""
    with current_app.test_request_context(), force_locale("en"):
        found = checks(db.session(), current_app.extensions["settings"], clock.now())
    if as_json:
        click.echo(json.dumps([asdict(check) for check in found], ensure_ascii=False))
    else:
        for check in found:
            mark = "ok " if check.is_ok else "-- " if check.is_optional else "BAD"
            click.echo(f"{mark} {check.title}: {check.state}")
            if not check.is_ok:
                click.echo(f"    {check.mending}")
    sys.exit(0 if all(check.is_ok or check.is_optional for check in found) else 1)
