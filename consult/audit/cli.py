"""`consult audit`."""

import json
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from consult.audit import log
from consult.extensions import db


@click.group()
def audit() -> None:
    """Check the log of who did what."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
@with_appcontext
def verify(context: click.Context, as_json: bool) -> None:
    """Check that no entry was changed, moved or taken out; ends with 1 and names the first bad one.

    Keep the last hash it prints somewhere else: it proves later that nothing before it was rewritten.
    """
    verdict = log.verify(db.session())
    is_whole = verdict.first_bad is None
    if as_json:
        click.echo(json.dumps({"ok": is_whole, **asdict(verdict)}))
    elif is_whole:
        click.echo(f"The log is whole: {verdict.chained} entries chained, {verdict.waiting} wait for their link.")
        click.echo(f"Last hash: {verdict.head}")
    else:
        click.echo(
            f"Error: entry {verdict.first_bad} is the first that was changed, moved or taken out "
            f"({verdict.chained} entries chained, {verdict.waiting} wait for their link).",
            err=True,
        )
    context.exit(0 if is_whole else 1)
