"""The command that prints a table."""

import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import click
from flask.cli import with_appcontext

from consult.extensions import db
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.queries import find_by_id
from consult.questionnaires.rules.shape import Question
from consult.results import as_json, counting, queries
from consult.results.narrowing import is_possible
from consult.results.rules.cross import showable_cross
from consult.results.rules.disclosure import EVERYTHING
from consult.results.rules.filters import ANSWER, AREA, CLASS, GMINA, MOST, Filter
from consult.results.rules.groups import is_allowed
from consult.results.rules.results import groups_of, result_of
from consult.results.rules.tally import Scheme
from consult.results.weights.cli import weighting, weighting_named

ONE_ANSWER = frozenset({"single", "scale"})
Weigher = Callable[[Sequence[Question]], Any]
"""Gives a `weights.showing.Weighted` with the answers to these questions."""


@click.group()
def results() -> None:
    """Count what people answered."""


results.add_command(weighting)


@results.command()
@click.option("--questionnaire", "questionnaire_id", type=click.UUID, required=True, help="Id of the questionnaire.")
@click.option("--rows", required=True, help="Key of the question to count.")
@click.option("--columns", help="Key of a second question with one answer, for a cross-tabulation.")
@click.option("--where", multiple=True, metavar="Q=VALUE", help="Only those who answered so; @class=, @area= likewise.")
@click.option("--weights", metavar="NAME", help="Weighted shares: a kept weighting, or a question that holds weights.")
@click.option("--public", "is_public", is_flag=True, help="What everybody sees after the close.")
@click.option("--json", is_flag=True, expose_value=False, help="Print JSON; there is no other form.")
@with_appcontext
def table(
    *,
    questionnaire_id: UUID,
    rows: str,
    columns: str | None,
    where: tuple[str, ...],
    weights: str | None,
    is_public: bool,
) -> None:
    """Print the table of a question as JSON; what is withheld is null."""
    questionnaire = find_by_id(db.session(), questionnaire_id)
    if questionnaire is None or questionnaire.published_number is None:
        raise click.ClickException(f"there is no published questionnaire {questionnaire_id}")
    scheme = queries.scheme(db.session(), questionnaire)
    filters = [_filter(scheme, given) for given in where]
    if is_public and (filters or columns or weights):
        raise click.ClickException(
            "--public shows everybody, one question at a time: without --where, --columns and --weights"
        )
    if len(filters) > MOST or len({chosen.dimension for chosen in filters}) < len(filters):
        raise click.ClickException(f"give --where at most {MOST} times, and once for each question")
    question = _question(scheme, rows)
    weigh = _weigher(questionnaire, scheme, filters, weights)
    if columns is None:
        found = _table(questionnaire, scheme, question, filters, weigh, is_public=is_public)
    else:
        found = _cross(questionnaire, scheme, (question, _question(scheme, columns)), filters, weigh)
    click.echo(json.dumps(found, ensure_ascii=False))


def _weigher(questionnaire: Questionnaire, scheme: Scheme, filters: list[Filter], name: str | None) -> Weigher | None:
    """Give what weights the answers to some questions, if weights are asked for."""
    if name is None:
        return None
    from consult.results.rules.estimation.arrays import Mismatch  # noqa: PLC0415  # needs numpy
    from consult.results.weights.showing import weighted  # noqa: PLC0415

    weighting = weighting_named(questionnaire, scheme, name)

    def weigh(questions: Sequence[Question]) -> Any:
        try:
            return weighted(db.session(), questionnaire, scheme, weighting, questions, filters)
        except Mismatch as mistake:
            raise click.ClickException(f"--weights {name}: {mistake}") from mistake

    return weigh


def _table(
    questionnaire: Questionnaire,
    scheme: Scheme,
    question: Question,
    filters: list[Filter],
    weigh: Weigher | None,
    *,
    is_public: bool,
) -> dict[str, Any]:
    tallies = counting.tabulate(db.session(), questionnaire.id, scheme, filters)
    smallest = _smallest_group(questionnaire, is_public=is_public)
    at_least = smallest if filters or is_public else EVERYTHING
    if not is_allowed(tallies, filters, at_least=smallest) or tallies[0].total < at_least:
        return as_json.withheld(question)
    result = result_of(question, groups_of(tallies, scheme, at_least=at_least))
    if weigh is None:
        return as_json.of_result(result)
    from consult.results.weights.showing import table_document  # noqa: PLC0415  # needs numpy

    return table_document(result, weigh([question]))


def _cross(
    questionnaire: Questionnaire,
    scheme: Scheme,
    both: tuple[Question, Question],
    filters: list[Filter],
    weigh: Weigher | None,
) -> dict[str, Any]:
    for question in both:
        if question.kind not in ONE_ANSWER:
            raise click.ClickException(f"{question.key} has not one answer: only single and scale can be crossed")
    if both[0].key == both[1].key:
        raise click.ClickException("a question cannot be crossed with itself")
    tallies = counting.tabulate(db.session(), questionnaire.id, scheme, filters)
    smallest = _smallest_group(questionnaire)
    if not is_allowed(tallies, filters, at_least=smallest) or not tallies[0].total:
        return as_json.withheld(both[0])
    groups = counting.cross(db.session(), questionnaire.id, scheme, both, filters)
    ordered = [groups[number] for number in sorted(groups)]
    shown = showable_cross(ordered, *both, at_least=smallest)
    document = as_json.of_cross(groups[0], shown, *both, smallest)
    from consult.results.weights.showing import cross_document, with_test  # noqa: PLC0415  # needs numpy

    return with_test(document) if weigh is None else cross_document(document, weigh(both))


def _smallest_group(questionnaire: Questionnaire, *, is_public: bool = False) -> int:
    """Give the smallest group that may be shown: the office's, or that with which the public tables were made."""
    kept = questionnaire.smallest_group if is_public else None
    return kept or questionnaire.consultation.authority.smallest_group


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
