"""The protocol for everybody once it is published, and before that for the objections of those who were there."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.accounts import throttle
from consult.consultations.origins import made_of
from consult.documents import as_docx, as_odt, as_pdf
from consult.documents.tree import Document
from consult.extensions import db
from consult.meetings import forms as meeting_forms
from consult.meetings import protocol_forms as forms
from consult.meetings import queries
from consult.meetings.access import has_public_protocol
from consult.meetings.models import Meeting, Protocol, Registration
from consult.meetings.operations import protocol as operations
from consult.meetings.origins import FINDING
from consult.meetings.protocol_pages import document_of, follow_up, shown_of
from consult.meetings.registering import TooMany, bp, count_from, registration_of
from consult.meetings.rules.protocol import takes_objections
from consult.meetings.views import public_meeting
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine, Slot, read
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

__all__ = ["bp"]
OBJECTIONS_FROM_ADDRESS = throttle.Limit(60, throttle.HOUR)
WRITERS: Mapping[str, tuple[str, Callable[[Document], bytes]]] = {
    "pdf": (as_pdf.MEDIA_TYPE, as_pdf.write),
    "docx": (as_docx.MEDIA_TYPE, as_docx.write),
    "odt": (as_odt.MEDIA_TYPE, as_odt.write),
}


def _published(slug: str, number: int) -> tuple[Meeting, Protocol]:
    """Find a meeting with its published protocol, or answer 404."""
    meeting = public_meeting(slug, number)
    protocol = queries.find_protocol(db.session(), meeting.id)
    if protocol is None or not has_public_protocol(protocol):
        abort(404)
    return meeting, protocol


@bp.get("/k/<slug:consultation>/spotkania/<int:number>/protokol")
@allow(anyone)
def protocol(consultation: str, number: int) -> ResponseReturnValue:
    """Tell what was said, found, agreed and disputed."""
    meeting, found = _published(consultation, number)
    return render_template(
        "meetings/protocol.html",
        meeting=meeting,
        consultation=meeting.consultation,
        protocol=found,
        shown=shown_of(found),
        follow_up=follow_up,
        became=made_of(db.session(), FINDING, [str(point.id) for point in found.points]),
        kinds=list(WRITERS),
    )


@bp.get("/k/<slug:consultation>/spotkania/<int:number>/protokol.<any(pdf, docx, odt):kind>")
@allow(anyone)
def protocol_file(consultation: str, number: int, kind: str) -> ResponseReturnValue:
    """Give the protocol as a file, in the reader's language where it is not what people wrote."""
    _meeting, found = _published(consultation, number)
    media_type, write = WRITERS[kind]
    response = Response(write(document_of(found)), mimetype=media_type)
    name = f"protokol-{consultation}-{number}-{language()}.{kind}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


@bp.route("/k/<slug:consultation>/spotkania/<int:number>/protokol/zastrzezenia", methods=["GET", "POST"])
@allow(anyone)
def objections(consultation: str, number: int) -> ResponseReturnValue:
    """Let those who were there read the protocol before it is approved, and object: by a code, or a link of a mail."""
    meeting = public_meeting(consultation, number)
    found = queries.find_protocol(db.session(), meeting.id)
    if found is None or not _is_open(found):
        abort(404)
    personal()
    slot = _slot(request.form.get(participation.FIELD) or request.args.get("klucz", ""))
    kept = _who(meeting, slot)
    if kept is not None and slot is not None:
        form = forms.ObjectionForm()
        if request.method == "POST" and form.validate():
            return _object(meeting, found, kept, form, slot)
        return _read(meeting, found, kept, form)
    code = meeting_forms.CodeForm(formdata=request.form if "code" in request.form else None)
    if "code" in request.form and code.validate():
        kept = registration_of(meeting, code)
        if kept is not None and kept.checked_in_at is not None:
            return _read(meeting, found, kept, forms.ObjectionForm(formdata=None))
        if kept is not None:
            code.refuse("code", _("By the list of the door you were not there. Tell the office if you were."))
    return render_template(
        "meetings/objections.html",
        meeting=meeting,
        consultation=meeting.consultation,
        until=found.objections_until,
        form=code,
    )


def _is_open(found: Protocol) -> bool:
    return takes_objections(clock.today(), found.objections_until, is_published=found.published_at is not None)


def _slot(value: str) -> Slot | None:
    """Read the key of a participant: the slot of a form, or the one that a mail brought."""
    try:
        return read(value, str(current_app.extensions["settings"].secret_key))
    except NotGenuine:
        return None


def _who(meeting: Meeting, slot: Slot | None) -> Registration | None:
    """Find the participant of a key, if they were at this meeting."""
    kept = db.session().get(Registration, slot.subject) if slot else None
    if kept is None or kept.meeting_id != meeting.id or kept.checked_in_at is None:
        return None
    return kept


def _read(meeting: Meeting, found: Protocol, kept: Registration, form: Form) -> str:
    """Show the protocol as it is now, and the form for an objection."""
    return render_template(
        "meetings/object.html",
        meeting=meeting,
        consultation=meeting.consultation,
        protocol=found,
        shown=shown_of(found),
        follow_up=follow_up,
        became={},
        form=form,
        slot=participation.issue(kept.id, clock.now()),
        until=found.objections_until,
    )


def _object(meeting: Meeting, found: Protocol, kept: Registration, form: Form, slot: Slot) -> ResponseReturnValue:
    text = form.values()["text"]
    hashed = participation.receipt_for(slot).hash
    try:
        with transaction() as session:
            count_from(session, "objections from", OBJECTIONS_FROM_ADDRESS, clock.now())
            held = queries.find_protocol(session, meeting.id, for_update=True) or abort(404)
            here = session.get_one(Registration, kept.id)
            number = operations.object_to(session, held, here, text, form_hash=hashed, now=clock.now()).number
    except operations.NotNow:
        form.form_errors = [_("The time for objections is over. Copy what you wrote, and send it to the office.")]
        return _read(meeting, found, kept, form), HTTPStatus.GONE
    except TooMany:
        form.form_errors = [_("Very many objections come from your network. Nothing is lost: wait, then send it.")]
        return _read(meeting, found, kept, form), HTTPStatus.TOO_MANY_REQUESTS
    return render_template(
        "meetings/objected.html",
        meeting=meeting,
        consultation=meeting.consultation,
        number=number,
        text=text,
    )
