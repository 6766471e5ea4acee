"""Pages for phones in the hall: by a short code, without an account, without JavaScript."""

from http import HTTPStatus

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.accounts import throttle
from consult.authorities.current import enter
from consult.extensions import db
from consult.meetings import forms, hall_queries, queries
from consult.meetings.models import Meeting
from consult.meetings.operations import workshop as operations
from consult.meetings.registering import TooMany, bp, count_from
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.headers import personal
from consult.web.transaction import transaction

__all__ = ["bp"]
IDEAS_FROM_ADDRESS = throttle.Limit(300, throttle.HOUR)
"""A hall full of people may sit behind one address."""


@bp.route("/s/<string(minlength=4, maxlength=8):code>", methods=["GET", "POST"])
@allow(anyone)
def phone(code: str) -> ResponseReturnValue:
    """Take an idea from somebody in the hall; capital letters do not matter."""
    found = queries.find_by_short_code(db.session(), code.upper()) or abort(404)
    if code != code.upper() and request.method == "GET":
        return redirect(url_for(".phone", code=code.upper()))
    enter(found.consultation.authority)
    personal()
    question = hall_queries.find_open(db.session(), found.id)
    if question is not None and not found.takes_ideas and request.method == "GET":
        return redirect(url_for(".answer", code=code))
    tables = queries.list_tables(db.session(), found.id)
    form = forms.phone_form([(str(one.number), f"{one.number}. {one.topic}") for one in tables])(meta={"csrf": False})
    if request.method == "GET" or not found.takes_ideas or not tables:
        return _page(found, form, is_open=found.takes_ideas and bool(tables))
    slot = _slot(found)
    if slot is None:
        form.form_errors = [_("This page was open for too long. Nothing is lost: read it again and send it.")]
        return _page(found, form, is_open=True), HTTPStatus.BAD_REQUEST
    return _take(found, form, slot) if form.validate() else _page(found, form, is_open=True)


def _slot(found: Meeting) -> Slot | None:
    try:
        slot = participation.slot_received()
    except NotGenuine:
        return None
    return slot if slot.subject == found.id else None


def _page(found: Meeting, form: Form, *, is_open: bool, thanks: str = "") -> str:
    return render_template(
        "meetings/phone.html",
        meeting=found,
        consultation=found.consultation,
        form=form,
        is_open=is_open,
        thanks=thanks,
        slot=participation.issue(found.id, clock.now()) if is_open else "",
        question=hall_queries.find_open(db.session(), found.id),
    )


def _take(found: Meeting, form: Form, slot: Slot) -> ResponseReturnValue:
    """Write the idea down, and ask for another."""
    values = form.values()
    now = participation.come_of_age(slot, clock.now())
    hashed = participation.receipt_for(slot).hash
    try:
        with transaction() as session:
            count_from(session, "ideas from", IDEAS_FROM_ADDRESS, now)
            held = queries.get_meeting(session, found.id)
            table = queries.find_table(session, found.id, int(values.get("table") or 1)) or abort(404)
            operations.add_idea(session, held, table, values["title"], values["text"] or "", form_hash=hashed)
    except operations.NotOpen:
        return _page(found, form, is_open=False), HTTPStatus.GONE
    except TooMany:
        form.form_errors = [_("Very many ideas come from your network. Nothing is lost: wait a while, then send it.")]
        return _page(found, form, is_open=True), HTTPStatus.TOO_MANY_REQUESTS
    empty = type(form)(formdata=None, meta={"csrf": False}, data={"table": values.get("table")})
    return _page(found, empty, is_open=True, thanks=values["title"])
