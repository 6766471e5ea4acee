"""The desk of recommendations: write, give evidence, send, publish, correct; and what is owed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

import flask_babel
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.config import Settings
from consult.consultations.access import OFFICIALS
from consult.extensions import db
from consult.recommendations import evidence, forms, offers, operations, pages, queries, words
from consult.recommendations.access import can_prepare, can_publish, on_desk_of
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.rules import NEAR, TO_ANSWER
from consult.web.access import allow, holding
from consult.web.forms import Form
from consult.web.paging import page_number
from consult.web.transaction import transaction

_: Callable[..., str] = flask_babel.gettext

bp = Blueprint("recommendations_manage", __name__, url_prefix="/urzad/rekomendacje")
officials, editors, approvers = holding(*OFFICIALS), holding("editor"), holding("approver")


@bp.errorhandler(operations.ChangedMeanwhile)
@bp.errorhandler(operations.NotInPreparation)
@bp.errorhandler(operations.NotReady)
@bp.errorhandler(operations.NotYours)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done, on the page where it can be mended."""
    said = {
        operations.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        operations.NotInPreparation: _("Nothing was done: somebody changed this meanwhile. Look again."),
        operations.NotReady: _("It cannot be published yet. The list says what is missing."),
        operations.NotYours: _("Nothing was done: another person must approve what you prepared."),
    }
    flash(said[type(problem)], "no")
    return redirect(url_for(".overview", recommendation=(request.view_args or {})["recommendation"]))


@bp.get("")
@allow(officials)
def desk() -> ResponseReturnValue:
    """Show what is in preparation, what is owed soon, and all that was published."""
    session, today = db.session(), clock.today()
    offices = _offices(*OFFICIALS)
    if len(offices) == 1:
        enter(offices[0])
    mine = on_desk_of(current_user)
    unpublished = queries.list_on_desk(session, mine, RecommendationVersion.published_at.is_(None))
    page = queries.page_public(session, today, mine, number=page_number())
    return render_template(
        "recommendations/manage/desk.html",
        preparing=[(one, _stands(one.version)) for one in unpublished],
        due=pages.rows_of(queries.list_due(session, today + NEAR, mine), today),
        page=page,
        rows=pages.rows_of(page.rows, today),
        has_several_offices=len(offices) > 1,
        may_prepare=current_user.holds("editor"),
        years=[(one, queries.list_years(session, one.id)) for one in offices],
    )


def _stands(version: RecommendationVersion) -> str:
    """Say what a version in preparation wants next."""
    if version.sent_at is not None:
        return _("Read it and publish or return it") if can_publish(current_user, version) else _("waits for approval")
    if version.returned_because:
        return _("Mend what the approver asks for")
    return _("Finish it and send it for approval")


@bp.route("/nowa", methods=["GET", "POST"])
@allow(editors)
def prepare() -> ResponseReturnValue:
    """Begin a recommendation."""
    offices = _offices("editor")
    enter(offices[0])
    form = forms.new_form([(str(one.id), one.name) for one in offices])()
    if form.validate_on_submit():
        given = form.values()
        chosen = next((one for one in offices if str(one.id) == given.get("authority")), offices[0])
        authority_id = chosen.id
        with transaction() as session:
            begun = operations.prepare(session, authority_id, given["title"], **_by())
            recommendation_id = begun.id
        return redirect(url_for(".write", recommendation=recommendation_id))
    return render_template("recommendations/manage/prepare.html", form=form)


@bp.get("/<uuid:recommendation>")
@allow(officials)
def overview(recommendation: UUID) -> ResponseReturnValue:
    """Say where it stands, what is missing, and what comes next."""
    return _overview(*_on_desk(recommendation))


def _overview(
    found: Recommendation, version: RecommendationVersion | None, form: Form | None = None
) -> ResponseReturnValue:
    session = db.session()
    in_force = queries.find_in_force(session, found)
    shown = version or in_force or abort(404)
    return render_template(
        "recommendations/manage/overview.html",
        recommendation=found,
        version=version,
        shown=shown,
        in_force=in_force,
        lacks=[words.LACKS[key] for key in operations.what_is_missing(version, now=clock.now())] if version else [],
        pieces=evidence.shown_of(session, found, shown),
        published=queries.list_published_versions(session, found.id),
        consultation=evidence.consultation_url(session, found.consultation_id),
        may_prepare=can_prepare(current_user, found),
        may_publish=version is not None and can_publish(current_user, version),
        is_approver=current_user.holds("approver", authority_id=found.authority_id),
        form=form or forms.ReturnForm(formdata=None),
        words=words,
    )


@bp.route("/<uuid:recommendation>/tekst", methods=["GET", "POST"])
@allow(editors)
def write(recommendation: UUID) -> ResponseReturnValue:
    """Write what it says."""
    found, version = _to_edit(recommendation)
    is_new = found.published_number is None
    consultations = offers.consultations_of(db.session(), found.authority_id) if is_new else []
    form = forms.TextForm(
        partial(offers.find_organisations, db.session()),
        consultations,
        is_correction=version.number > 1,
        has_choice=bool(consultations),
        data=_said_of(found, version),
    )
    if form.validate_on_submit():
        edit_count = forms.edit_count_of(form)
        values = form.values()
        try:
            with transaction() as session:
                held = queries.get_recommendation(session, found.id)
                operations.change(session, held, values, edit_count=edit_count, **_by())
        except operations.ChangedMeanwhile as changed:
            form["edit_count"].data = str(changed.edit_count)
            form.form_errors.append(
                _("Somebody else saved this meanwhile. What you typed is here: save again to put it in its place.")
            )
        else:
            flash(_("Saved."), "yes")
            return redirect(url_for(".give_evidence" if is_new else ".overview", recommendation=recommendation))
    return render_template("recommendations/manage/write.html", recommendation=found, version=version, form=form)


@bp.route("/<uuid:recommendation>/dowody", methods=["GET", "POST"])
@allow(editors)
def give_evidence(recommendation: UUID) -> ResponseReturnValue:
    """Add a piece of evidence by its address."""
    found, version = _to_edit(recommendation)
    form = forms.EvidenceForm()
    piece = _piece(form) if form.validate_on_submit() else None
    if piece is not None:
        with transaction() as session:
            held = queries.get_recommendation(session, found.id)
            is_new = operations.add_evidence(session, held, piece.as_data(), **_by())
        if is_new:
            flash(_("Added: %(title)s", title=piece.title), "yes")
        else:
            flash(_("It is there already, or there is no room for more."), "info")
        return redirect(url_for(".give_evidence", recommendation=recommendation))
    return render_template(
        "recommendations/manage/give_evidence.html",
        recommendation=found,
        version=version,
        pieces=evidence.shown_of(db.session(), found, version),
        form=form,
        words=words,
    )


def _piece(form: forms.EvidenceForm) -> evidence.Piece | None:
    """Recognise what was pasted, or say beside the field what is wrong."""
    given = form.values()
    try:
        return evidence.recognise(db.session(), given["url"], given["title"])
    except evidence.NotForEverybody:
        form.refuse("url", _("Not everybody can read this page now. Evidence has to be public."))
    except evidence.NoSuchPage:
        form.refuse("url", _("There is no page at this address. Copy it whole from the browser."))
    except evidence.NeedsWords:
        form.refuse("title", _("Write what is to be seen there."))
    return None


@bp.post("/<uuid:recommendation>/dowody/usun")
@allow(editors)
def remove_evidence(recommendation: UUID) -> ResponseReturnValue:
    """Take a piece of evidence out."""
    found, _version = _to_edit(recommendation)
    url = request.form.get("piece", "")
    return _do(found, ".give_evidence", lambda session, held: operations.remove_evidence(session, held, url, **_by()))


@bp.post("/<uuid:recommendation>/do-zatwierdzenia")
@allow(editors)
def send_for_approval(recommendation: UUID) -> ResponseReturnValue:
    """Hand it to an approver."""
    found, _version = _to_edit(recommendation)
    done = _("Sent. An approver of your office can publish it now.")
    return _do(found, ".overview", lambda session, held: operations.send_for_approval(session, held, **_by()), done)


@bp.post("/<uuid:recommendation>/do-poprawy")
@allow(approvers)
def return_to_editor(recommendation: UUID) -> ResponseReturnValue:
    """Give it back, with what should be mended."""
    found, version = _to_approve(recommendation)
    form = forms.ReturnForm()
    if not form.validate_on_submit():
        return _overview(found, version, form)
    because = form.values()["because"]
    return _do(
        found,
        ".overview",
        lambda session, held: operations.return_to_editor(session, held, because, **_by()),
        _("Returned to the editor."),
    )


@bp.post("/<uuid:recommendation>/opublikuj")
@allow(approvers)
def publish(recommendation: UUID) -> ResponseReturnValue:
    """Publish the version in preparation, if it is still the one that was read."""
    found, _version = _to_approve(recommendation)
    settings: Settings = current_app.extensions["settings"]
    edit_count = forms.edit_count_of(forms.PublishForm())
    return _do(
        found,
        ".overview",
        lambda session, held: operations.publish(
            session, held, edit_count=edit_count, base_url=settings.base_url, **_by()
        ),
        _("Published. Everybody can read it now, and whom it asks is to answer."),
    )


@bp.post("/<uuid:recommendation>/popraw")
@allow(editors)
def begin_correction(recommendation: UUID) -> ResponseReturnValue:
    """Begin a new version of what was published."""
    found, _version = _on_desk(recommendation)
    if not can_prepare(current_user, found):
        abort(404)
    return _do(found, ".write", lambda session, held: operations.begin_correction(session, held, **_by()))


@bp.post("/<uuid:recommendation>/usun")
@allow(editors)
def discard(recommendation: UUID) -> ResponseReturnValue:
    """Give up what is in preparation."""
    found, _version = _to_edit(recommendation)
    with transaction() as session:
        is_left = operations.discard(session, queries.get_recommendation(session, found.id), **_by())
    if is_left:
        flash(_("The correction is given up; what was published stays as it is."), "yes")
        return redirect(url_for(".overview", recommendation=recommendation))
    flash(_("The preparation is deleted."), "yes")
    return redirect(url_for(".desk"))


def _do(found: Recommendation, then: str, act: Callable[[Any, Recommendation], Any], done: str = "") -> Response:
    """Do one act in a transaction of its own, and go on."""
    recommendation_id = found.id
    with transaction() as session:
        act(session, queries.get_recommendation(session, recommendation_id))
    if done:
        flash(done, "yes")
    return redirect(url_for(then, recommendation=recommendation_id))


def _by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def _offices(*roles: str) -> Sequence[Authority]:
    return authorities_queries.list_all(db.session(), Authority.id.in_(current_user.authority_ids(*roles)))


def _on_desk(recommendation_id: UUID) -> tuple[Recommendation, RecommendationVersion | None]:
    """Find a recommendation of the actor's office with its version in preparation, or answer 404."""
    found = queries.find_recommendation(db.session(), recommendation_id, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found, queries.find_preparing(db.session(), found.id)


def _to_edit(recommendation_id: UUID) -> tuple[Recommendation, RecommendationVersion]:
    """Find what the actor may edit."""
    found, version = _on_desk(recommendation_id)
    if not can_prepare(current_user, found):
        abort(404)
    if version is None:
        raise operations.NotInPreparation
    return found, version


def _to_approve(recommendation_id: UUID) -> tuple[Recommendation, RecommendationVersion | None]:
    """Find what an approver of its office decides about."""
    found, version = _on_desk(recommendation_id)
    if not current_user.holds("approver", authority_id=found.authority_id):
        abort(404)
    return found, version


def _said_of(found: Recommendation, version: RecommendationVersion) -> dict[str, Any]:
    """Give what is stored, as the form holds it; a new one has the usual day for its answer."""
    names = (
        "edit_count",
        "reason",
        "title",
        "text",
        "problem",
        "addressee_kind",
        "kind",
        "priority",
        "cost",
        "indicator",
    )
    stored = {name: getattr(version, name) for name in names}
    usual = clock.today() + TO_ANSWER if version.edit_count == 0 and version.number == 1 else None
    return stored | {
        "addressee_name": version.addressee,
        "answer_due_on": version.answer_due_on or usual,
        "consultation": str(found.consultation_id or ""),
    }
