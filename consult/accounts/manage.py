"""Pages for those who manage the people of an office."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.accounts import invitations, operations, queries
from consult.accounts.access import can_switch_off
from consult.accounts.forms import ROLE_NAMES, ROLE_WORK, InvitationForm, RolesForm
from consult.accounts.models import Account
from consult.authorities import current
from consult.authorities.access import manageable_by
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_slug, get_authority
from consult.config import Settings
from consult.extensions import db
from consult.web.access import allow, holding
from consult.web.errors import show_error
from consult.web.transaction import transaction

bp = Blueprint("accounts_manage", __name__, url_prefix="/admin/ludzie")

managers = holding("admin", "operator")


@bp.get("/<slug:authority>")
@allow(managers)
def people(authority: str) -> ResponseReturnValue:
    """List who works here, as what."""
    office = _managed(authority)
    return render_template(
        "accounts/people.html",
        authority=office,
        people=queries.list_people(db.session(), office.id),
        invitations=invitations.list_invitations(db.session(), office.id, now=clock.now()),
        role_names=ROLE_NAMES,
    )


@bp.route("/<slug:authority>/zaproszenie", methods=["GET", "POST"])
@allow(managers)
def invite(authority: str) -> ResponseReturnValue:
    """Invite a person into the office."""
    office = _managed(authority)
    form = InvitationForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                held = get_authority(session, office.id)
                invitations.invite(
                    session, held, **form.values(), base_url=_base_url(), actor=current_user, now=clock.now()
                )
        except operations.AccountDisabled:
            form.refuse("email", _("This person's account is switched off. Ask the operator."))
        else:
            flash(_("The invitation is on its way."), "yes")
            return redirect(url_for("accounts_manage.people", authority=authority))
    return render_template("accounts/invite.html", authority=office, form=form, role_work=ROLE_WORK)


@bp.route("/<slug:authority>/<uuid:person>", methods=["GET", "POST"])
@allow(managers)
def person(authority: str, person: UUID) -> ResponseReturnValue:
    """Show what a person does here, and change it."""
    office = _managed(authority)
    found = _person_of(office, person)
    form = RolesForm(roles=[grant.role for grant in found.roles if grant.authority_id == office.id])
    if form.validate_on_submit():
        try:
            with transaction() as session:
                operations.change_roles(
                    session, person, office.id, form.roles.data, actor=current_user, now=clock.now()
                )
        except operations.LastAdmin:
            form.refuse("roles", _("The office needs an administrator. Give the role to somebody else first."))
        else:
            flash(_("The roles are changed. The person signs in again."), "yes")
            return redirect(url_for("accounts_manage.people", authority=authority))
    return render_template(
        "accounts/person.html",
        authority=office,
        person=found,
        form=form,
        role_work=ROLE_WORK,
        can_switch_off=can_switch_off(current_user, found),
    )


@bp.post("/<slug:authority>/<uuid:person>/zaproszenie")
@allow(managers)
def invite_again(authority: str, person: UUID) -> ResponseReturnValue:
    """Send the invitation once more."""
    office = _managed(authority)
    _person_of(office, person)
    with transaction() as session:
        held, account = get_authority(session, office.id), queries.get_account(session, person)
        if not account.is_disabled:
            invitations.send_invitation(
                session, account, held, base_url=_base_url(), actor=current_user, now=clock.now()
            )
    flash(_("The invitation is on its way."), "yes")
    return redirect(url_for("accounts_manage.person", authority=authority, person=person))


@bp.post("/<slug:authority>/zaproszenie/<uuid:invitation>/wycofanie")
@allow(managers)
def withdraw(authority: str, invitation: UUID) -> ResponseReturnValue:
    """Take back an invitation that nobody has accepted yet."""
    office = _managed(authority)
    with transaction() as session:
        invitations.withdraw(session, invitation, office.id, actor=current_user, now=clock.now())
    flash(_("The invitation is taken back."), "yes")
    return redirect(url_for("accounts_manage.people", authority=authority))


@bp.post("/<slug:authority>/<uuid:person>/wylaczenie")
@allow(managers)
def switch_off(authority: str, person: UUID) -> ResponseReturnValue:
    """Disable the person's account: nobody can sign in with it, and its sessions end."""
    _person_of(_managed(authority), person)
    try:
        with transaction() as session:
            operations.switch_off(session, person, actor=current_user, now=clock.now())
    except operations.LastAdmin:
        flash(_("The office needs an administrator. Give the role to somebody else first."), "no")
    else:
        flash(_("The account is switched off."), "yes")
    return redirect(url_for("accounts_manage.person", authority=authority, person=person))


@bp.post("/<slug:authority>/<uuid:person>/wlaczenie")
@allow(managers)
def switch_on(authority: str, person: UUID) -> ResponseReturnValue:
    """Enable the person's account again."""
    _person_of(_managed(authority), person)
    with transaction() as session:
        operations.switch_on(session, person, actor=current_user, now=clock.now())
    flash(_("The account is switched on again."), "yes")
    return redirect(url_for("accounts_manage.person", authority=authority, person=person))


@bp.errorhandler(operations.NotAllowed)
def not_allowed(_refusal: operations.NotAllowed) -> ResponseReturnValue:
    """Tell one without right nothing."""
    return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


def _managed(slug: str) -> Authority:
    """Find the office that the actor manages, and show the page as its own."""
    found: Authority = find_by_slug(db.session(), slug, manageable_by(current_user)) or abort(404)
    current.enter(found)
    return found


def _person_of(office: Authority, account_id: UUID) -> Account:
    found: Account = queries.find_person(db.session(), account_id, office.id) or abort(404)
    return found


def _base_url() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url
