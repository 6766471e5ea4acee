"""The command that prints a table."""

import json
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_by_id
from consult.questionnaires.rules.shape import Question
from consult.results import as_json, queries
from consult.results.narrowing import is_possible
from consult.results.rules.cross import showable_cross
from consult.results.rules.disclosure import AT_LEAST, EVERYTHING
from consult.results.rules.filters import ANSWER, AREA, CLASS, GMINA, MOST, Filter
from consult.results.rules.groups import is_allowed
from consult.results.rules.results import groups_of, result_of
from consult.results.rules.tally import Scheme

ONE_ANSWER = frozenset({"single", "scale"})


@click.group()
def results() -> None:
    """Count what people answered."""


@results.command()
@click.option("--questionnaire", "questionnaire_id", type=click.UUID, required=True, help="Id of the questionnaire.")
@click.option("--rows", required=True, help="Key of the question to count.")
@click.option("--columns", help="Key of a second question with one answer, for a cross-tabulation.")
@click.option("--where", multiple=True, metavar="Q=VALUE", help="Only those who answered so; @class=, @area= likewise.")
@click.option("--public", "is_public", is_flag=True, help="What everybody sees after the close.")
@click.option("--json", is_flag=True, expose_value=False, help="Print JSON; there is no other form.")
@with_appcontext
def table(*, questionnaire_id: UUID, rows: str, columns: str | None, where: tuple[str, ...], is_public: bool) -> None:
    """Print the table of a question as JSON; what is withheld is null."""
    questionnaire = find_by_id(db.session(), questionnaire_id)
    if questionnaire is None or questionnaire.published_number is None:
        raise click.ClickException(f"there is no published questionnaire {questionnaire_id}")
    scheme = queries.scheme(db.session(), questionnaire)
    filters = [_filter(scheme, given) for given in where]
    if is_public and (filters or columns):
        raise click.ClickException("--public shows everybody, one question at a time: without --where and --columns")
    if len(filters) > MOST or len({chosen.dimension for chosen in filters}) < len(filters):
        raise click.ClickException(f"give --where at most {MOST} times, and once for each question")
    question = _question(scheme, rows)
    if columns is None:
        found = _table(questionnaire, scheme, question, filters, is_public=is_public)
    else:
        found = _cross(questionnaire, scheme, (question, _question(scheme, columns)), filters)
    click.echo(json.dumps(found, ensure_ascii=False))


def _table(
    questionnaire: Questionnaire, scheme: Scheme, question: Question, filters: list[Filter], *, is_public: bool
) -> dict[str, Any]:
    tallies = queries.tabulate(db.session(), questionnaire.id, scheme, filters)
    at_least = AT_LEAST if filters or is_public else EVERYTHING
    if not is_allowed(tallies, filters) or tallies[0].total < at_least:
        return as_json.withheld(question)
    return as_json.of_result(result_of(question, groups_of(tallies, scheme, at_least=at_least)))


def _cross(
    questionnaire: Questionnaire, scheme: Scheme, both: tuple[Question, Question], filters: list[Filter]
) -> dict[str, Any]:
    for question in both:
        if question.kind not in ONE_ANSWER:
            raise click.ClickException(f"{question.key} has not one answer: only single and scale can be crossed")
    if both[0].key == both[1].key:
        raise click.ClickException("a question cannot be crossed with itself")
    tallies = queries.tabulate(db.session(), questionnaire.id, scheme, filters)
    if not is_allowed(tallies, filters) or not tallies[0].total:
        return as_json.withheld(both[0])
    groups = queries.cross(db.session(), questionnaire.id, *both, filters)
    ordered = [groups[number] for number in sorted(groups)]
    shown = showable_cross(ordered, *both, at_least=AT_LEAST)
    return as_json.of_cross(groups[0], shown, *both, AT_LEAST)


def _question(scheme: Scheme, key: str) -> Question:
    question = scheme.question(key)
    if question is None:
        raise click.ClickException(
            f"there is no question {key}; there are {', '.join(q.key for q in scheme.questions)}"
        )
    return question


def _filter(scheme: Scheme, given: str) -> Filter:
    """Read `question=value`, `@class=resident` or `@area=2604`; of a gmina the first six digits count."""
    key, separator, value = given.partition("=")
    dimension = {"@class": CLASS, "@area": AREA}.get(key, ANSWER + key)
    if dimension == AREA:
        value = value[:GMINA]
    if not separator or not is_possible(dimension, value, scheme):
        raise click.ClickException(f"--where {given}: give a question with one answer, and one of its options")
    return Filter(dimension, value)
