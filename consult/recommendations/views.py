"""The tracker of recommendations for everybody, and the pages on which their addressees answer."""

from collections.abc import Collection
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter, office_of_host
from consult.authorities.queries import find_by_slug
from consult.consultations.access import is_public as is_public_consultation
from consult.consultations.queries import find_consultation
from consult.extensions import db
from consult.organisations import queries as organisations
from consult.organisations.access import is_public as is_public_organisation
from consult.recommendations import cards, evidence, operations, pages, queries, words
from consult.recommendations.access import can_answer, can_see_desk
from consult.recommendations.forms import AnswerForm, ProgressForm, tracker_form
from consult.recommendations.operations.answer import NothingPromised, Said
from consult.recommendations.queries import Listed
from consult.recommendations.rules import State, Verdict
from consult.texts.storable import clean
from consult.web.access import allow, anyone, signed_in
from consult.web.errors import show_error
from consult.web.paging import page_number
from consult.web.transaction import transaction

bp = Blueprint("recommendations", __name__)
REPORTABLE = (State.IN_HAND, State.KEPT, State.GIVEN_UP)
"""States in which there is progress to tell of."""


@bp.errorhandler(operations.NotPublished)
@bp.errorhandler(operations.NotYourAnswer)
def not_theirs(_refusal: Exception) -> ResponseReturnValue:
    """Tell one without right nothing."""
    return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


@bp.get("/rekomendacje")
@allow(anyone)
def tracker() -> ResponseReturnValue:
    """Show what was recommended, to whom, and what is overdue, first; a host name of one office knows no other."""
    session, today, given = db.session(), clock.today(), request.args
    host = office_of_host()
    slug = host.slug if host else clean(given.get("urzad", ""))
    office = find_by_slug(session, slug) if slug else None
    if office is not None:
        enter(office)
    named = clean(given.get("organizacja", ""))
    organisation = organisations.find_organisation(session, named, is_public_organisation()) if named else None
    came_from = clean(given.get("konsultacja", ""))
    consultation = find_consultation(session, came_from, is_public_consultation()) if came_from else None
    wanted = pages.wanted_in(given, office, organisation, consultation)
    page = queries.page_public(session, today, *wanted.conditions(today), number=page_number())
    here = pages.Wanted(office).conditions(today)
    total, overdue = queries.count_public(session, today, *here)
    offices = [] if host else [(one.slug, one.name) for one in queries.list_authorities(session)]
    return render_template(
        "recommendations/tracker.html",
        page=page,
        rows=pages.rows_of(page.rows, today),
        form=tracker_form(offices)(formdata=given),
        chips=pages.chips(session, wanted),
        office_shown=office,
        has_several_offices=len(offices) > 1 and office is None,
        total=total,
        overdue=overdue,
        years=queries.list_years(session, office.id) if office else [],
    )


@bp.get("/rekomendacje/<slug:authority>/<int:number>")
@allow(anyone)
def recommendation(authority: str, number: int) -> ResponseReturnValue:
    """Say what is recommended, on which evidence, to whom, what they answered and how far it is."""
    found = _public(authority, number)
    session, today = db.session(), clock.today()
    versions = queries.list_published_versions(session, found.recommendation.id)
    pieces = evidence.shown_of(session, found.recommendation, found.version)
    answers = queries.list_answers(session, found.recommendation.id)
    spoken_for = _spoken_for()
    may_answer = can_answer(current_user, found.version, spoken_for)
    return render_template(
        "recommendations/recommendation.html",
        recommendation=found.recommendation,
        version=found.version,
        row=pages.row_of(found, today),
        pieces=pieces,
        indicators=cards.of_evidence(session, pieces),
        consultation=evidence.consultation_url(session, found.recommendation.consultation_id),
        answers=answers,
        progress=queries.list_progress(session, found.recommendation.id)[:1],
        history=pages.history_of(session, found.recommendation, versions),
        may_answer=may_answer,
        may_report=may_answer and found.recommendation.state in REPORTABLE,
        may_edit=can_see_desk(current_user, found.recommendation),
        words=words,
    )


@bp.get("/rekomendacje/<slug:authority>/<int:number>/wersje/<int:version>")
@allow(anyone)
def version(authority: str, number: int, version: int) -> ResponseReturnValue:
    """Show a version as it was published; it never changes."""
    found = _public(authority, number)
    asked = queries.find_version(db.session(), found.recommendation, version)
    if asked is None or asked.published_at is None:
        abort(404)
    return render_template(
        "recommendations/version.html",
        recommendation=found.recommendation,
        version=asked,
        in_force=found.version,
        pieces=evidence.shown_of(db.session(), found.recommendation, asked),
        words=words,
    )


@bp.route("/rekomendacje/<slug:authority>/<int:number>/odpowiedz", methods=["GET", "POST"])
@allow(signed_in)
def answer(authority: str, number: int) -> ResponseReturnValue:
    """Answer: accept wholly or in part, put off or reject, with what this needs."""
    found = _to_answer(authority, number)
    form = AnswerForm(clock.today())
    if form.validate_on_submit():
        given = form.values()
        said = Said(
            Verdict(given["verdict"]), given["reasons"] or "", given["owner"], given["deadline"], given["review_on"]
        )
        spoken_for = _spoken_for()
        with transaction() as session:
            held = queries.get_recommendation(session, found.recommendation.id)
            operations.answer(session, held, said, spoken_for=spoken_for, actor=current_user, now=clock.now())
            url = pages.url_of(held)
        flash(_("Your answer is published. Everybody can read it here."), "yes")
        return redirect(url)
    return _form_page("answer", found, form)


@bp.route("/rekomendacje/<slug:authority>/<int:number>/postep", methods=["GET", "POST"])
@allow(signed_in)
def progress(authority: str, number: int) -> ResponseReturnValue:
    """Tell what was done, and how it stands."""
    found = _to_answer(authority, number)
    if found.recommendation.state not in REPORTABLE:
        abort(404)
    form = ProgressForm(clock.today())
    if form.validate_on_submit():
        spoken_for = _spoken_for()
        try:
            with transaction() as session:
                held = queries.get_recommendation(session, found.recommendation.id)
                operations.report(
                    session,
                    held,
                    form.values()["text"],
                    form.chosen,
                    review_on=form.values()["review_on"],
                    spoken_for=spoken_for,
                    actor=current_user,
                    now=clock.now(),
                )
                url = pages.url_of(held)
        except NothingPromised:
            form.form_errors.append(_("Meanwhile another answer was given, which promises nothing. Look again."))
        else:
            flash(_("Published. Everybody can read it here."), "yes")
            return redirect(url)
    return _form_page("progress", found, form)


def _form_page(name: str, found: Listed, form: AnswerForm | ProgressForm) -> str:
    row = pages.row_of(found, clock.today())
    return render_template(f"recommendations/{name}.html", version=found.version, row=row, form=form)


def _public(authority: str, number: int) -> Listed:
    """Find what is published, and show its office; or answer 404."""
    found: Listed = queries.find_public(db.session(), authority, number) or abort(404)
    enter(found.recommendation.authority)
    return found


def _to_answer(authority: str, number: int) -> Listed:
    """Find what the actor may answer, or answer 404."""
    found = _public(authority, number)
    if not can_answer(current_user, found.version, _spoken_for()):
        abort(404)
    return found


def _spoken_for() -> Collection[UUID]:
    """Name the organisations for which the actor may speak."""
    if not current_user.is_authenticated:
        return ()
    return {one.organisation_id for one in organisations.list_memberships(db.session(), current_user.id)}
