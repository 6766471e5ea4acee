"""Pages with which an office looks at organisations, gives its word on them, and lets their people in."""

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.extensions import db
from consult.organisations import operations, queries, words
from consult.organisations.access import (
    VERIFIERS,
    can_decide_mandates,
    is_verified_for,
    mandates_decided_by,
    verified_for,
    verifying,
)
from consult.organisations.forms import WithholdForm
from consult.organisations.models import Organisation
from consult.organisations.requests import base_url, by
from consult.organisations.rules import REGISTERS
from consult.paging import page_of
from consult.web.access import allow, holding
from consult.web.errors import show_error
from consult.web.paging import page_number
from consult.web.transaction import transaction

bp = Blueprint("organisations_manage", __name__, url_prefix="/urzad/organizacje")
verifiers = holding(*VERIFIERS)


@bp.errorhandler(operations.NotAllowed)
def not_allowed(_refusal: operations.NotAllowed) -> ResponseReturnValue:
    """Tell one without right nothing."""
    return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


@bp.get("")
@allow(verifiers)
def organisations() -> ResponseReturnValue:
    """Show who waits for this office, then all organisations, to be searched."""
    session = db.session()
    offices = authorities_queries.list_all(session, verifying(current_user))
    wanted = request.args.get("urzad")
    here = next((one for one in offices if wanted in (None, one.slug)), None) or abort(404)
    enter(here)
    register = request.args.get("rejestr", "")
    asked = queries.search(request.args.get("q", ""), register if register in REGISTERS else "")
    if request.args.get("stan") == "potwierdzone":
        asked = asked.where(verified_for(here.id))
    waiting = queries.list_waiting(session, here.id)
    return render_template(
        "organisations/manage/organisations.html",
        authority=here,
        offices=offices,
        waiting=waiting,
        alike=queries.find_alike(session, [one.organisation for one in waiting]),
        asking=queries.list_asking(session, here.id),
        page=page_of(session, asked, page_number()),
        is_verified_for=is_verified_for,
        words=words,
    )


@bp.get("/<slug:authority>/<slug:organisation>")
@allow(verifiers)
def organisation(authority: str, organisation: str) -> ResponseReturnValue:
    """Show all that an office needs to decide on one organisation."""
    return _page(_office(authority), _found(organisation), WithholdForm())


@bp.post("/<slug:authority>/<slug:organisation>/potwierdzenie")
@allow(verifiers)
def verify(authority: str, organisation: str) -> ResponseReturnValue:
    """Give the office's word on it and on who registered it."""
    here, found = _office(authority), _found(organisation)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        operations.verify(session, held, here.id, base_url=base_url(), **by())
        name = held.name
    flash(_("Confirmed: %(name)s. Its representatives get a mail.", name=name), "yes")
    return redirect(url_for(".organisations", urzad=authority))


@bp.post("/<slug:authority>/<slug:organisation>/wstrzymanie")
@allow(verifiers)
def withhold(authority: str, organisation: str) -> ResponseReturnValue:
    """Withhold the office's word, or take it back, with a reason."""
    here, found = _office(authority), _found(organisation)
    form = WithholdForm()
    if not form.validate_on_submit():
        return _page(here, found, form)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        operations.withhold(session, held, here.id, form.reason.data or "", base_url=base_url(), **by())
        name = held.name
    flash(_("Not confirmed: %(name)s. Its representatives get a mail.", name=name), "yes")
    return redirect(url_for(".organisations", urzad=authority))


@bp.post("/<slug:authority>/<slug:organisation>/osoby/<uuid:member>/przyjmij")
@allow(verifiers)
def confirm_member(authority: str, organisation: str, member: UUID) -> ResponseReturnValue:
    """Let a person act for the organisation."""
    here, found = _office(authority), _decided_here(organisation)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        person = queries.find_member(session, held.id, member) or abort(404)
        operations.confirm_member(session, held, person, base_url=base_url(), authority_id=here.id, **by())
    flash(_("The person acts for the organisation now."), "yes")
    return redirect(url_for(".organisation", authority=authority, organisation=organisation))


@bp.post("/<slug:authority>/<slug:organisation>/osoby/<uuid:member>/usun")
@allow(verifiers)
def remove_member(authority: str, organisation: str, member: UUID) -> ResponseReturnValue:
    """Take a person's mandate away, or refuse a request."""
    here, found = _office(authority), _decided_here(organisation)
    with transaction() as session:
        held = queries.get_organisation(session, found.id)
        person = queries.find_member(session, held.id, member) or abort(404)
        operations.remove_member(session, held, person, authority_id=here.id, **by())
    flash(_("Done: the person no longer acts for the organisation."), "yes")
    return redirect(url_for(".organisation", authority=authority, organisation=organisation))


def _page(here: Authority, found: Organisation, form: WithholdForm) -> str:
    session = db.session()
    return render_template(
        "organisations/manage/organisation.html",
        authority=here,
        organisation=found,
        own=next((one for one in found.verifications if one.authority_id == here.id), None),
        people=queries.list_people(session, found.id),
        may_decide=can_decide_mandates(current_user, found),
        alike=queries.find_alike(session, [found])[found.id],
        is_verified=is_verified_for(found, here.id),
        form=form,
        words=words,
    )


def _office(slug: str) -> Authority:
    """Find the office in whose name the actor verifies, and show the page as its own."""
    found: Authority = authorities_queries.find_by_slug(db.session(), slug, verifying(current_user)) or abort(404)
    enter(found)
    return found


def _found(slug: str) -> Organisation:
    found: Organisation = queries.find_organisation(db.session(), slug) or abort(404)
    return found


def _decided_here(slug: str) -> Organisation:
    """Find an organisation whose people the actor lets in and out as an official."""
    found: Organisation = queries.find_organisation(db.session(), slug, mandates_decided_by(current_user)) or abort(404)
    return found
