"""A questionnaire for everybody: what it is, its pages, the look before sending, the receipt."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.authorities.current import enter
from consult.consultations.queries import find_in_force
from consult.extensions import csrf, db
from consult.participation import forms as participation
from consult.participation.doubts import doubt_about_this
from consult.participation.rules.intake import GRACE, Intake
from consult.participation.rules.slots import NotGenuine, Slot
from consult.questionnaires import operations, queries, showing
from consult.questionnaires.filling import Filling, Place
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires", __name__)
LARGEST = 2 * MEGABYTE
"""What the most that people can type needs on its way; see `rules.compiling.MOST_CHARACTERS`."""
CORRECTION = "correction"


@bp.get("/k/<slug:consultation>/ankieta/<int:number>")
@allow(anyone)
def intro(consultation: str, number: int) -> ResponseReturnValue:
    """Say what is asked and why, how long it takes, and what becomes of the answers."""
    version = queries.find_offered(db.session(), consultation, number) or abort(404)
    found = version.questionnaire.consultation
    enter(found.authority)
    return render_template(
        "questionnaires/intro.html",
        questionnaire=version.questionnaire,
        consultation=found,
        consultation_version=find_in_force(db.session(), found),
        place=Place.of(version),
        grace=GRACE.seconds // 60,
        stage=found.stage(clock.now()),
        minutes=walking.minutes(plan_of(version)),
        corrections=queries.list_corrections(db.session(), version.questionnaire_id),
    )


@bp.route("/k/<slug:consultation>/ankieta/<int:number>/<int:page>", methods=["GET", "POST"])
@at_most(LARGEST)
@allow(anyone)
def page(consultation: str, number: int, page: int) -> ResponseReturnValue:
    """Begin a form at its first page, or take what was filled in and show what comes next.

    The slot stands in for the usual token; that another site sent it is seen before (`web.refusals`).
    """
    personal()
    if request.method == "POST":
        return _received(consultation, number, page)
    place = _offered(consultation, number)
    now = clock.now()
    if now >= place.closes_at:
        return showing.closed_page(place), HTTPStatus.GONE
    if now < place.opens_at or page != 1:
        return redirect(_begin(place, is_open=now >= place.opens_at))
    return showing.form_page(Filling.begun(place, participation.issue(place.version_id, now)), 1)


csrf.exempt(page)


def _offered(slug: str, number: int) -> Place:
    """Find what is asked here now, or answer 404."""
    version = queries.find_offered(db.session(), slug, number) or abort(404)
    enter(version.questionnaire.consultation.authority)
    return Place.of(version)


def _begin(place: Place, *, is_open: bool) -> str:
    if is_open:
        return showing.address(place, 1)
    return url_for(".intro", consultation=place.slug, number=place.number)


def _received(slug: str, number: int, page: int) -> ResponseReturnValue:
    """Take a form that was sent from a page."""
    try:
        slot = participation.slot_received()
        version = queries.find_asked(db.session(), slug, number, slot.subject)
    except NotGenuine:
        version = None
    if version is None:
        return _begun_anew(slug, number)
    enter(version.questionnaire.consultation.authority)
    place = Place.of(version)
    if not 1 <= page <= place.review:
        abort(404)
    return _next(Filling.begun(place, request.form[participation.FIELD], request.form), slot, page)


def _begun_anew(slug: str, number: int) -> ResponseReturnValue:
    """Show a form whose slot is not ours again, with everything typed and a slot that is."""
    place = _offered(slug, number)
    now = clock.now()
    filling = Filling.begun(place, participation.issue(place.version_id, now), request.form)
    if not place.opens_at <= now < place.closes_at:
        return showing.closed_page(place, filling), HTTPStatus.GONE
    note = _("We could not tell that this form is ours, so nothing was sent. Check it and go on.")
    return showing.form_page(filling, 1, note=note), HTTPStatus.BAD_REQUEST


def _next(filling: Filling, slot: Slot, page: int) -> ResponseReturnValue:
    """Go where the button leads, or stay where something is wrong."""
    go = request.form.get("go", "next")
    goal = walking.destination(filling.numbers, page, go, filling.place.review)
    if go in {"next", CORRECTION} and page != filling.place.review:
        here = filling.mistaken(page)
        goal = page if here.mistakes else goal
        filling = here if here.mistakes else filling
    if goal is None and filling.taken.mistakes:
        goal = walking.page_of(filling.place.plan, filling.taken.mistakes[0].name)
        filling = filling.mistaken(goal)
    now = clock.now()
    if goal is None:
        return _sent(filling, slot, now, is_correction=go == CORRECTION)
    if filling.place.takes(slot, now) in {Intake.TOO_EARLY, Intake.TOO_LATE}:
        return showing.closed_page(filling.place, filling), HTTPStatus.GONE
    return showing.review_page(filling) if goal == filling.place.review else showing.form_page(filling, goal)


def _sent(filling: Filling, slot: Slot, now: datetime, *, is_correction: bool) -> ResponseReturnValue:
    """Keep what was sent, once, and give the receipt in the same answer."""
    place = filling.place
    receipt = participation.receipt_for(slot)
    now = participation.come_of_age(slot, now)
    taken = place.takes(slot, now)
    given = filling.given(
        language=language(),
        areas=showing.area_codes(place),
        now=now,
        is_late=taken is Intake.LATE,
        doubt=doubt_about_this(),
    )
    if taken not in {Intake.IN_TIME, Intake.LATE}:
        held = queries.find_held(db.session(), receipt.hash)
        if held is not None and given.is_same(held):
            return showing.receipt_page(place, receipt.code, is_late=held.is_late)
        return (
            _too_fast(filling) if taken is Intake.TOO_FAST else (showing.closed_page(place, filling), HTTPStatus.GONE)
        )
    try:
        with transaction() as session:
            keep = operations.correct if is_correction else operations.submit
            is_late = keep(session, receipt.hash, given)
    except operations.OtherAnswers:
        fresh = participation.issue(place.version_id, now) if now < place.closes_at else None
        return showing.another_page(filling, fresh), HTTPStatus.CONFLICT
    return showing.receipt_page(place, receipt.code, is_late=is_late)


def _too_fast(filling: Filling) -> ResponseReturnValue:
    """Ask to send again what came faster than people can, when too many others wait."""
    note = _("This came faster than a person can answer, so nothing was sent yet. Send it again.")
    page = showing.form_page(filling, filling.numbers[-1], note=note)
    return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "1"}
