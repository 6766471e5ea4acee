"""The command that keeps a weighting."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from consult import clock
from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_by_id
from consult.results import queries
from consult.results.rules.tally import Scheme
from consult.results.rules.weighting import (
    AT_LEAST,
    HIGH,
    LOW,
    METHODS,
    RAKING,
    BadMargins,
    KnownMargin,
    Part,
    Weighting,
    by_own_names,
    check,
    from_document,
    read_margins,
)
from consult.results.weights.from_territory import Asked, guess, margins_of
from consult.results.weights.operations import keep
from consult.results.weights.queries import find_weighting, list_weightings
from consult.web.transaction import transaction

Maps = Mapping[str, Mapping[str, dict[str, str]]]
"""For each margin its questions, with what their options mean."""


@click.command()
@click.option("--questionnaire", "questionnaire_id", type=click.UUID, required=True, help="Id of the questionnaire.")
@click.option("--name", required=True, help="Name to keep it under; one of this name is replaced.")
@click.option(
    "--margins",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV: margin, category, number of people. A margin bears the key of its question.",
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='JSON: {"margin": {"question": {"option": "category"}}}, where names differ; questions of a joint margin '
    "follow each other.",
)
@click.option("--population", metavar="TERYT", help="Margins from the territory: the unit whose people are meant.")
@click.option("--sex", default="", help="Key of the question that asks for sex.")
@click.option("--age", default="", help="Key of the question that asks for age, with options such as 18-29.")
@click.option("--area", "asks_area", is_flag=True, help="Weight by the parts of the unit, where people named theirs.")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default=RAKING,
    show_default=True,
    help="Raking with trimmed weights, linear calibration (GREG), or logit calibration within the limits.",
)
@click.option("--start", default="", help="Key of a number question that holds design weights.")
@click.option("--strata", default="", help="Key of the question that names the stratum of a drawn sample.")
@click.option("--clusters", default="", help="Key of the question that names the cluster of a drawn sample.")
@click.option("--low", default=LOW, show_default=True, help="Least weight, as a multiple of the mean.")
@click.option("--high", default=HIGH, show_default=True, help="Greatest weight, as a multiple of the mean.")
@click.option("--at-least", default=AT_LEAST, show_default=True, help="People a category needs, not to be joined.")
@click.option("--json", is_flag=True, expose_value=False, help="Print JSON; there is no other form.")
@with_appcontext
def weighting(*, questionnaire_id: UUID, name: str, **given: Any) -> None:
    """Keep a weighting of a questionnaire, and print what it does to the answers."""
    from consult.results.rules.estimation.arrays import Mismatch  # noqa: PLC0415  # needs numpy
    from consult.results.weights.showing import report_document, weighted  # noqa: PLC0415

    found = find_by_id(db.session(), questionnaire_id)
    if found is None or found.published_number is None:
        raise click.ClickException(f"there is no published questionnaire {questionnaire_id}")
    scheme = queries.scheme(db.session(), found)
    smallest = found.consultation.authority.smallest_group
    try:
        made = _made(scheme, **given)
        check(made, scheme.questions)
        report = weighted(db.session(), found, scheme, made).everybody.report
        with transaction() as session:
            held = session.get_one(Questionnaire, questionnaire_id)
            keep(session, held, name, made, scheme.questions, actor=None, now=clock.now())
    except (BadMargins, Mismatch) as mistake:
        raise click.ClickException(str(mistake)) from mistake
    click.echo(json.dumps({"name": name, **report_document(report, smallest)}, ensure_ascii=False))


def _made(
    scheme: Scheme,
    *,
    margins: Path | None,
    map_file: Path | None,
    population: str | None,
    sex: str,
    age: str,
    asks_area: bool,
    **rest: Any,
) -> Weighting:
    maps = _maps(map_file)
    known = _uploaded(scheme, margins, maps)
    if population:
        known += margins_of(db.session(), population, _asked(scheme, sex, age, maps, asks_area=asks_area))
    elif sex or age or asks_area:
        raise BadMargins("--sex, --age and --area need --population")
    return Weighting(known, **rest)


def _asked(scheme: Scheme, sex: str, age: str, maps: Maps, *, asks_area: bool) -> Asked:
    """Say what the options mean: as the map says, or as their words can be understood."""
    meanings: dict[str, dict[str, str]] = {}
    for key, is_age in ((sex, False), (age, True)):
        question = scheme.question(key) if key else None
        if key and question is None:
            raise BadMargins(f"there is no question {key}")
        given = maps.get(key, {}).get(key)
        meanings[key] = given or (guess(question, is_age=is_age) if question else {})
        if key and not meanings[key]:
            raise BadMargins(f"{key}: say with --map what its options mean")
    return Asked(sex, meanings[sex], age, meanings[age], asks_area)


def _maps(file: Path | None) -> Maps:
    if file is None:
        return {}
    try:
        given = json.loads(file.read_text(encoding="utf-8-sig"))
        return {name: {str(key): dict(part) for key, part in parts.items()} for name, parts in given.items()}
    except (AttributeError, TypeError, ValueError) as mistake:
        shape = '{"margin": {"question": {"option": "category"}}}'
        raise BadMargins(f"{file.name}: {shape} was expected; {mistake}") from mistake


def _uploaded(scheme: Scheme, file: Path | None, maps: Maps) -> tuple[KnownMargin, ...]:
    if file is None:
        return ()
    try:
        known = read_margins(file.read_text(encoding="utf-8-sig").splitlines())
    except UnicodeDecodeError as mistake:
        raise BadMargins(f"{file.name}: the file must be UTF-8") from mistake
    found = []
    for name, population in known.items():
        parts = tuple(Part(key, part) for key, part in maps.get(name, {}).items())
        found.append(
            KnownMargin(name, parts or (by_own_names(name, population, scheme.questions),), population, file.name)
        )
    return tuple(found)


def weighting_named(questionnaire: Questionnaire, scheme: Scheme, name: str) -> Weighting:
    """Find a weighting that is kept, or take a number question of this name as the weights."""
    kept = find_weighting(db.session(), questionnaire.id, name)
    if kept is not None:
        return from_document(kept.definition)
    question = scheme.question(name)
    if question is not None and question.kind == "number":
        return Weighting(start=name)
    names = [one.name for one in list_weightings(db.session(), questionnaire.id)]
    raise click.ClickException(f"there is no weighting {name}; there are {', '.join(names) or 'none'}")
