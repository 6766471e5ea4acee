"""The command that gives out what was answered."""

from typing import IO
from uuid import UUID

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from consult import clock
from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_by_id
from consult.results.exporting.formats import FORMATS
from consult.results.exporting.making import data_set
from consult.results.exporting.operations import record_export
from consult.web.transaction import transaction


@click.group()
def submissions() -> None:
    """Give out what people answered, row by row."""


@submissions.command()
@click.argument("id_", metavar="ID", type=click.UUID)
@click.option("--format", "kind", type=click.Choice(tuple(FORMATS)), required=True, help="What is written.")
@click.option("--output", type=click.File("wb", atomic=True), default="-", help="The file; default: standard output.")
@click.option("--lang", type=click.Choice(("pl", "en", "uk")), default="pl", show_default=True, help="Of the labels.")
@with_appcontext
def export(id_: UUID, kind: str, output: IO[bytes], lang: str) -> None:
    """Give out all sealed answers to the questionnaire ID, without their day, in an order that tells nothing.

    A question that was not asked leaves an empty cell; one that was left blank, a number below zero, which the
    codebook names. In JSON Lines the one is not there, and the other is null.
    """
    found = find_by_id(db.session(), id_)
    if found is None or found.published_number is None:
        raise click.ClickException(f"there is no published questionnaire {id_}")
    with transaction() as session:
        held = session.get_one(Questionnaire, id_)
        record_export(session, held, kind, with_words=True, actor=None, now=clock.now())
    questionnaire = db.session().get_one(Questionnaire, id_)
    with force_locale(lang):
        data = data_set(db.session(), questionnaire, with_words=True, at_least=None)
        for block in FORMATS[kind].write(data):
            output.write(block)
