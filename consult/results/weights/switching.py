"""The switch on the page of results: weighted shares beside the raw ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from consult.questionnaires.models import Questionnaire
from consult.results import narrowing, queries
from consult.results.charts.figure import Figure
from consult.results.pages import Dashboard
from consult.results.rules.weighting import from_document
from consult.results.weights.queries import list_weightings
from consult.results.weights.words import refusal_words

WEIGHTS = "wagi"
"""The name in the address."""


@dataclass(frozen=True)
class Switch:
    """The weightings that can be chosen, the one that is on, and the figures as it shows them."""

    names: Sequence[str]
    on: str
    query: Mapping[str, str]
    """What else the address says."""
    figures: Sequence[Figure]
    missing: str
    """Whom the answers lack most, in a sentence."""
    failed: str
    """Why the weighting could not be used."""


def switch(session: Session, questionnaire: Questionnaire, board: Dashboard, given: MultiDict[str, str]) -> Switch:
    """Make the switch; where a weighting is on, weigh everybody and the group that the filters leave."""
    kept = {one.name: one for one in list_weightings(session, questionnaire.id)}
    on = given.get(WEIGHTS, "")
    query = {name: value for name, value in given.items() if name != WEIGHTS}
    plain = Switch(list(kept), on if on in kept else "", query, board.figures, "", "")
    if on not in kept or not board.shown:
        return plain
    from consult.results.rules.estimation.arrays import Mismatch  # noqa: PLC0415  # needs numpy
    from consult.results.weights.beside import beside, missing_words  # noqa: PLC0415
    from consult.results.weights.showing import weighted  # noqa: PLC0415

    scheme = queries.scheme(session, questionnaire)
    filters = narrowing.filters_in(given, scheme)
    questions = [result.question for result in board.results]
    try:
        found = weighted(session, questionnaire, scheme, from_document(kept[on].definition), questions, filters)
    except Mismatch as mistake:
        return Switch(list(kept), on, query, board.figures, "", refusal_words(mistake))
    at_least = questionnaire.consultation.authority.smallest_group
    missing = missing_words(found.everybody.report, at_least)
    return Switch(list(kept), on, query, beside(board.figures, board.results, found), missing, "")
