"""The desk of programmes: begin, write, invite and agree, join consultations, publish."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.actor import Actor
from consult.authorities import queries as authorities_queries
from consult.authorities.models import Authority
from consult.config import Settings
from consult.consultations import queries as consultations
from consult.extensions import db
from consult.organisations.queries import list_memberships
from consult.programmes import forms, operations, pages, queries, words
from consult.programmes.access import can_decide, can_edit, can_publish, editable_by, invited_to, seen_by
from consult.programmes.models import ACCEPTED, DECLINED, INVITED, Member, Programme
from consult.recommendations.offers import find_organisations
from consult.web.access import allow, holding, signed_in
from consult.web.errors import show_error
from consult.web.forms import Form
from consult.web.transaction import transaction

bp = Blueprint("programmes_manage", __name__, url_prefix="/urzad/programy")
admins = holding("admin")
LONGEST_COUNT = 9
"""Digits of the largest count of edits that is believed."""


@bp.errorhandler(operations.NotYourOffice)
def not_theirs(_refusal: Exception) -> ResponseReturnValue:
    """Tell one without right nothing."""
    return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND


@bp.errorhandler(operations.NotReady)
def not_ready(_refusal: operations.NotReady) -> ResponseReturnValue:
    """Say that something is missing, where the list of it stands."""
    flash(_("It cannot be published yet. The list says what is missing."), "no")
    return redirect(url_for(".overview", programme=(request.view_args or {})["programme"]))


@bp.errorhandler(operations.NotToBeJoined)
def not_joined(_refusal: operations.NotToBeJoined) -> ResponseReturnValue:
    """Say why a consultation was not joined."""
    flash(_("It was not joined: it belongs to another office or to another programme."), "no")
    return redirect(url_for(".overview", programme=(request.view_args or {})["programme"]))


@bp.get("")
@allow(signed_in)
def programmes() -> ResponseReturnValue:
    """List the programmes that the person edits, or to which their office is invited."""
    session = db.session()
    mine = queries.list_programmes(session, editable_by(current_user, spoken_for(current_user)))
    invited = [one for one in queries.list_programmes(session, invited_to(current_user)) if one not in mine]
    if not mine and not invited and not current_user.holds("admin", "editor"):
        abort(404)
    return render_template(
        "programmes/manage/programmes.html", mine=mine, invited=invited, may_begin=current_user.holds("admin")
    )


@bp.route("/nowy", methods=["GET", "POST"])
@allow(admins)
def begin() -> ResponseReturnValue:
    """Begin a programme."""
    offices = _offices("admin") or abort(404)
    form = forms.new_form([(str(one.id), one.name) for one in offices])()
    if form.validate_on_submit():
        given = form.values()
        chosen = next((one for one in offices if str(one.id) == given.get("authority")), offices[0])
        authority_id = chosen.id
        with transaction() as session:
            office = authorities_queries.get_authority(session, authority_id)
            slug = operations.begin(session, office, given["title"], **_by()).slug
        return redirect(url_for(".write", programme=slug))
    return render_template("programmes/manage/begin.html", form=form)


@bp.get("/<slug:programme>")
@allow(signed_in)
def overview(programme: str) -> ResponseReturnValue:
    """Say where it stands: what is missing, who takes part, which consultations belong to it."""
    return _overview(_found(programme))


def _overview(found: Programme, invitation: Form | None = None, joining: Form | None = None) -> str:
    session = db.session()
    seen = queries.list_joined(session, found.id, seen_by(current_user))
    rows = pages.rows_of(session, seen, clock.now())
    return render_template(
        "programmes/manage/overview.html",
        programme=found,
        lacks=[words.LACKS[key] for key in operations.what_is_missing(found)],
        members=[
            (one, can_decide(current_user, one))
            for one in sorted(found.members, key=lambda member: member.authority.sort_key)
        ],
        groups=pages.by_authority(rows),
        own_ids=current_user.authority_ids("editor"),
        may_edit=may_edit(current_user, found),
        may_publish=can_publish(current_user, found),
        invitation=invitation or forms.InviteForm(_to_invite(found), formdata=None),
        joining=joining or forms.JoinForm(_to_join(found), formdata=None),
        words=words,
    )


def _to_invite(found: Programme) -> list[tuple[str, str]]:
    """Offer the authorities that were not invited, and those that declined."""
    if not can_publish(current_user, found):
        return []
    declined = [one.authority for one in found.members if one.state == DECLINED]
    return [(one.slug, one.name) for one in (*queries.list_uninvited(db.session(), found), *declined)]


def _to_join(found: Programme) -> list[tuple[str, str]]:
    """Offer the consultations of the actor's own offices that agreed."""
    own = current_user.authority_ids("editor") & found.accepted_ids
    free = queries.list_free(db.session(), own) if own else []
    return [(one.consultation.slug, one.version.title["pl"]) for one in free]


@bp.route("/<slug:programme>/tresc", methods=["GET", "POST"])
@allow(signed_in)
def write(programme: str) -> ResponseReturnValue:
    """Write what the programme says."""
    found = _to_edit(programme)
    members = [(str(one.authority_id), one.authority.name) for one in found.members if one.state == ACCEPTED]
    form = forms.TextForm(partial(find_organisations, db.session()), members, data=_said_of(found))
    if form.validate_on_submit():
        given = str(form["edit_count"].data or "")
        edit_count = int(given) if given.isdecimal() and len(given) <= LONGEST_COUNT else -1
        values = form.values()
        try:
            with transaction() as session:
                held = queries.get_programme(session, found.id)
                operations.change(session, held, values, edit_count=edit_count, **_by())
        except operations.ChangedMeanwhile as changed:
            form["edit_count"].data = str(changed.edit_count)
            form.form_errors.append(
                _("Somebody else saved this meanwhile. What you typed is here: save again to put it in its place.")
            )
        else:
            flash(_("Saved."), "yes")
            return redirect(url_for(".overview", programme=programme))
    return render_template("programmes/manage/write.html", programme=found, form=form)


@bp.post("/<slug:programme>/zaproszenia")
@allow(admins)
def invite(programme: str) -> ResponseReturnValue:
    """Invite an authority; its administrators get a mail."""
    found = _to_publish(programme)
    form = forms.InviteForm(_to_invite(found))
    if not form.validate_on_submit():
        return _overview(found, invitation=form)
    office = authorities_queries.find_by_slug(db.session(), form.values()["office"]) or abort(404)
    settings: Settings = current_app.extensions["settings"]
    authority_id, name = office.id, office.name

    def act(session: Any, held: Programme) -> None:
        invited = authorities_queries.get_authority(session, authority_id)
        operations.invite(session, held, invited, base_url=settings.base_url, **_by())

    return _do(found, act, _("Invited: %(name)s. Its administrators get a mail, and decide.", name=name))


@bp.post("/<slug:programme>/urzedy/<slug:authority>/zgoda")
@allow(admins)
def agree(programme: str, authority: str) -> ResponseReturnValue:
    """Accept an invitation in the name of one's authority."""
    return _decide(programme, authority, agrees=True, done=_("Your office takes part now."))


@bp.post("/<slug:programme>/urzedy/<slug:authority>/odmowa")
@allow(admins)
def decline(programme: str, authority: str) -> ResponseReturnValue:
    """Decline an invitation in the name of one's authority."""
    return _decide(programme, authority, agrees=False, done=_("Declined. Nothing of your office is in the programme."))


def _decide(programme: str, authority: str, *, agrees: bool, done: str) -> ResponseReturnValue:
    found, member = _own_membership(programme, authority)
    member_id = member.id

    def act(session: Any, held: Programme) -> None:
        own = session.get_one(Member, member_id)
        operations.decide(session, held, own, agrees=agrees, **_by())

    return _do(found, act, done, to="overview" if agrees else "programmes")


@bp.post("/<slug:programme>/urzedy/<slug:authority>/wyjscie")
@allow(admins)
def leave(programme: str, authority: str) -> ResponseReturnValue:
    """Leave the programme with all consultations of one's authority."""
    found, member = _own_membership(programme, authority)
    member_id = member.id

    def act(session: Any, held: Programme) -> None:
        operations.leave(session, held, session.get_one(Member, member_id), **_by())

    return _do(found, act, _("Your office and its consultations are out of the programme."), to="programmes")


@bp.post("/<slug:programme>/konsultacje")
@allow(holding("editor"))
def join(programme: str) -> ResponseReturnValue:
    """Join a consultation of one's own office."""
    found = _found(programme)
    form = forms.JoinForm(_to_join(found))
    if not form.validate_on_submit():
        return _overview(found, joining=form)
    return _joined(found, form.values()["consultation"], operations.join, _("Joined to the programme."))


@bp.post("/<slug:programme>/konsultacje/<slug:consultation>/wyjscie")
@allow(holding("editor"))
def part(programme: str, consultation: str) -> ResponseReturnValue:
    """Take a consultation of one's own office out."""
    return _joined(_found(programme), consultation, operations.part, _("Taken out of the programme."))


@bp.post("/<slug:programme>/konsultacje/<slug:consultation>/samoocena")
@allow(holding("editor"))
def ask_maturity(programme: str, consultation: str) -> ResponseReturnValue:
    """Put the ready self-assessment of cooperation into a consultation of one's own office."""
    done = _("Added: a questionnaire for each group, in preparation. Publish them as any other questionnaire.")
    return _joined(_found(programme), consultation, operations.ask_maturity, done)


def _joined(found: Programme, slug: str, operation: Callable[..., Any], done: str) -> ResponseReturnValue:
    own = consultations.find_consultation(db.session(), slug, seen_by(current_user)) or abort(404)
    consultation_id = own.id

    def act(session: Any, held: Programme) -> None:
        operation(session, held, consultations.get_consultation(session, consultation_id), **_by())

    return _do(found, act, done)


@bp.post("/<slug:programme>/opublikuj")
@allow(admins)
def publish(programme: str) -> ResponseReturnValue:
    """Show the programme to everybody."""
    found = _to_publish(programme)
    return _do(
        found,
        lambda session, held: operations.publish(session, held, **_by()),
        _("Published. Everybody can read it now."),
    )


def _do(found: Programme, act: Callable[[Any, Programme], None], done: str, to: str = "overview") -> Response:
    """Do one act in a transaction of its own, and go on."""
    programme_id, slug = found.id, found.slug
    with transaction() as session:
        act(session, queries.get_programme(session, programme_id))
    flash(done, "yes")
    return redirect(url_for(".programmes") if to == "programmes" else url_for(".overview", programme=slug))


def spoken_for(actor: Actor) -> Collection[UUID]:
    """Name the organisations for which the actor may speak."""
    if actor.id is None:
        return set()
    return {one.organisation_id for one in list_memberships(db.session(), actor.id)}


def may_edit(actor: Actor, found: Programme) -> bool:
    """Tell whether the actor edits a programme."""
    return actor.is_authenticated and can_edit(actor, found, spoken_for(actor))


def _by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def _offices(*roles: str) -> Sequence[Authority]:
    return authorities_queries.list_all(db.session(), Authority.id.in_(current_user.authority_ids(*roles)))


def _found(slug: str) -> Programme:
    """Find a programme that the actor edits or to which their office is invited, or answer 404."""
    mine = editable_by(current_user, spoken_for(current_user)) | invited_to(current_user)
    found: Programme = queries.find_programme(db.session(), slug, mine) or abort(404)
    return found


def _to_edit(slug: str) -> Programme:
    found = _found(slug)
    if not may_edit(current_user, found):
        abort(404)
    return found


def _to_publish(slug: str) -> Programme:
    found = _found(slug)
    if not can_publish(current_user, found):
        abort(404)
    return found


def _own_membership(programme: str, authority: str) -> tuple[Programme, Member]:
    """Find the membership about which the actor decides, or answer 404."""
    found = _found(programme)
    member = queries.find_member(db.session(), found.id, authority)
    if member is None or not can_decide(current_user, member) or member.state not in {INVITED, ACCEPTED}:
        abort(404)
    return found, member


def _said_of(found: Programme) -> dict[str, Any]:
    """Give what is stored, as the form holds it."""
    stored = {name: getattr(found, name) for name in ("edit_count", "title", "summary", "description", "controller")}
    is_authority = found.organiser_authority_id is not None
    kind = forms.AUTHORITY if is_authority else forms.ORGANISATION if found.organisation_id else None
    return stored | {
        "contact": found.contact,
        "organiser": kind,
        "organisation": found.organisation.name if found.organisation else "",
        "authority": str(found.organiser_authority_id or ""),
    }
