"""Results for everybody, once nobody can answer any more and all answers are mixed."""

from collections.abc import Sequence

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.consultations.queries import find_consultation, find_in_force
from consult.extensions import db
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations.seal import over_before
from consult.questionnaires.queries import list_in_force
from consult.results import pages
from consult.results.counting import taken
from consult.web.access import allow, anyone

bp = Blueprint("results", __name__)


@bp.get("/k/<slug:consultation>/wyniki")
@allow(anyone)
def results(consultation: str) -> ResponseReturnValue:
    """Show one table for each question; before they are final, say when they come and how many have answered."""
    found = find_consultation(db.session(), consultation, is_public()) or abort(404)
    enter(found.authority)
    in_force = list_in_force(db.session(), found.id)
    if not in_force:
        abort(404)
    about = {
        "consultation": found,
        "version": find_in_force(db.session(), found) or abort(404),
        "stage": found.stage(clock.now()),
    }
    if not _is_final(found, in_force):
        counts = [taken(db.session(), version.questionnaire).counted for version in in_force]
        doubtful = sum(_to_decide(version.questionnaire) for version in in_force)
        return render_template("results/waiting.html", total=sum(counts), doubtful=doubtful, **about)
    shown = [
        pages.published(db.session(), version.questionnaire, version.questionnaire.smallest_group)
        for version in in_force
        if version.questionnaire.smallest_group is not None
    ]
    return render_template("results/results.html", shown=shown, **about)


def _is_final(consultation: Consultation, in_force: Sequence[QuestionnaireVersion]) -> bool:
    """Tell whether nothing will change any more: two results with one person's answers between tell these answers."""
    if consultation.closes_at is None or consultation.closes_at >= over_before(clock.now()):
        return False
    return all(version.questionnaire.smallest_group is not None for version in in_force)


def _to_decide(questionnaire: Questionnaire) -> int:
    """Count the answers of which an official has to decide first whether they count."""
    if questionnaire.is_decided:
        return 0
    return taken(db.session(), questionnaire).doubtful_in_all
