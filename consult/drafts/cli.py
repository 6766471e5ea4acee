"""Commands of drafts: import and export."""

import json
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from consult import clock
from consult.actor import Actor
from consult.consultations import queries as consultations
from consult.drafts import importing, queries
from consult.drafts.models import Draft
from consult.drafts.operations import versions
from consult.drafts.refusals import words_of
from consult.extensions import db
from consult.files import operations as files
from consult.files.rules import BadFile
from consult.files.views import folder
from consult.web.transaction import transaction

EXPORTED = ("key", "kind", "level", "label", "number", "text")
"""What is exported of a unit."""


class _Machine:
    """Whoever has the command line of the machine; the log of acts names no account."""

    id = None
    is_authenticated = False

    def authority_ids(self, *_roles: str) -> set[UUID]:
        return set()

    def holds(self, *_roles: str, authority_id: UUID | None = None) -> bool:
        return False


@click.group("draft")
def draft() -> None:
    """Draft policies: import and export."""


@draft.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consultation", "slug", required=True, help="The consultation's name in its address.")
@click.option("--title", help="The title; default: the first heading of the text.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
@with_appcontext
def import_file(file: Path, slug: str, title: str | None, as_json: bool) -> None:
    """Import a draft from a DOCX, ODT, PDF, Markdown or text file; an office looks it through and publishes it."""
    machine: Actor = _Machine()
    try:
        with file.open("rb") as content:
            taken = importing.take(content, file.name, folder())
    except (BadFile, importing.NotADraft) as bad:
        with force_locale("en"):
            raise click.ClickException(f"{file} is not taken: {words_of(bad.problem)}") from None
    name = title or next((unit.text for unit in taken.units if unit.kind == "heading"), file.stem)
    with transaction() as session:
        found = consultations.find_consultation(session, slug)
        if found is None:
            raise click.ClickException(f"there is no consultation {slug}")
        held = consultations.get_consultation(session, found.id)
        stored = files.record(session, taken.received, clock.now())
        asked = versions.Asked(title=" ".join(name.split())[:300])
        made = versions.import_draft(session, held, taken.units, stored, asked=asked, actor=machine, now=clock.now())
        report = {"draft": str(made.id), "number": made.number, "units": len(taken.units)}
    click.echo(json.dumps(report) if as_json else f"Imported as draft {report['draft']}: {report['units']} units.")


@draft.command("export")
@click.argument("draft_id", type=click.UUID)
@with_appcontext
def export(draft_id: UUID) -> None:
    """Print a draft with its units as JSON: the version in force or, before there is one, that in preparation."""
    session = db.session()
    found = session.get(Draft, draft_id)
    if found is None:
        raise click.ClickException(f"there is no draft {draft_id}")
    version = queries.find_version(session, found.id, found.published_number) or queries.find_preparing(
        session, found.id
    )
    if version is None:
        raise click.ClickException(f"the draft {draft_id} has no version")
    units = [{name: getattr(unit, name) for name in EXPORTED} for unit in queries.list_units(session, version.id)]
    click.echo(json.dumps({"title": found.title, "version": version.number, "units": units}, ensure_ascii=False))
