"""Pages of signing in and out, of one-time links, and of one's own account."""

from datetime import timedelta
from http import HTTPStatus
from math import ceil

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from consult import clock
from consult.accounts import invitations, operations, queries, sign_up, signing_in
from consult.accounts.access import own_sessions
from consult.accounts.forms import (
    ROLE_NAMES,
    ROLE_WORK,
    ChangePasswordForm,
    LinkForm,
    NewAccountForm,
    NewPasswordForm,
    OnlyButton,
    ProfileForm,
    SignInForm,
    SignUpForm,
)
from consult.accounts.models import OneTimeLink, SignUp
from consult.accounts.paths import readable, safe_path
from consult.accounts.rules import AUTHORITY_ROLES, OPERATOR, SET_PASSWORD
from consult.accounts.sessions import current_session
from consult.extensions import db
from consult.web.access import allow, anyone, signed_in
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.refusals import send_again
from consult.web.transaction import transaction
from consult.web.typed import UNSAFE, kept, unpacked

bp = Blueprint("accounts", __name__)

WITH_WHAT_WAS_TYPED = 4 * MEGABYTE
"""A long form that was refused travels through the sign-in page."""
DESK = "/urzad"
OPERATORS_DESK = "/admin"
ORGANISATION = "/organizacja"
"""Where a new account goes on: whoever makes one speaks for an organisation."""
MINUTE = timedelta(minutes=1)


@bp.route("/logowanie", methods=["GET", "POST"])
@allow(anyone)
@at_most(WITH_WHAT_WAS_TYPED)
def sign_in() -> ResponseReturnValue:
    """Let a person in by e-mail and password, and take them where they were going."""
    if not signing_in.is_private():
        return _not_here()
    form = SignInForm(next=safe_path(request.args.get("next")))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(readable(form.next.data) or _home())
    status = HTTPStatus.OK
    if form.validate_on_submit():
        try:
            signing_in.sign_in(form.email.data or "", form.password.data or "")
        except signing_in.WrongPassword:
            form.form_errors.append(_("The e-mail address and the password do not belong together."))
        except signing_in.TooManyTries as refusal:
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_wait_words(refusal.wait))
        else:
            return _go_on(form)
    return _sign_in_page(form), status


def _sign_in_page(form: SignInForm) -> str:
    personal()
    return render_template(
        "accounts/sign_in.html", form=form, fields=unpacked(form.kept.data or ""), files_lost=bool(form.files_lost.data)
    )


def ask_to_sign_in(address: str, fields: list[tuple[str, str]], *, files_lost: bool) -> str:
    """Show the sign-in page in place of another; what was typed there travels along and comes back afterwards."""
    was_sent = request.method in UNSAFE and request.endpoint != "accounts.sign_out"
    form = SignInForm(
        formdata=None,
        next=address if was_sent or request.method not in UNSAFE else "",
        kept=kept(fields) if was_sent else "",
        files_lost="1" if files_lost else "",
    )
    return _sign_in_page(form)


def _go_on(form: SignInForm) -> ResponseReturnValue:
    """Go where the person was going; what was typed is shown first, to be sent with a fresh token."""
    target = safe_path(form.next.data)
    if target and form.kept.data:
        reason = _("You are signed in again.")
        return send_again(target, unpacked(form.kept.data), reason, files_lost=bool(form.files_lost.data))
    return redirect(readable(target) or _home())


def _home() -> str:
    """Give the first page of one who has just signed in."""
    if current_user.holds(*AUTHORITY_ROLES):
        return DESK
    return OPERATORS_DESK if current_user.holds(OPERATOR) else url_for("accounts.account")


def _wait_words(wait: timedelta) -> str:
    words = ngettext(
        "Too many tries in a short time. Try again in %(num)d minute, or ask for a link by e-mail.",
        "Too many tries in a short time. Try again in %(num)d minutes, or ask for a link by e-mail.",
        ceil(wait / MINUTE),
    )
    return str(words)


def _not_here() -> ResponseReturnValue:
    """Refuse to take a password that others on the way could read."""
    personal()
    return render_template("accounts/not_here.html"), HTTPStatus.FORBIDDEN


@bp.post("/wyloguj")
@allow(signed_in)
def sign_out() -> ResponseReturnValue:
    """End the session."""
    account_id = current_user.id
    with transaction() as session:
        operations.sign_out(session, account_id, now=clock.now())
    current_session().end()
    return redirect(url_for("accounts.signed_out"))


@bp.get("/wylogowano")
@allow(anyone)
def signed_out() -> ResponseReturnValue:
    """Say that the session is over."""
    return render_template("accounts/signed_out.html")


@bp.route("/haslo", methods=["GET", "POST"])
@allow(anyone)
def ask_for_link() -> ResponseReturnValue:
    """Send a link to set a password, if the address has an account; the answer does not tell."""
    form = LinkForm()
    status = HTTPStatus.OK
    if form.validate_on_submit():
        try:
            signing_in.ask_for_password_link(form.email.data or "")
        except signing_in.TooManyTries as refusal:
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_wait_words(refusal.wait))
        else:
            return redirect(url_for("accounts.link_asked"))
    return render_template("accounts/ask_for_link.html", form=form), status


@bp.get("/haslo/wyslane")
@allow(anyone)
def link_asked() -> ResponseReturnValue:
    """Say what happens now, whoever asked."""
    return render_template("accounts/link_asked.html")


@bp.errorhandler(operations.LinkOver)
def link_over(_problem: operations.LinkOver) -> ResponseReturnValue:
    """Say kindly that the link cannot be used, and how to get another."""
    return _over(url_for("accounts.ask_for_link"))


@bp.errorhandler(sign_up.SignUpOver)
def new_account_over(_problem: sign_up.SignUpOver) -> ResponseReturnValue:
    """Say kindly that the link confirms nothing any more, and what to do."""
    return _over(url_for("accounts.new_account"))


@bp.errorhandler(invitations.InvitationOver)
def invitation_over(_problem: invitations.InvitationOver) -> ResponseReturnValue:
    """Say kindly that the invitation cannot be accepted any more."""
    return _over(None)


def _over(again: str | None) -> ResponseReturnValue:
    personal()
    return render_template("accounts/link_over.html", again=again), HTTPStatus.GONE


@bp.route("/link/<string(maxlength=100):token>", methods=["GET", "POST"])
@allow(anyone)
def link(token: str) -> ResponseReturnValue:
    """Show what a one-time link does; only a POST uses it, since scanners of mail follow links."""
    personal()
    if not signing_in.is_private():
        return _not_here()
    found = queries.find_link(db.session(), token, now=clock.now())
    if found is None:
        raise operations.LinkOver
    use = _password_by_link if found.purpose == SET_PASSWORD else _sign_in_by_link
    return _unreferred(use(found, token))


def _unreferred(page: ResponseReturnValue) -> ResponseReturnValue:
    """Keep the token in the address from travelling on in a Referer.

    With `no-referrer` a browser would send the form with `Origin: null`, which is refused as another
    site's; this sends the origin without the path.
    """
    response = make_response(page)
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _sign_in_by_link(found: OneTimeLink, token: str) -> ResponseReturnValue:
    form = OnlyButton()
    if form.validate_on_submit():
        with transaction() as session:
            account_id = operations.sign_in_by_link(session, token, found.purpose, now=clock.now()).id
        current_session().sign_in(account_id)
        return redirect(_home())
    return render_template("accounts/link.html", form=form, token=token, email=found.account.email)


def _password_by_link(found: OneTimeLink, token: str) -> ResponseReturnValue:
    form = NewPasswordForm(found.account.email)
    if form.validate_on_submit():
        db.session.rollback()  # nothing is held while hashing
        password_hash = signing_in.passwords().hash(form.new_password.data or "")
        with transaction() as session:
            account_id = operations.sign_in_by_link(session, token, SET_PASSWORD, now=clock.now()).id
            operations.set_password(session, account_id, password_hash, keep=None, now=clock.now())
        current_session().sign_in(account_id)
        flash(_("Your password is set, and you are signed in."), "yes")
        return redirect(_home())
    return render_template("accounts/link_password.html", form=form, token=token, email=found.account.email)


@bp.route("/zaproszenie/<string(maxlength=100):token>", methods=["GET", "POST"])
@allow(anyone)
def invitation(token: str) -> ResponseReturnValue:
    """Show what an office offers; only a POST accepts it, since scanners of mail follow links."""
    personal()
    if not signing_in.is_private():
        return _not_here()
    found = invitations.find_invitation(db.session(), token, now=clock.now())
    if found is None:
        raise invitations.InvitationOver
    form = OnlyButton()
    if form.validate_on_submit():
        return _unreferred(_accept(token))
    page = render_template(
        "accounts/invitation.html",
        form=form,
        token=token,
        email=found.account.email,
        office_name=found.authority.name,
        roles=found.roles,
        role_names=ROLE_NAMES,
        role_work=ROLE_WORK,
    )
    return _unreferred(page)


def _accept(token: str) -> ResponseReturnValue:
    """Accept, and go on: to the desk in this browser, to a first password, or to the way in."""
    present = current_user.id
    with transaction() as session:
        account = invitations.accept(session, token, now=clock.now())
        account_id, next_link = account.id, None
        if account.password_hash is None:
            next_link = operations.issue_link(session, account_id, SET_PASSWORD, now=clock.now(), actor_id=account_id)
    if next_link is not None:
        return redirect(url_for("accounts.link", token=next_link))
    if present == account_id:
        current_session().sign_in(account_id)  # every session of the account has just ended
    flash(_("Accepted. You work in this office now."), "yes")
    return redirect(_home() if present == account_id else url_for("accounts.sign_in"))


@bp.route("/rejestracja", methods=["GET", "POST"])
@allow(anyone)
def new_account() -> ResponseReturnValue:
    """Send a link that confirms an address, or word that it has an account; the answer does not tell which."""
    form = SignUpForm()
    status = HTTPStatus.OK
    if form.validate_on_submit():
        try:
            signing_in.ask_to_sign_up(form.email.data or "")
        except signing_in.TooManyTries as refusal:
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_wait_words(refusal.wait))
        else:
            return redirect(url_for("accounts.new_account_asked"))
    return render_template("accounts/new_account.html", form=form), status


@bp.get("/rejestracja/wyslane")
@allow(anyone)
def new_account_asked() -> ResponseReturnValue:
    """Say what happens now, whoever asked."""
    return render_template("accounts/new_account_asked.html")


@bp.route("/rejestracja/<string(maxlength=100):token>", methods=["GET", "POST"])
@allow(anyone)
def confirm_address(token: str) -> ResponseReturnValue:
    """Make the account of a confirmed address; only a POST does it, since scanners of mail follow links."""
    personal()
    if not signing_in.is_private():
        return _not_here()
    found = queries.find_sign_up(db.session(), token, now=clock.now())
    if found is None:
        raise sign_up.SignUpOver
    return _unreferred(_make_account(found, token))


def _make_account(found: SignUp, token: str) -> ResponseReturnValue:
    form = NewAccountForm(found.email)
    if form.validate_on_submit():
        db.session.rollback()  # nothing is held while hashing
        password_hash = signing_in.passwords().hash(form.new_password.data or "")
        with transaction() as session:
            made = sign_up.confirm(
                session, token, name=form.name.data or "", password_hash=password_hash, now=clock.now()
            )
            account_id = made.id
        current_session().sign_in(account_id)
        flash(_("Your account is made, and you are signed in."), "yes")
        return redirect(ORGANISATION)
    return render_template("accounts/confirm_address.html", form=form, token=token, email=found.email)


@bp.route("/konto", methods=["GET", "POST"])
@allow(signed_in)
def account() -> ResponseReturnValue:
    """Show who one is here, in which roles and which browsers, and change name and language."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        with transaction() as session:
            operations.change_profile(session, current_user.id, **form.values(), now=clock.now())
        flash(_("Your account is saved."), "yes")
        return redirect(url_for("accounts.account"))
    return render_template(
        "accounts/account.html",
        form=form,
        sessions=queries.list_sessions(db.session(), own_sessions(current_user), now=clock.now()),
        this_session=current_session().id,
        role_names=ROLE_NAMES,
    )


@bp.route("/konto/haslo", methods=["GET", "POST"])
@allow(signed_in)
def change_password() -> ResponseReturnValue:
    """Change one's password; every other session of the account ends."""
    form = ChangePasswordForm(current_user.email)
    status = HTTPStatus.OK
    if form.validate_on_submit():
        try:
            _change_password(form)
        except signing_in.WrongPassword:
            form.refuse("present_password", _("This is not your present password."))
        except signing_in.TooManyTries as refusal:
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_wait_words(refusal.wait))
        else:
            flash(_("Your password is changed. You are signed out everywhere else."), "yes")
            return redirect(url_for("accounts.account"))
    return render_template("accounts/change_password.html", form=form), status


def _change_password(form: ChangePasswordForm) -> None:
    account_id, present = current_user.id, current_user.password_hash
    signing_in.check_present_password(account_id, present, form.present_password.data or "")
    password_hash = signing_in.passwords().hash(form.new_password.data or "")
    with transaction() as session:
        operations.set_password(session, account_id, password_hash, keep=current_session().id, now=clock.now())
    current_session().renew()


@bp.post("/konto/sesje")
@allow(signed_in)
def end_session() -> ResponseReturnValue:
    """End one's session in another browser."""
    with transaction() as session:
        row = queries.find_session(session, request.form.get("session", ""), own_sessions(current_user)) or abort(404)
        operations.end_session(session, row, actor=current_user, now=clock.now())
    flash(_("That session is ended."), "yes")
    return redirect(url_for("accounts.account"))
