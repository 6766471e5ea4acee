"""Pages with which an office prepares a meeting, publishes it, changes it and calls it off."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.clock import WARSAW
from consult.consultations import queries as consultations
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.files import operations as files_operations
from consult.files.forms import words_for
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder
from consult.meetings import forms, pages, queries
from consult.meetings.access import can_prepare, can_publish, can_see_names, is_approver
from consult.meetings.manage.desk import (
    approvers,
    base_url,
    bp,
    by,
    do,
    editors,
    meeting_on_desk,
    officials,
    on_desk,
    to_approve,
    to_edit,
)
from consult.meetings.models import Meeting
from consult.meetings.operations import announcing
from consult.meetings.views import show
from consult.meetings.window import warnings_of
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.transaction import transaction


@bp.get("/<slug:consultation>/spotkania")
@allow(officials)
def meetings(consultation: str) -> ResponseReturnValue:
    """List the meetings of a consultation."""
    found = on_desk(consultation)
    session = db.session()
    listed = queries.list_meetings(session, found.id)
    return render_template(
        "meetings/manage/meetings.html",
        consultation=found,
        rows=[(one, pages.kind_of(one), pages.when(one)) for one in listed],
        now=clock.now(),
        may_prepare=can_prepare(current_user, found),
    )


@bp.route("/<slug:consultation>/spotkania/nowe", methods=["GET", "POST"])
@allow(editors)
def new(consultation: str) -> ResponseReturnValue:
    """Prepare a meeting; nothing is public yet."""
    found = on_desk(consultation)
    if not can_prepare(current_user, found):
        abort(404)
    offered = {"takes_registrations": True, "asks_name": True, "groups": ["resident", "ngo", "business"]}
    form = forms.meeting_form(_languages(found), is_public=False)(data=offered)
    if not (form.validate_on_submit() and _is_in_time(form) and not _warn(found, form, None)):
        return render_template("meetings/manage/edit.html", consultation=found, meeting=None, form=form)
    with transaction() as session:
        held = consultations.get_consultation(session, found.id)
        key = forms.key_of(form)
        number = announcing.prepare(session, held, form.facts(), request_key=key, **by()).number
    flash(_("The meeting is prepared. Look at it, add files, and have it published."), "yes")
    return redirect(url_for(".meeting", consultation=consultation, number=number))


@bp.route("/<slug:consultation>/spotkania/<int:number>/zmiana", methods=["GET", "POST"])
@allow(editors)
def edit(consultation: str, number: int) -> ResponseReturnValue:
    """Write other facts; of a public meeting, with the reason that everybody reads."""
    found = to_edit(consultation, number)
    if found.called_off_at is not None:
        return redirect(url_for(".meeting", consultation=consultation, number=number))
    form = forms.meeting_form(_languages(found.consultation), is_public=found.is_public)(data=forms.shown(found))
    is_ready = form.validate_on_submit() and _is_in_time(form) and not _warn(found.consultation, form, found)
    if is_ready:
        try:
            return _saved(found, form)
        except announcing.ChangedMeanwhile:
            form["edit_count"].data = str(found.edit_count)
            form.form_errors = [_("Somebody changed it after you opened it. Sending yours replaces what they wrote.")]
        except announcing.NothingChanged:
            form.form_errors = [_("Nothing is different from what everybody reads already.")]
    return render_template("meetings/manage/edit.html", consultation=found.consultation, meeting=found, form=form)


def _saved(found: Meeting, form: Any) -> ResponseReturnValue:
    facts, count = form.facts(), forms.count_of(form)
    if not found.is_public:
        done = _("Saved. Nothing is public yet.")
        return do(found, lambda session, here: announcing.edit(session, here, facts, edit_count=count, **by()), done)
    reason = form.values()["reason"]
    done = _("Changed. Everybody reads it with the reason; those who left an address get a mail.")
    return do(
        found,
        lambda session, here: announcing.change(
            session, here, facts, reason, edit_count=count, base_url=base_url(), **by()
        ),
        done,
    )


def _is_in_time(form: Any) -> bool:
    """Refuse a meeting that would have begun already."""
    if form.begins_at > clock.now():
        return True
    form.refuse("held_on", _("This is over already. Choose a day that comes."))
    return False


def _warn(found: Consultation, form: Any, meeting: Meeting | None) -> bool:
    """Warn beside the day, once for each day: sent again as it is, it is saved."""
    held_on = form.begins_at.astimezone(WARSAW).date()
    asked = f"{form['kind'].data} {held_on}"
    known = asked == form["warned"].data
    is_same = meeting is not None and (meeting.kind, meeting.begins_at) == (form["kind"].data, form.begins_at)
    announced_at = meeting.published_at if meeting else None
    form.warnings = (
        []
        if known or is_same
        else warnings_of(db.session(), found, form["kind"].data, held_on, clock.now(), announced_at=announced_at)
    )
    form["warned"].data = asked
    return bool(form.warnings)


def _languages(found: Consultation) -> list[str]:
    """Name the languages in which a consultation speaks."""
    session = db.session()
    version = consultations.find_preparing(session, found.id) or consultations.find_in_force(session, found)
    return list(version.languages) if version else ["pl"]


@bp.get("/<slug:consultation>/spotkania/<int:number>")
@allow(officials)
def meeting(consultation: str, number: int) -> ResponseReturnValue:
    """Show where a meeting stands, and what can be done with it."""
    return _page(meeting_on_desk(consultation, number), forms.CallOffForm(formdata=None))


def _page(found: Meeting, form: Form) -> str:
    session = db.session()
    now = clock.now()
    taken, came = queries.count_taken(session, found.id), queries.count_came(session, found.id)
    held_on = found.begins_at.astimezone(WARSAW).date()
    warnings = warnings_of(session, found.consultation, found.kind, held_on, now, announced_at=found.published_at)
    return render_template(
        "meetings/manage/meeting.html",
        consultation=found.consultation,
        meeting=found,
        form=form,
        kind=pages.kind_of(found),
        when=pages.when(found),
        files=pages.downloads_of(found),
        changes=pages.changes_of(found),
        counts=pages.counts_of(found, taken, came),
        waiting=queries.count_waiting(session, found.id),
        warnings=warnings if now < found.begins_at else [],
        has_begun=now >= found.begins_at,
        may_prepare=can_prepare(current_user, found.consultation),
        may_publish=can_publish(current_user, found),
        is_approver=is_approver(current_user, found.consultation),
        may_see_names=can_see_names(current_user, found.consultation),
    )


@bp.get("/<slug:consultation>/spotkania/<int:number>/podglad")
@allow(officials)
def preview(consultation: str, number: int) -> ResponseReturnValue:
    """Show the page as everybody will read it."""
    return show(meeting_on_desk(consultation, number), is_preview=True)


@bp.post("/<slug:consultation>/spotkania/<int:number>/opublikuj")
@allow(approvers)
def publish(consultation: str, number: int) -> ResponseReturnValue:
    """Announce the meeting, if it is still the one that was read."""
    found = to_approve(consultation, number)
    count = forms.count_of(forms.ActForm())
    done = _("Published. People can read it now, and register if you ask for it.")
    return do(found, lambda session, here: announcing.publish(session, here, edit_count=count, **by()), done)


@bp.post("/<slug:consultation>/spotkania/<int:number>/odwolaj")
@allow(editors)
def call_off(consultation: str, number: int) -> ResponseReturnValue:
    """Say that the meeting is not held, and why."""
    found = to_edit(consultation, number)
    form = forms.CallOffForm()
    if not form.validate_on_submit():
        return _page(found, form)
    reason = form.values()["reason"]
    done = _("Called off. Everybody reads why; those who left an address get a mail.")
    return do(found, lambda session, here: announcing.call_off(session, here, reason, **by()), done)


@bp.post("/<slug:consultation>/spotkania/<int:number>/usun")
@allow(editors)
def remove(consultation: str, number: int) -> ResponseReturnValue:
    """Take away a meeting that was never public."""
    found = to_edit(consultation, number)
    with transaction() as session:
        announcing.remove(session, queries.get_meeting(session, found.id), **by())
    flash(_("The meeting is removed. Nobody had seen it."), "yes")
    return redirect(url_for(".meetings", consultation=consultation))


@bp.route("/<slug:consultation>/spotkania/<int:number>/pliki", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(editors)
def files(consultation: str, number: int) -> ResponseReturnValue:
    """Add files to read, before the meeting or after it."""
    found = to_edit(consultation, number)
    form = forms.file_form(_languages(found.consultation))()
    if form.validate_on_submit() and _added(found, form):
        flash(_("The file is added."), "yes")
        return redirect(url_for(".files", consultation=consultation, number=number))
    return render_template(
        "meetings/manage/files.html",
        consultation=found.consultation,
        meeting=found,
        form=form,
        files=pages.downloads_of(found),
    )


def _added(found: Meeting, form: Form) -> bool:
    """Take the file and record it; where it cannot be taken, say why beside its field."""
    upload = form["file"].data
    try:
        received = files_operations.receive(upload.stream, upload.filename, folder())
    except BadFile as bad:
        form.refuse("file", words_for(bad.problem))
        return False
    with transaction() as session:
        here = queries.get_meeting(session, found.id)
        stored = files_operations.record(session, received, clock.now())
        announcing.add_file(session, here, stored, form.values()["title"], **by())
    return True


@bp.post("/<slug:consultation>/spotkania/<int:number>/pliki/<uuid:file_id>/usun")
@allow(editors)
def remove_file(consultation: str, number: int, file_id: UUID) -> ResponseReturnValue:
    """Take a file off."""
    found = to_edit(consultation, number)
    done = _("The file is removed.")
    return do(
        found,
        lambda session, here: announcing.remove_file(session, here, file_id, **by()),
        done,
        then=".files",
    )
