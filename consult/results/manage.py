"""Results for officials, as they come in."""

from hashlib import sha256
from http import HTTPStatus

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import OFFICIALS, on_desk_of
from consult.consultations.queries import find_consultation
from consult.extensions import db
from consult.paging import Page
from consult.questionnaires.access import can_choose_what_counts
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.operations import AlreadyFinal, choose_what_counts
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import (
    REVIEW,
    find_questionnaire,
    get_questionnaire,
    list_in_force,
)
from consult.results import pages, queries, reading
from consult.results.access import can_export, can_read_words
from consult.results.counting import mark, taken
from consult.results.forms import counting_form
from consult.results.weights.switching import switch
from consult.web.access import allow, holding
from consult.web.forms import Form
from consult.web.locale import language
from consult.web.paging import page_number
from consult.web.transaction import transaction

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
            (version.questionnaire, plan_of(version), taken(db.session(), version.questionnaire).counted)
            for version in in_force
        ],
    )


@bp.get("/<slug:consultation>/wyniki/<int:number>")
@allow(officials)
def results(consultation: str, number: int) -> ResponseReturnValue:
    """Show who has answered, what stands out, and each question; filters stand in the address."""
    questionnaire = _found(consultation, number)
    tag = _tag(questionnaire)
    if request.if_none_match.contains(tag):
        return Response(status=HTTPStatus.NOT_MODIFIED)
    reads = can_read_words(current_user, questionnaire.consultation)
    board = pages.dashboard(db.session(), questionnaire, request.args, reads=reads)
    page = render_template(
        "results/manage/results.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        apart=taken(db.session(), questionnaire),
        board=board,
        weights=switch(db.session(), questionnaire, board, request.args),
        may_weigh=reads,
        at_least=questionnaire.consultation.authority.smallest_group,
        may_export=can_export(current_user, questionnaire.consultation),
        now=clock.now(),
    )
    response = Response(page)
    response.set_etag(tag)
    return response


def _tag(questionnaire: Questionnaire) -> str:
    """Mark what the page shows: the answers, and who reads what of them in which words. It is asked for now and then.

    With a new day, what is of today is another day's.
    """
    words = (language(), request.full_path, str(current_user.id), clock.today().isoformat())
    office = questionnaire.consultation.authority
    told = (mark(db.session(), questionnaire), *words, str(office.smallest_group))
    return sha256("\n".join(told).encode()).hexdigest()


@bp.route("/<slug:consultation>/wyniki/<int:number>/liczenie", methods=["GET", "POST"])
@allow(officials)
def counting(consultation: str, number: int) -> ResponseReturnValue:
    """Show how many answers came late or may come from a machine, and decide whether they count."""
    questionnaire = _found(consultation, number)
    office = questionnaire.consultation.authority
    now_counted = {
        "late": questionnaire.counts_late,
        "doubtful": questionnaire.counts_doubtful,
        "reason": questionnaire.counting_reason,
    }
    form = counting_form(office.languages)(data=now_counted)
    may_choose = can_choose_what_counts(current_user, questionnaire.consultation)
    if request.method == "POST" and not may_choose:
        abort(404)
    if form.validate_on_submit():
        return _chosen(questionnaire, form)
    return render_template(
        "results/manage/counting.html",
        consultation=questionnaire.consultation,
        questionnaire=questionnaire,
        apart=taken(db.session(), questionnaire),
        form=form,
        is_to_decide=not questionnaire.is_decided,
        may_choose=may_choose and questionnaire.smallest_group is None,
        review_days=REVIEW.days,
    )


def _chosen(questionnaire: Questionnaire, form: Form) -> ResponseReturnValue:
    """Keep what was decided, unless the results are public meanwhile."""
    consultation, number = questionnaire.consultation.slug, questionnaire.number
    try:
        with transaction() as session:
            held = get_questionnaire(session, questionnaire.id)
            choose_what_counts(session, held, **form.values(), actor=current_user, now=clock.now())
    except AlreadyFinal:
        flash(_("Nothing was changed: the results are public, and stay as they are."), "no")
    else:
        flash(_("Saved. All results follow it from now on."), "yes")
    return redirect(url_for(".counting", consultation=consultation, number=number))


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
