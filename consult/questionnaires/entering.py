"""The entrance of a questionnaire that not everybody may answer: by a code, a link by e-mail, or an account.

Each gives a pass, which travels in the form to its last page. Looking at the first page spends nothing.
"""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from consult import clock
from consult.accounts import throttle
from consult.accounts.rules import email_key
from consult.accounts.signing_in import keys
from consult.authorities.current import enter_known
from consult.extensions import csrf, db
from consult.mail import outbox
from consult.participation import forms as participation
from consult.participation.codes import is_given_out, try_code
from consult.participation.marks import is_spent
from consult.participation.rules.access import Access
from consult.participation.rules.codes import code_hash, read_access_code
from consult.participation.rules.passes import NoPass, make_mark, make_pass, read_pass
from consult.participation.rules.receipts import Mistyped
from consult.questionnaires import asking, showing
from consult.questionnaires.filling import Filling, Place
from consult.web.access import allow, anyone, signed_in
from consult.web.forms import Form, email, line
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_entering", __name__, url_prefix="/k/<slug:consultation>/ankieta/<int:number>")
csrf.exempt(bp)  # no account acts here but to look: who sends the form has the pass that this page gave
LINKS_FROM_NETWORK = throttle.Limit(10, throttle.HOUR)
LINKS_TO_ADDRESS = throttle.Limit(3, throttle.HOUR)
ENDPOINTS = {Access.CODES: "code", Access.MAIL: "ask_for_link", Access.ACCOUNT: "account"}


class CodeForm(Form):
    """A one-time code; a page that needs no token sets no cookie."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    code = line(
        lazy_gettext("Your code"),
        missing=lazy_gettext("Write the code from your letter."),
        hint=lazy_gettext("20 characters, for example K7M2-94QD-3F0A-9TZ1-B6WH; hyphens and capitals do not matter."),
        longest=60,
    )


class LinkForm(Form):
    """Where the link goes; likewise without a token."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    email = email(
        lazy_gettext("Your e-mail address"),
        missing=lazy_gettext("Write your e-mail address."),
        hint=lazy_gettext("We send one link there. The address is not kept with your answers."),
    )


def entrance_of(place: Place) -> str:
    """Give the address where this questionnaire is entered, with what this page's address says for hidden questions."""
    values: dict[str, Any] = {"consultation": place.slug, "number": place.number, "lang": request.args.get("lang")}
    values |= showing.marks(place.plan)
    endpoint = ENDPOINTS.get(place.access)
    if endpoint is None:
        return url_for("questionnaires.page", page=1, **values)
    return url_for(f"questionnaires_entering.{endpoint}", **values)


def mark_in(place: Place) -> str | None:
    """Read the mark of the pass that was sent, where the questionnaire asks for one; raise `NoPass`.

    A code may have been withdrawn since the form was begun.
    """
    if not place.access.is_limited:
        return None
    mark = read_pass(request.form.get(participation.PASS, ""), place.questionnaire_id, _secret())
    if place.access is Access.CODES and not is_given_out(db.session(), place.questionnaire_id, mark):
        raise NoPass
    return mark


@bp.route("/kod", methods=["GET", "POST"])
@allow(anyone)
def code(consultation: str, number: int) -> ResponseReturnValue:
    """Ask for the code, and begin the form of who has one."""
    place = _open(consultation, number, Access.CODES)
    if not isinstance(place, Place):
        return place
    form = CodeForm()
    if not form.validate_on_submit():
        return _page("code", place, form)
    personal()
    try:
        typed = read_access_code(form.values()["code"])
    except Mistyped:
        form.refuse("code", _("A character of the code is missing or wrong. Compare it with your letter."))
        return _page("code", place, form)
    network = throttle.network_of(request.remote_addr)
    with transaction(is_intake=True) as session:
        answer = try_code(session, place.questionnaire_id, typed, network=network, keys=keys(), now=clock.now())
    if answer is not True:
        return _not_this_code(place, form, is_wrong=answer is False)
    mark = code_hash(typed)
    if is_spent(db.session(), mark):
        form.refuse("code", _("This code was used already. What was sent with it counts; your receipt proves it."))
        return _page("code", place, form)
    return _first_page(place, mark)


def _not_this_code(place: Place, form: Form, *, is_wrong: bool) -> ResponseReturnValue:
    if is_wrong:
        form.refuse("code", _("There is no such code for this questionnaire. Compare it with your letter, or ask us."))
        return _page("code", place, form)
    form.refuse("code", _("Too many codes in a short time. Wait a few minutes, then try again."))
    return _page("code", place, form), HTTPStatus.TOO_MANY_REQUESTS


@bp.route("/link", methods=["GET", "POST"])
@allow(anyone)
def ask_for_link(consultation: str, number: int) -> ResponseReturnValue:
    """Ask for an e-mail address, and send a link there; the page says the same whatever the address."""
    place = _open(consultation, number, Access.MAIL)
    if not isinstance(place, Place):
        return place
    form = LinkForm()
    if not form.validate_on_submit():
        return _page("link", place, form)
    personal()
    to = form.values()["email"]
    mark = make_mark("mail", place.questionnaire_id, email_key(to), _secret())
    given = make_pass(mark, place.questionnaire_id, _secret())
    seen: dict[str, Any] = {"lang": request.args.get("lang"), **showing.marks(place.plan)}
    url = url_for(".link", consultation=consultation, number=number, given=given, **seen)
    now = clock.now()
    with transaction(is_intake=True) as session:
        network = keys().of("links from", throttle.network_of(request.remote_addr))
        wait = throttle.take(session, network, LINKS_FROM_NETWORK, now=now)
        may_send = throttle.take(session, keys().of("link to", mark), LINKS_TO_ADDRESS, now=now) is None
        if wait is None and may_send:
            outbox.put(
                session,
                to=to,
                message="questionnaires/mail/link",
                values={"url": current_app.extensions["settings"].base_url + url, "title": dict(place.plan.title)},
                language=language(),
                authority_id=place.authority_id,
                now=now,
                is_secret=True,
            )
    if wait is not None:
        form.refuse("email", _("Very many links were asked for from your network. Wait an hour, then try again."))
        return _page("link", place, form), HTTPStatus.TOO_MANY_REQUESTS
    return render_template("questionnaires/link_sent.html", place=place)


@bp.get("/link/<string(length=129):given>")
@allow(anyone)
def link(consultation: str, number: int, given: str) -> ResponseReturnValue:
    """Begin the form of who followed the link; that alone changes nothing: programs that try links do no harm."""
    personal()
    place = _open(consultation, number, Access.MAIL)
    if not isinstance(place, Place):
        return place
    try:
        mark = read_pass(given, place.questionnaire_id, _secret())
    except NoPass:
        abort(404)
    return _first_page(place, mark)


@bp.get("/konto")
@allow(signed_in)
def account(consultation: str, number: int) -> ResponseReturnValue:
    """Begin the form of who is signed in; what is kept names no account."""
    personal()
    place = _open(consultation, number, Access.ACCOUNT)
    if not isinstance(place, Place):
        return place
    return _first_page(place, make_mark("account", place.questionnaire_id, str(current_user.id), _secret()))


def _open(slug: str, number: int, access: Access) -> Place | ResponseReturnValue:
    """Find what is asked here now; where it is opened otherwise, or not open, lead to its page."""
    place = asking.find_offered(db.session(), slug, number) or abort(404)
    enter_known(place.authority_id)
    if place.access is not access or not place.opens_at <= clock.now() < place.closes_at:
        return redirect(url_for("questionnaires.intro", consultation=slug, number=number))
    return place


def _first_page(place: Place, mark: str) -> ResponseReturnValue:
    if is_spent(db.session(), mark):
        return showing.used_page(place), HTTPStatus.CONFLICT
    given = {participation.PASS: make_pass(mark, place.questionnaire_id, _secret())}
    slot = participation.issue(place.version_id, clock.now())
    marks = MultiDict({f"a.{key}": value for key, value in showing.marks(place.plan).items()})
    filling = Filling.begun(place, slot, marks, given)
    return showing.form_page(filling, filling.first)


def _page(name: str, place: Place, form: Form) -> str:
    return render_template(f"questionnaires/{name}.html", place=place, form=form)


def _secret() -> str:
    return str(current_app.extensions["settings"].secret_key)
