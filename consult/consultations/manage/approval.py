"""Where it stands, what is missing, and the acts that lead to the public: send, return, publish, correct."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.consultations import calendar_forms, forms, operations, queries, steps, views
from consult.consultations.access import can_prepare, can_publish, on_desk_of
from consult.consultations.instruments import instruments
from consult.consultations.manage.desk import (
    approvers,
    bp,
    by,
    do,
    editors,
    officials,
    on_desk,
    step_page,
    to_approve,
    to_edit,
    was_clicked_twice,
)
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.publish import what_is_missing, what_is_unlawful
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction


@bp.get("/<slug:consultation>")
@allow(officials)
def overview(consultation: str) -> ResponseReturnValue:
    """Say where it stands and what comes next."""
    found, preparing = on_desk(consultation)
    return render_template(
        "consultations/manage/overview.html",
        consultation=found,
        stage=found.stage(clock.now()),
        preparing=preparing,
        in_force=queries.find_in_force(db.session(), found),
        published=queries.list_published_versions(db.session(), found.id),
        missing=what_is_missing(db.session(), preparing, now=clock.now()) if preparing else [],
        may_prepare=can_prepare(current_user, found),
        instruments=[instrument.desk_link(found) for instrument in instruments()],
    )


@bp.get("/<slug:consultation>/podglad")
@allow(officials)
def preview(consultation: str) -> ResponseReturnValue:
    """Show the public page as it will be; where a part is missing, say so and lead to its step."""
    found, version = on_desk(consultation)
    if version is None:
        abort(404)
    missing = what_is_missing(db.session(), version, now=clock.now())
    gaps = steps.lacks(found.slug, found.authority.slug, missing)
    if not can_prepare(current_user, found):
        gaps = [replace(gap, url="") for gap in gaps]
    return views.show(found, version, is_preview=True, gaps=gaps)


@bp.get("/<slug:consultation>/publikacja")
@allow(officials)
def review(consultation: str) -> ResponseReturnValue:
    """Say what is missing, and offer the next act to who may do it."""
    found, version = on_desk(consultation)
    if version is None:
        return redirect(url_for(".overview", consultation=found.slug))
    return _review_page(found, version)


def _review_page(
    found: Consultation, version: ConsultationVersion, form: Form | None = None, override: Form | None = None
) -> ResponseReturnValue:
    return step_page(
        "review",
        found,
        version,
        form=form or forms.ReturnForm(formdata=None),
        override=override or _override_form(found, version),
        may_prepare=can_prepare(current_user, found),
        may_publish=can_publish(current_user, version),
        is_approver=current_user.holds("approver", authority_id=found.authority_id),
    )


def _override_form(found: Consultation, version: ConsultationVersion) -> Form:
    """Ask for a reason; where the version in force was published for one, begin with that."""
    in_force = queries.find_in_force(db.session(), found)
    before = in_force.override_reason if in_force else {}
    make = calendar_forms.override_form(version.languages)
    return make(formdata=None, edit_count=version.edit_count, override_reason=before)


@bp.post("/<slug:consultation>/do-zatwierdzenia")
@allow(editors)
def send_for_approval(consultation: str) -> ResponseReturnValue:
    """Hand it to an approver."""
    found, _version = to_edit(consultation)
    return do(
        found,
        lambda session, here: operations.send_for_approval(session, here, **by()),
        ".overview",
        _("Sent. An approver of your office can publish it now."),
    )


@bp.post("/<slug:consultation>/do-poprawy")
@allow(approvers)
def return_to_editor(consultation: str) -> ResponseReturnValue:
    """Give it back, with what should be mended."""
    found, version = to_approve(consultation)
    form = forms.ReturnForm()
    if version is not None and not form.validate_on_submit():
        return _review_page(found, version, form)
    because = form.values()["because"]
    try:
        return do(
            found,
            lambda session, here: operations.return_to_editor(session, here, because, **by()),
            ".overview",
            _("Returned to the editor."),
        )
    except operations.NotInPreparation:
        flash(
            _(
                "It could not be returned: meanwhile it was published, or the correction was given up."
                " You wrote: %(words)s",
                words=because,
            ),
            "no",
        )
        return redirect(url_for(".overview", consultation=consultation))


@bp.post("/<slug:consultation>/opublikuj")
@allow(approvers)
def publish(consultation: str) -> ResponseReturnValue:
    """Publish the version in preparation, if it is still the one that was read."""
    found, version = to_approve(consultation)
    form, reason = forms.PublishForm(), None
    if version is not None and what_is_unlawful(db.session(), version, now=clock.now()):
        form = calendar_forms.override_form(version.languages)()
        if not form.validate_on_submit():
            return _review_page(found, version, override=form)
        reason = form.values()["override_reason"]
    edit_count = forms.edit_count_of(form)
    try:
        return do(
            found,
            lambda session, here: operations.publish(
                session, here, edit_count=edit_count, override_reason=reason, **by()
            ),
            ".overview",
            _("Published. Everybody can read it now."),
        )
    except (operations.ChangedMeanwhile, operations.NotInPreparation):
        if reason is None or was_clicked_twice():
            raise
        words = " / ".join(reason.values())
        flash(
            _("Nothing was done: somebody changed this meanwhile. Read it again. You wrote: %(words)s", words=words),
            "no",
        )
        return redirect(url_for(".review", consultation=consultation))


@bp.post("/<slug:consultation>/popraw")
@allow(editors)
def begin_correction(consultation: str) -> ResponseReturnValue:
    """Begin a new version of what was published."""
    found, _version = to_edit(consultation)
    return do(found, lambda session, here: operations.begin_correction(session, here, **by()), ".content")


@bp.post("/<slug:consultation>/odrzuc-poprawke")
@allow(editors)
def discard_correction(consultation: str) -> ResponseReturnValue:
    """Give up the correction in preparation."""
    found, _version = to_edit(consultation)
    return do(
        found,
        lambda session, here: operations.discard_correction(session, here, **by()),
        ".overview",
        _("The correction is given up; what was published stays as it is."),
    )


@bp.post("/<slug:consultation>/usun")
@allow(editors)
def delete_preparation(consultation: str) -> ResponseReturnValue:
    """Delete what was never published."""
    found = queries.find_consultation(db.session(), consultation, on_desk_of(current_user))
    if found is not None:
        to_edit(consultation)
        with transaction() as session:
            operations.delete_preparation(session, queries.get_consultation(session, found.id), **by())
        flash(_("The preparation is deleted."), "yes")
    elif not was_clicked_twice():
        abort(404)
    return redirect(url_for("desks.office"))
