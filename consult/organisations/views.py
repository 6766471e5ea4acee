"""Pages of those who act for an organisation, or ask to; its page for everybody is in `desks`."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.authorities import queries as authorities_queries
from consult.authorities.current import office
from consult.extensions import db
from consult.organisations import operations, queries, words
from consult.organisations.access import leading, own_memberships, speaking
from consult.organisations.forms import JoinForm, OrganisationForm, registration_form
from consult.organisations.models import Membership, Organisation
from consult.organisations.operations.register import DESCRIBING, IDENTIFYING
from consult.organisations.requests import base_url, by, find_seats, is_too_often
from consult.organisations.rules import MEMBER_ROLES
from consult.web.access import allow, signed_in
from consult.web.errors import show_error
from consult.web.transaction import transaction

bp = Blueprint("organisations", __name__)

OWN_PAGE = "/organizacja"


@bp.errorhandler(operations.NotAllowed)
def not_allowed(_refusal: operations.NotAllowed) -> ResponseReturnValue:
    """Tell one without right nothing."""
    return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


@bp.errorhandler(operations.LastRepresentative)
def last_representative(_refusal: operations.LastRepresentative) -> ResponseReturnValue:
    """Say who has to come first."""
    flash(_("The organisation needs a representative. Let another person in as one first."), "no")
    return redirect(OWN_PAGE)


@bp.route("/organizacja/nowa", methods=["GET", "POST"])
@allow(signed_in)
def register() -> ResponseReturnValue:
    """Register an organisation; one that is here already is joined instead."""
    offices = authorities_queries.list_all(db.session())
    if not offices:
        abort(404)
    shown = office()
    chosen = str(shown.id) if shown else None
    form = registration_form([(str(one.id), one.name) for one in offices])(find_seats, data={"authority": chosen})
    status = HTTPStatus.OK
    if form.validate_on_submit():
        if is_too_often():
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_("You have asked for many organisations today. Go on tomorrow."))
        else:
            return _registered(form, offices[0].id)
    return render_template("organisations/register.html", form=form), status


def _registered(form: OrganisationForm, only_office: UUID) -> ResponseReturnValue:
    values = form.values()
    authority_id = UUID(values.pop("authority", str(only_office)))
    try:
        with transaction() as session:
            operations.register(session, values, authority_id=authority_id, **by())
    except operations.AlreadyRegistered as known:
        return redirect(url_for(".join", organisation=known.slug))
    flash(_("The organisation is registered. The office checks it now, and we write to you."), "yes")
    return redirect(OWN_PAGE)


@bp.route("/organizacja/<slug:organisation>/dolacz", methods=["GET", "POST"])
@allow(signed_in)
def join(organisation: str) -> ResponseReturnValue:
    """Ask to act for an organisation that is here."""
    found = queries.find_organisation(db.session(), organisation) or abort(404)
    own = queries.find_membership(db.session(), organisation, current_user.id)
    if own is not None:
        flash(_("You act for this organisation, or have asked to already."), "info")
        return redirect(OWN_PAGE)
    form = JoinForm()
    status = HTTPStatus.OK
    if form.validate_on_submit():
        if is_too_often():
            status = HTTPStatus.TOO_MANY_REQUESTS
            form.form_errors.append(_("You have asked for many organisations today. Go on tomorrow."))
        else:
            return _asked_to_join(found, form)
    return render_template("organisations/join.html", form=form, organisation=found, words=words), status


def _asked_to_join(found: Organisation, form: JoinForm) -> ResponseReturnValue:
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        operations.ask_to_join(session, held, form.role.data, base_url=base_url(), **by())
    flash(_("You have asked. Somebody of the organisation or of an office lets you in, and we write to you."), "yes")
    return redirect(OWN_PAGE)


@bp.route("/organizacja/<slug:organisation>/dane", methods=["GET", "POST"])
@allow(signed_in)
def change(organisation: str) -> ResponseReturnValue:
    """Correct what is said of one's organisation."""
    found = _mine(organisation, speaking()).organisation
    form = OrganisationForm(find_seats, data=_said_of(found))
    if form.validate_on_submit():
        try:
            with transaction() as session:
                held = queries.get_organisation(session, found.id)
                is_another = operations.change(session, held, form.values(), **by())
        except operations.AlreadyRegistered:
            form.form_errors.append(_("Another organisation here has this number, NIP or REGON."))
        else:
            flash(_("Saved. The offices look at it again.") if is_another else _("Saved."), "yes")
            return redirect(OWN_PAGE)
    return render_template("organisations/change.html", form=form, organisation=found)


@bp.post("/organizacja/<slug:organisation>/urzad")
@allow(signed_in)
def ask_office(organisation: str) -> ResponseReturnValue:
    """Ask one more office to confirm, or ask again where it refused."""
    found = _mine(organisation, speaking()).organisation
    asked = authorities_queries.find_by_slug(db.session(), request.form.get("office", "")) or abort(404)
    if is_too_often():
        flash(_("You have asked for many organisations today. Go on tomorrow."), "no")
        return redirect(OWN_PAGE)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        operations.ask_for_verification(session, held, asked.id, again=True, **by())
    flash(_("The office is asked. We write to you when it has looked."), "yes")
    return redirect(OWN_PAGE)


@bp.post("/organizacja/<slug:organisation>/osoby/<uuid:member>/przyjmij")
@allow(signed_in)
def confirm_member(organisation: str, member: UUID) -> ResponseReturnValue:
    """Let a person act for one's organisation."""
    found = _mine(organisation, leading()).organisation
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        person = queries.find_member(session, held.id, member) or abort(404)
        operations.confirm_member(session, held, person, base_url=base_url(), **by())
    flash(_("The person acts for the organisation now."), "yes")
    return redirect(OWN_PAGE)


@bp.post("/organizacja/<slug:organisation>/osoby/<uuid:member>/rola")
@allow(signed_in)
def change_role(organisation: str, member: UUID) -> ResponseReturnValue:
    """Let a person do more or less for one's organisation."""
    found = _mine(organisation, leading()).organisation
    role = request.form.get("role")
    if role not in MEMBER_ROLES:
        abort(404)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        person = queries.find_member(session, held.id, member) or abort(404)
        operations.change_role(session, held, person, role, **by())
    flash(_("Saved."), "yes")
    return redirect(OWN_PAGE)


@bp.post("/organizacja/<slug:organisation>/osoby/<uuid:member>/usun")
@allow(signed_in)
def remove_member(organisation: str, member: UUID) -> ResponseReturnValue:
    """Take a person's mandate away, refuse a request, or leave oneself."""
    found = _mine(organisation).organisation
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        person = queries.find_member(session, held.id, member) or abort(404)
        operations.remove_member(session, held, person, **by())
    flash(_("Done: the person no longer acts for the organisation."), "yes")
    return redirect(OWN_PAGE)


def _mine(slug: str, *conditions: object) -> Membership:
    """Find by which membership the actor acts for the organisation, or answer 404."""
    found: Membership = queries.find_membership(
        db.session(),
        slug,
        current_user.id,
        own_memberships(current_user),
        *conditions,  # type: ignore[arg-type]
    ) or abort(404)
    return found


def _said_of(organisation: Organisation) -> dict[str, Any]:
    """Give what is stored, as the form holds it."""
    stored = {name: getattr(organisation, name) for name in (*IDENTIFYING, *DESCRIBING)}
    return stored | {"seat": _seat_of(organisation)}


def _seat_of(organisation: Organisation) -> str:
    """Write the seat as it is typed: by its name, and by its code where several have that name."""
    seat = organisation.seat
    if seat is None:
        return ""
    return seat.name if len(find_seats(seat.name)) == 1 else seat.code
