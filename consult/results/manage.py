"""Results for officials, as they come in."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import OFFICIALS, on_desk_of
from consult.consultations.queries import find_consultation
from consult.extensions import db
from consult.paging import Page
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import count_submissions, find_questionnaire, list_in_force
from consult.results import pages, queries, reading
from consult.results.access import can_read_words
from consult.results.rules.disclosure import AT_LEAST
from consult.web.access import allow, holding
from consult.web.paging import page_number

bp = Blueprint("results_manage", __name__, url_prefix="/urzad/k")
officials = holding(*OFFICIALS)
readers = holding("analyst", "editor")


def _found(slug: str, number: int) -> Questionnaire:
    """Find a published questionnaire of the actor's office, or answer 404."""
    found = find_questionnaire(db.session(), slug, number, on_desk_of(current_user)) or abort(404)
    enter(found.consultation.authority)
    return found if found.published_number else abort(404)


@bp.get("/<slug:consultation>/wyniki")
@allow(officials)
def questionnaires(consultation: str) -> ResponseReturnValue:
    """List the questionnaires with the number of answers; where there is one, lead to it."""
    found = find_consultation(db.session(), consultation, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    in_force = list_in_force(db.session(), found.id)
    if len(in_force) == 1:
        return redirect(url_for(".results", consultation=consultation, number=in_force[0].questionnaire.number))
    return render_template(
        "results/manage/questionnaires.html",
        consultation=found,
        rows=[
            (version.questionnaire, plan_of(version), count_submissions(db.session(), version.questionnaire_id))
            for version in in_force
        ],
    )


@bp.get("/<slug:consultation>/wyniki/<int:number>")
@allow(officials)
def results(consultation: str, number: int) -> ResponseReturnValue:
    """Show who has answered, what stands out, and each question; filters stand in the address."""
    questionnaire = _found(consultation, number)
    reads = can_read_words(current_user, questionnaire.consultation)
    return render_template(
        "results/manage/results.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        board=pages.dashboard(db.session(), questionnaire, request.args, reads=reads),
        at_least=AT_LEAST,
        now=clock.now(),
    )


@bp.get("/<slug:consultation>/wyniki/<int:number>/odpowiedzi")
@allow(readers)
def written(consultation: str, number: int) -> ResponseReturnValue:
    """List what people wrote on one question, in the order of the alphabet, without anything else they answered."""
    questionnaire = _found(consultation, number)
    if not can_read_words(current_user, questionnaire.consultation):
        abort(404)
    scheme = queries.scheme(db.session(), questionnaire)
    sources = reading.sources(scheme)
    asked = request.args.get("pytanie", next(iter(sources), ""))
    if asked not in sources:
        abort(404)
    page: Page = reading.page(db.session(), questionnaire.id, asked, page_number())
    return render_template(
        "results/manage/written.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        sources=sources,
        asked=asked,
        page=page,
    )
