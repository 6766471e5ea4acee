"""Stop and come back: unfinished answers, kept under a code that the person alone has, on any device."""

import json
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.authorities.current import enter_known
from consult.extensions import csrf, db
from consult.mail import outbox
from consult.participation import forms as participation
from consult.participation import unfinished
from consult.participation.rules.codes import new_code, read_access_code
from consult.participation.rules.intake import GRACE, Intake
from consult.participation.rules.receipts import Mistyped
from consult.participation.rules.slots import NotGenuine
from consult.questionnaires import asking, showing
from consult.questionnaires.filling import SCRIPTED, Filling, Place
from consult.web.access import allow, anyone
from consult.web.forms import Form, email, line
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_resuming", __name__, url_prefix="/k/<slug:consultation>/ankieta/<int:number>/wroc")
csrf.exempt(bp)  # no account acts here: who sends the form has the code
SAVE, KEEP = "save", "keep"
"""What a button, and what the script of the page, says."""
WRONG_CODES = throttle.Limit(20, throttle.QUARTER)
BEGUN = throttle.Limit(60, throttle.HOUR)
OUTSIDE = frozenset({Intake.TOO_EARLY, Intake.TOO_LATE})
LINKS = throttle.Limit(5, throttle.HOUR)


class BackForm(Form):
    """The code of unfinished answers; a page that needs no token sets no cookie."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    code = line(
        lazy_gettext("Code of your unfinished answers"),
        missing=lazy_gettext("Write the code that you got when you saved."),
        hint=lazy_gettext("20 characters, for example K7M2-94QD-3F0A-9TZ1-B6WH; hyphens and capitals do not matter."),
        longest=60,
    )


class MailForm(BackForm):
    """Where the code goes."""

    email = email(
        lazy_gettext("Your e-mail address"),
        missing=lazy_gettext("Write your e-mail address."),
        hint=lazy_gettext("We send the code there once, and do not keep the address with your answers."),
    )


def saved(filling: Filling, page: int, go: str) -> ResponseReturnValue:
    """Keep a form as it stands, mistakes and all, and give the code; the script of a page needs no answer."""
    if filling.place.takes(participation.slot_of(filling.slot), clock.now()) in OUTSIDE:
        return showing.closed_page(filling.place, filling), HTTPStatus.GONE
    code = filling.carried.get(participation.SAVED)
    if code is None:
        if not _may_begin():
            note = _("Very much was saved from your network. Nothing is lost: wait a while, or go on and send it.")
            return showing.form_page(filling, page, note=note), HTTPStatus.TOO_MANY_REQUESTS
        code = new_code()
    keep_up(filling, page, code)
    if go == KEEP:
        return "", HTTPStatus.NO_CONTENT
    again = Filling.begun(filling.place, filling.slot, request.form, {**filling.carried, participation.SAVED: code})
    return showing.saved_page(again, page, code, MailForm(formdata=None, data={"code": code}), can_send=_can_send())


def _may_begin() -> bool:
    """Count another code for this network: rows that nobody will ask for fill the disk."""
    bucket = keys().of("unfinished begun from", throttle.network_of(request.remote_addr))
    with transaction(is_intake=True) as session:
        return throttle.take(session, bucket, BEGUN, now=clock.now()) is None


def keep_up(filling: Filling, page: int, code: str) -> None:
    """Keep what was typed so far under the code."""
    place = filling.place
    typed = {name: values for name, values in filling.typed.items() if name != SCRIPTED}
    said: dict[str, Any] = {"slot": filling.slot, "page": page, "typed": typed}
    said["carried"] = {name: value for name, value in filling.carried.items() if name != participation.SAVED}
    words = json.dumps(said, ensure_ascii=False).encode()
    with transaction(is_intake=True) as session:
        unfinished.keep(session, place.questionnaire_id, code, words, erased_after=place.closes_at + GRACE)


def forget(filling: Filling) -> None:
    """Erase what was kept of a form that was sent."""
    code = filling.carried.get(participation.SAVED)
    if code:
        with transaction(is_intake=True) as session:
            unfinished.forget(session, code)


@bp.route("", methods=["GET", "POST"])
@allow(anyone)
def back(consultation: str, number: int) -> ResponseReturnValue:
    """Ask for the code, and show the form as it was left."""
    place = _offered(consultation, number)
    form = BackForm()
    if not form.validate_on_submit():
        return _page(place, form)
    personal()
    try:
        code = read_access_code(form.values()["code"])
    except Mistyped:
        form.refuse("code", _("A character of the code is missing or wrong. Compare it with what you wrote down."))
        return _page(place, form)
    words = unfinished.find(db.session(), place.questionnaire_id, code)
    if words is None:
        return _unknown(place, form)
    return _as_it_was(place, json.loads(words), code)


def _as_it_was(place: Place, said: dict[str, Any], code: str) -> ResponseReturnValue:
    """Show the form on the page where it was left, in the version that it began with."""
    try:
        slot = participation.slot_of(said["slot"])
    except NotGenuine:
        abort(HTTPStatus.NOT_FOUND)
    begun = asking.find_asked(db.session(), place.slug, place.number, slot.subject) or abort(HTTPStatus.NOT_FOUND)
    typed = MultiDict((name, value) for name, values in said["typed"].items() for value in values)
    filling = Filling.begun(begun, said["slot"], typed, {**said["carried"], participation.SAVED: code})
    page = said["page"] if said["page"] in filling.numbers else filling.first
    return showing.form_page(filling, page)


@bp.post("/poczta")
@at_most(MEGABYTE // 8)
@allow(anyone)
def send(consultation: str, number: int) -> ResponseReturnValue:
    """Send the code to an address, once; the mail loses it when it is handed over."""
    personal()
    place = _offered(consultation, number)
    form = MailForm()
    if not form.validate():
        return render_template("questionnaires/send_code.html", place=place, form=form)
    values, now = form.values(), clock.now()
    where = url_for(".back", consultation=consultation, number=number, lang=request.args.get("lang"))
    url = f"{current_app.extensions['settings'].base_url}{where}#{values['code']}"
    with transaction(is_intake=True) as session:
        bucket = keys().of("unfinished from", throttle.network_of(request.remote_addr))
        wait = throttle.take(session, bucket, LINKS, now=now)
        if wait is None and unfinished.find(session, place.questionnaire_id, values["code"]) is not None:
            outbox.put(
                session,
                to=values["email"],
                message="questionnaires/mail/unfinished",
                values={"url": url, "code": values["code"], "title": dict(place.plan.title)},
                language=language(),
                authority_id=place.authority_id,
                now=now,
                is_secret=True,
            )
    if wait is not None:
        form.refuse("email", _("Very many links were asked for from your network. Wait an hour, then try again."))
        page = render_template("questionnaires/send_code.html", place=place, form=form)
        return page, HTTPStatus.TOO_MANY_REQUESTS
    return render_template("questionnaires/code_sent.html", place=place)


def _unknown(place: Place, form: Form) -> ResponseReturnValue:
    bucket = keys().of("unfinished codes from", throttle.network_of(request.remote_addr))
    with transaction(is_intake=True) as session:
        wait = throttle.take(session, bucket, WRONG_CODES, now=clock.now())
    if wait is not None:
        form.refuse("code", _("Too many codes in a short time. Wait a few minutes, then try again."))
        return _page(place, form), HTTPStatus.TOO_MANY_REQUESTS
    form.refuse("code", _("Nothing is kept under this code: it may have been sent already, or it is mistyped."))
    return _page(place, form)


def _offered(slug: str, number: int) -> Place:
    place = asking.find_offered(db.session(), slug, number) or abort(HTTPStatus.NOT_FOUND)
    enter_known(place.authority_id)
    return place


def _page(place: Place, form: Form) -> str:
    return render_template("questionnaires/back.html", place=place, form=form)


def _can_send() -> bool:
    settings = current_app.extensions["settings"]
    return bool(settings.smtp_url or settings.mail_dir)
