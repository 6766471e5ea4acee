"""Pages with which an office prepares, approves, publishes and corrects a consultation."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.consultations import forms, operations, pages, queries, steps, views
from consult.consultations.access import OFFICIALS, can_prepare, can_publish, on_desk_of
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.publish import what_is_missing
from consult.extensions import db
from consult.files import operations as files_operations
from consult.files.forms import words_for
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder
from consult.web.access import allow, holding
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction

bp = Blueprint("consultations_manage", __name__, url_prefix="/urzad/k")
editors = holding("editor")
approvers = holding("approver")
officials = holding(*OFFICIALS)
Act = Callable[[Any, Consultation], Any]
"""Something done in a transaction: its session and the consultation, fetched again in it."""


@bp.errorhandler(operations.NotInPreparation)
@bp.errorhandler(operations.NotReady)
@bp.errorhandler(operations.NotYours)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done, on the page where it can be mended."""
    words = {
        operations.NotInPreparation: _("Nothing was done: somebody changed this meanwhile. Look again."),
        operations.NotReady: _("It cannot be published yet. The list says what is missing."),
        operations.NotYours: _("Nothing was done: another person must approve what you prepared."),
    }
    flash(words[type(problem)], "no")
    slug = (request.view_args or {})["consultation"]
    return redirect(url_for(".review", consultation=slug))


@bp.route("/nowa", methods=["GET", "POST"])
@allow(editors)
def prepare() -> ResponseReturnValue:
    """Begin a consultation."""
    mine = Authority.id.in_(current_user.authority_ids("editor"))
    offices = authorities_queries.list_all(db.session(), mine)
    enter(offices[0])
    languages = list(dict.fromkeys(code for office in offices for code in office.languages))
    form = forms.new_form([(str(office.id), office.name) for office in offices], languages)()
    if form.validate_on_submit():
        office = _chosen(offices, form)
        values = form.values()
        with transaction() as session:
            begun = operations.prepare(
                session,
                authorities_queries.get_authority(session, office.id),
                values["title"],
                languages=["pl", *(code for code in values.get("languages") or [] if code in office.languages)],
                actor=current_user,
                now=clock.now(),
            )
            slug = begun.slug
        return redirect(url_for(".content", consultation=slug))
    return render_template("consultations/manage/prepare.html", form=form)


def _chosen(offices: Sequence[Authority], form: Form) -> Authority:
    wanted = form.values().get("authority")
    return next((office for office in offices if str(office.id) == wanted), offices[0])


@bp.get("/<slug:consultation>")
@allow(officials)
def overview(consultation: str) -> ResponseReturnValue:
    """Say where it stands and what comes next."""
    found, preparing = _on_desk(consultation)
    return render_template(
        "consultations/manage/overview.html",
        consultation=found,
        stage=found.stage(clock.now()),
        preparing=preparing,
        in_force=queries.find_in_force(db.session(), found),
        published=queries.list_published_versions(db.session(), found.id),
        missing=what_is_missing(db.session(), preparing, now=clock.now()) if preparing else [],
        may_prepare=can_prepare(current_user, found),
    )


@bp.route("/<slug:consultation>/tresc", methods=["GET", "POST"])
@allow(editors)
def content(consultation: str) -> ResponseReturnValue:
    """Write what it is about."""
    found, version = _to_edit(consultation)
    form = forms.content_form(version.languages, is_correction=version.number > 1)(obj=version)
    return _edit(found, version, form, "content", "dates")


@bp.route("/<slug:consultation>/terminy", methods=["GET", "POST"])
@allow(editors)
def dates(consultation: str) -> ResponseReturnValue:
    """Set the dates and the person to ask."""
    found, version = _to_edit(consultation)
    form = forms.dates_form(version.languages, found.authority.languages)(obj=version)
    return _edit(found, version, form, "dates", "privacy")


@bp.route("/<slug:consultation>/prywatnosc", methods=["GET", "POST"])
@allow(editors)
def privacy(consultation: str) -> ResponseReturnValue:
    """Write what becomes of personal data."""
    found, version = _to_edit(consultation)
    return _edit(found, version, forms.privacy_form(version.languages)(obj=version), "privacy", "documents")


def _edit(
    found: Consultation, version: ConsultationVersion, form: Form, step: str, following: str
) -> ResponseReturnValue:
    """Show a step's form, or save it and go to the next step."""
    if form.validate_on_submit() and _saved(found, form):
        flash(_("Saved."), "yes")
        return redirect(url_for(f".{following}", consultation=found.slug))
    return _step_page(step, found, version, form=form)


def _saved(found: Consultation, form: Form) -> bool:
    """Save the form; where somebody else saved meanwhile, say so and keep what was typed."""
    values = form.values()
    opened_with = values.pop("edit_count")
    if "languages" in values:
        values["languages"] = ["pl", *values["languages"]]
    try:
        with transaction() as session:
            operations.change(
                session,
                queries.get_consultation(session, found.id),
                values,
                edit_count=int(opened_with) if opened_with.isdecimal() else -1,
                actor=current_user,
                now=clock.now(),
            )
    except operations.ChangedMeanwhile as meanwhile:
        form["edit_count"].data = meanwhile.edit_count
        form.form_errors.append(
            _("Somebody else saved this step after you opened it. Your text is below; sending it replaces theirs.")
        )
        return False
    return True


@bp.route("/<slug:consultation>/dokumenty", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(editors)
def documents(consultation: str) -> ResponseReturnValue:
    """Add documents to download."""
    found, version = _to_edit(consultation)
    form = forms.document_form(version.languages)()
    if form.validate_on_submit() and _added(found, form):
        flash(_("The document is added."), "yes")
        return redirect(url_for(".documents", consultation=found.slug))
    given = pages.downloads_of(found, version.documents)
    return _step_page(
        "documents", found, version, form=form, documents=list(zip(version.documents, given, strict=True))
    )


def _added(found: Consultation, form: Form) -> bool:
    """Take the file and record it; where it cannot be taken, say why beside its field."""
    upload = form["file"].data
    try:
        received = files_operations.receive(upload.stream, upload.filename, folder())
    except BadFile as bad:
        form.refuse("file", words_for(bad.problem))
        return False
    with transaction() as session:
        stored = files_operations.record(session, received, clock.now())
        operations.add_document(
            session,
            queries.get_consultation(session, found.id),
            stored,
            form.values()["title"],
            actor=current_user,
            now=clock.now(),
        )
    return True


@bp.post("/<slug:consultation>/dokumenty/<uuid:document>/usun")
@allow(editors)
def remove_document(consultation: str, document: UUID) -> ResponseReturnValue:
    """Take a document off the version in preparation."""
    found, _version = _to_edit(consultation)
    return _do(found, lambda session, here: operations.remove_document(session, here, document, **_by()), ".documents")


@bp.get("/<slug:consultation>/podglad")
@allow(officials)
def preview(consultation: str) -> ResponseReturnValue:
    """Show the public page as it will be."""
    found, version = _on_desk(consultation)
    return views.show(found, version or abort(404), is_preview=True)


@bp.get("/<slug:consultation>/publikacja")
@allow(officials)
def review(consultation: str) -> ResponseReturnValue:
    """Say what is missing, and offer the next act to who may do it."""
    found, version = _on_desk(consultation)
    if version is None:
        return redirect(url_for(".overview", consultation=found.slug))
    return _review_page(found, version, forms.ReturnForm())


def _review_page(found: Consultation, version: ConsultationVersion, form: Form) -> ResponseReturnValue:
    return _step_page(
        "review",
        found,
        version,
        form=form,
        may_prepare=can_prepare(current_user, found),
        may_publish=can_publish(current_user, version),
        is_approver=current_user.holds("approver", authority_id=found.authority_id),
    )


@bp.post("/<slug:consultation>/do-zatwierdzenia")
@allow(editors)
def send_for_approval(consultation: str) -> ResponseReturnValue:
    """Hand it to an approver."""
    found, _version = _to_edit(consultation)
    return _do(
        found,
        lambda session, here: operations.send_for_approval(session, here, **_by()),
        ".overview",
        _("Sent. An approver of your office can publish it now."),
    )


@bp.post("/<slug:consultation>/do-poprawy")
@allow(approvers)
def return_to_editor(consultation: str) -> ResponseReturnValue:
    """Give it back, with what should be mended."""
    found, version = _to_approve(consultation)
    form = forms.ReturnForm()
    if not form.validate_on_submit():
        return _review_page(found, version, form)
    because = form.values()["because"]
    return _do(
        found,
        lambda session, here: operations.return_to_editor(session, here, because, **_by()),
        ".overview",
        _("Returned to the editor."),
    )


@bp.post("/<slug:consultation>/opublikuj")
@allow(approvers)
def publish(consultation: str) -> ResponseReturnValue:
    """Publish the version in preparation."""
    found, _version = _to_approve(consultation)
    return _do(
        found,
        lambda session, here: operations.publish(session, here, **_by()),
        ".overview",
        _("Published. Everybody can read it now."),
    )


@bp.post("/<slug:consultation>/popraw")
@allow(editors)
def begin_correction(consultation: str) -> ResponseReturnValue:
    """Begin a new version of what was published."""
    found, _version = _on_desk(consultation)
    if not can_prepare(current_user, found):
        abort(404)
    return _do(found, lambda session, here: operations.begin_correction(session, here, **_by()), ".content")


@bp.post("/<slug:consultation>/odrzuc-poprawke")
@allow(editors)
def discard_correction(consultation: str) -> ResponseReturnValue:
    """Give up the correction in preparation."""
    found, _version = _to_edit(consultation)
    return _do(
        found,
        lambda session, here: operations.discard_correction(session, here, **_by()),
        ".overview",
        _("The correction is given up; what was published stays as it is."),
    )


def _do(found: Consultation, act: Act, then: str, done: str = "") -> ResponseReturnValue:
    """Do one act in a transaction of its own, and go on."""
    slug = found.slug
    with transaction() as session:
        act(session, queries.get_consultation(session, found.id))
    if done:
        flash(done, "yes")
    return redirect(url_for(then, consultation=slug))


def _by() -> dict[str, Any]:
    return {"actor": current_user, "now": clock.now()}


def _on_desk(slug: str) -> tuple[Consultation, ConsultationVersion | None]:
    """Find a consultation of the actor's office with its version in preparation, or answer 404."""
    found = queries.find_consultation(db.session(), slug, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found, queries.find_preparing(db.session(), found.id)


def _to_edit(slug: str) -> tuple[Consultation, ConsultationVersion]:
    """Find what the actor may edit; what is not in preparation cannot be."""
    found, version = _on_desk(slug)
    if not can_prepare(current_user, found):
        abort(404)
    if version is None:
        raise operations.NotInPreparation
    return found, version


def _to_approve(slug: str) -> tuple[Consultation, ConsultationVersion]:
    """Find what an approver of its office decides about."""
    found, version = _on_desk(slug)
    if not current_user.holds("approver", authority_id=found.authority_id):
        abort(404)
    if version is None:
        raise operations.NotInPreparation
    return found, version


def _step_page(step: str, found: Consultation, version: ConsultationVersion, **values: Any) -> str:
    missing = what_is_missing(db.session(), version, now=clock.now())
    return render_template(
        f"consultations/manage/{step}.html",
        consultation=found,
        version=version,
        steps=steps.steps(found.slug, missing, step),
        lacks=steps.lacks(found.slug, found.authority.slug, missing),
        **values,
    )
