"""Pages with which people register for a meeting and give their place back: without an account, by a receipt code."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.extensions import csrf, db
from consult.meetings import forms, pages, queries
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations import places as operations
from consult.meetings.operations.erasing import KEPT
from consult.meetings.rules.vocabulary import CANCELLED
from consult.meetings.views import bp, public_meeting
from consult.participation import forms as participation
from consult.participation.rules.receipts import Mistyped, read_code, receipt_hash
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

__all__ = ["bp"]
FROM_ADDRESS = throttle.Limit(200, throttle.HOUR)
"""A hall full of people may sit behind one address."""
WRONG_CODES = throttle.Limit(20, throttle.QUARTER)

csrf.exempt(bp)  # a form's slot or a receipt code guards each POST of it


class TooMany(Exception):
    """More came from one address than people write."""


def base_url() -> str:
    """Give the address of this installation, for mails."""
    return str(current_app.extensions["settings"].base_url)


@bp.route("/k/<slug:consultation>/spotkania/<int:number>/zapisy", methods=["GET", "POST"])
@allow(anyone)
def register(consultation: str, number: int) -> ResponseReturnValue:
    """Ask who wants to come, and give a place or one on the waiting list."""
    found = public_meeting(consultation, number)
    personal()
    if request.method == "GET" and not found.takes_now(clock.now()):
        return redirect(url_for(".meeting", consultation=consultation, number=number))
    form = _form(found)
    if request.method == "GET":
        return _page(found, form, None)
    slot = _slot(found)
    if slot is None:
        form.form_errors = [_("This page was open for too long. Nothing is lost: read it again and send it.")]
        return _page(found, form, None), HTTPStatus.BAD_REQUEST
    return _take(found, form, slot) if form.validate() else _page(found, form, slot)


def _form(found: Meeting) -> Form:
    offers_mail = current_app.extensions["settings"].smtp_url is not None
    return forms.register_form(found.groups, asks_name=found.asks_name, offers_mail=offers_mail)(meta={"csrf": False})


def _slot(found: Meeting) -> Slot | None:
    try:
        slot = participation.slot_received()
    except NotGenuine:
        return None
    return slot if slot.subject == found.id else None


def _page(found: Meeting, form: Form, slot: Slot | None) -> str:
    kept = request.form.get(participation.FIELD, "") if slot else participation.issue(found.id, clock.now())
    return render_template(
        "meetings/register.html",
        meeting=found,
        consultation=found.consultation,
        when=pages.when(found),
        form=form,
        slot=kept,
        free=pages.free_of(db.session(), found),
        days=KEPT.days,
    )


def _take(found: Meeting, form: Form, slot: Slot) -> ResponseReturnValue:
    """Register, and show the receipt; where that cannot be, show what was typed."""
    values = form.values()
    receipt = participation.receipt_for(slot)
    now = participation.come_of_age(slot, clock.now())
    asked = operations.Asked(
        group=values.get("group") or found.groups[0],
        name=values.get("name") or "",
        email=values.get("email") or "",
        needs=values["needs"] or "",
        language=language(),
    )
    try:
        with transaction() as session:
            count_from(session, "registrations from", FROM_ADDRESS, now)
            held = queries.get_meeting(session, found.id)
            operations.register(
                session,
                held,
                asked,
                receipt_hash=receipt.hash,
                code=receipt.code,
                base_url=base_url(),
                now=now,
            )
    except operations.NotOpen:
        return _closed(found)
    except operations.OtherPerson:
        form.form_errors = [
            _("You have sent this page before, for somebody else. Send it to register one more person.")
        ]
        return _page(found, form, None), HTTPStatus.CONFLICT
    except TooMany:
        form.form_errors = [
            _("Very many registrations come from your network. Nothing is lost: wait a while, then send it.")
        ]
        return _page(found, form, slot), HTTPStatus.TOO_MANY_REQUESTS
    return _receipt(receipt.code)


def count_from(session: Session, what: str, limit: throttle.Limit, now: datetime) -> None:
    """Count what comes from one address; raise `TooMany`."""
    bucket = keys().of(what, throttle.network_of(request.remote_addr))
    if throttle.take(session, bucket, limit, now=now) is not None:
        raise TooMany


def _receipt(code: str) -> str:
    """Show the receipt: a place or the waiting list, the code, and the code as a picture for the door."""
    session = db.session()
    kept = queries.find_by_receipt(session, receipt_hash(code)) or abort(404)
    return render_template(
        "meetings/receipt.html",
        registration=kept,
        meeting=kept.meeting,
        consultation=kept.meeting.consultation,
        title=pages.registered_title(kept),
        lead=pages.registered_lead(session, kept),
        code=code,
        picture=pages.qr_of(kept.meeting, code),
    )


def _closed(found: Meeting) -> ResponseReturnValue:
    page = render_template(
        "meetings/closed.html",
        meeting=found,
        consultation=found.consultation,
        is_called_off=found.called_off_at is not None,
    )
    return page, HTTPStatus.GONE


@bp.route("/k/<slug:consultation>/spotkania/<int:number>/rezygnacja", methods=["GET", "POST"])
@allow(anyone)
def cancel(consultation: str, number: int) -> ResponseReturnValue:
    """Give a place back, by the code of the receipt; a link brings the code along, and still asks."""
    found = public_meeting(consultation, number)
    personal()
    form = forms.CodeForm() if request.method == "POST" else forms.CodeForm(code=_code_of_link())
    if request.method == "POST" and form.validate():
        done = _by_code(found, form, _cancel)
        if done is not None:
            return done
    return render_template(
        "meetings/cancel.html",
        meeting=found,
        consultation=found.consultation,
        when=pages.when(found),
        form=form,
    )


def _code_of_link() -> str:
    """Read the code that a link of a mail brings along; what is no code is left out."""
    try:
        return read_code(request.args.get("kod", ""))
    except Mistyped:
        return ""


def _cancel(session: Session, held: Meeting, kept: Registration) -> None:
    operations.cancel(session, held, kept, base_url=base_url(), now=clock.now())


def _by_code(
    found: Meeting, form: Form, act: Callable[[Session, Meeting, Registration], None]
) -> ResponseReturnValue | None:
    """Do something with the registration of the code that was sent; without one, say so beside the field."""
    kept = registration_of(found, form)
    if kept is None:
        return None
    was_cancelled = kept.state == CANCELLED
    code = kept.receipt_hash or ""
    try:
        with transaction() as session:
            held = queries.get_meeting(session, found.id)
            again = queries.find_by_receipt(session, code, for_update=True) or abort(404)
            act(session, held, again)
    except operations.NotOpen:
        return _closed(found)
    return render_template(
        "meetings/cancelled.html",
        meeting=found,
        consultation=found.consultation,
        was_cancelled=was_cancelled,
    )


def registration_of(found: Meeting, form: Form) -> Registration | None:
    """Find the registration of a code, among those of this meeting; wrong codes are counted."""
    try:
        code = read_code(form.values()["code"])
    except Mistyped:
        form.refuse("code", _("A character of the code is missing or wrong. Compare it with your receipt."))
        return None
    kept = queries.find_by_receipt(db.session(), receipt_hash(code))
    if kept is not None and kept.meeting_id == found.id:
        return kept
    bucket = keys().of("codes from", throttle.network_of(request.remote_addr))
    with transaction() as session:
        wait = throttle.take(session, bucket, WRONG_CODES, now=clock.now())
    if wait is not None:
        form.refuse("code", _("Too many codes in a short time. Wait a few minutes, then try again."))
    else:
        form.refuse("code", _("Nobody has registered for this meeting with this code."))
    return None
