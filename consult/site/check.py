"""What happened to what I sent? By the code of a receipt alone; each instrument is asked."""

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.authorities.current import enter
from consult.consultations.instruments import find_sent
from consult.extensions import csrf, db
from consult.participation.rules.receipts import Mistyped, read_code
from consult.web.access import allow, anyone
from consult.web.forms import Form, line
from consult.web.headers import personal
from consult.web.transaction import transaction

bp = Blueprint("check", __name__)
csrf.exempt(bp)  # it changes nothing; the code is sent by POST so that no address and no log holds it
WRONG_CODES = throttle.Limit(20, throttle.QUARTER)


class CodeForm(Form):
    """A receipt code; a page that needs no token sets no cookie."""

    class Meta(Form.Meta):
        """Ask for no token."""

        csrf = False

    code = line(
        lazy_gettext("Code of the receipt"),
        missing=lazy_gettext("Write the code of your receipt."),
        hint=lazy_gettext("16 characters, for example K7M2-94QD-3F0A-9TZ1; hyphens and capital letters do not matter."),
        longest=60,
    )


@bp.route("/sprawdz", methods=["GET", "POST"])
@allow(anyone)
def check() -> ResponseReturnValue:
    """Ask for a code, and tell what became of what was sent under it."""
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("site/check.html", form=form, sent=None)
    personal()
    try:
        code = read_code(form.values()["code"])
    except Mistyped:
        form.refuse("code", gettext("A character of the code is missing or wrong. Compare it with your receipt."))
        return render_template("site/check.html", form=form, sent=None)
    sent = find_sent(db.session(), code)
    if sent is None:
        return _unknown(form)
    if sent.office is not None:
        enter(sent.office)
    return render_template("site/check.html", form=CodeForm(formdata=None), sent=sent, **sent.values)


def _unknown(form: CodeForm) -> ResponseReturnValue:
    """Say that there is no such receipt; who tries many codes has to wait."""
    bucket = keys().of("codes from", throttle.network_of(request.remote_addr))
    with transaction() as session:
        wait = throttle.take(session, bucket, WRONG_CODES, now=clock.now())
    if wait is not None:
        form.refuse("code", gettext("Too many codes in a short time. Wait a few minutes, then try again."))
        return render_template("site/check.html", form=form, sent=None), HTTPStatus.TOO_MANY_REQUESTS
    form.refuse("code", gettext("We have nothing under this code. Perhaps it was sent on another site."))
    return render_template("site/check.html", form=form, sent=None)
