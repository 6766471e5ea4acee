"""A questionnaire for everybody: what it is, its pages, the look before sending, the receipt."""

from datetime import datetime
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from consult import clock
from consult.authorities.current import enter, enter_known
from consult.consultations.queries import find_in_force
from consult.extensions import csrf, db
from consult.participation import forms as participation
from consult.participation.doubts import doubt_about_this
from consult.participation.rules.access import Access
from consult.participation.rules.intake import GRACE, Intake, is_fast
from consult.participation.rules.passes import NoPass
from consult.participation.rules.slots import NotGenuine, Slot
from consult.participation.writer import writer_for
from consult.questionnaires import asking, kiosk, operations, queries, resuming, showing
from consult.questionnaires.entering import entrance_of, mark_in
from consult.questionnaires.filling import Filling, Place
from consult.questionnaires.levels import level_of
from consult.questionnaires.operations import Sent
from consult.questionnaires.plans import plan_of
from consult.questionnaires.rules import walking
from consult.questionnaires.words import access_words
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires", __name__)
LARGEST = 2 * MEGABYTE
"""What the most that people can type needs on its way; see `rules.compiling.MOST_CHARACTERS`."""
CORRECTION = "correction"
CHECKED = frozenset({"next", walking.REVIEW, CORRECTION})
"""What buttons say that lead on only from a page without mistakes."""


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
        begin=entrance_of(Place.of(version)),
        access_words=access_words(Access(version.questionnaire.access)),
        level=level_of(db.session(), version.questionnaire_id, version.questionnaire.access),
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
    if place.access.is_limited:
        return redirect(entrance_of(place))
    marks = MultiDict({f"a.{key}": value for key, value in showing.marks(place.plan).items()})
    filling = Filling.begun(place, participation.issue(place.version_id, now), marks)
    return showing.form_page(filling, filling.first)


csrf.exempt(page)


def _offered(slug: str, number: int) -> Place:
    """Find what is asked here now, or answer 404."""
    place = asking.find_offered(db.session(), slug, number) or abort(404)
    enter_known(place.authority_id)
    return place


def _begin(place: Place, *, is_open: bool) -> str:
    if is_open:
        return entrance_of(place)
    return url_for(".intro", consultation=place.slug, number=place.number)


def _received(slug: str, number: int, page: int) -> ResponseReturnValue:
    """Take a form that was sent from a page."""
    try:
        slot = participation.slot_received()
        place = asking.find_asked(db.session(), slug, number, slot.subject)
    except NotGenuine:
        place = None
    if place is None:
        return _begun_anew(slug, number)
    enter_known(place.authority_id)
    if not 1 <= page <= place.review:
        abort(404)
    return _next(Filling.begun(place, request.form[participation.FIELD], request.form, _carried()), slot, page)


def _carried() -> dict[str, str]:
    """Take what travels along beside the answers."""
    names = (participation.PASS, participation.KIOSK, participation.SAVED)
    return {name: request.form[name] for name in names if request.form.get(name)}


def _begun_anew(slug: str, number: int) -> ResponseReturnValue:
    """Show a form whose slot is not ours again, with everything typed and a slot that is."""
    place = _offered(slug, number)
    now = clock.now()
    filling = Filling.begun(place, participation.issue(place.version_id, now), request.form, _carried())
    if not place.opens_at <= now < place.closes_at:
        return showing.closed_page(place, filling), HTTPStatus.GONE
    note = _("We could not tell that this form is ours, so nothing was sent. Check it and go on.")
    return showing.form_page(filling, filling.first, note=note), HTTPStatus.BAD_REQUEST


def _next(filling: Filling, slot: Slot, page: int) -> ResponseReturnValue:
    """Go where the button leads, or stay where something is wrong."""
    go = request.form.get("go", "next")
    is_review = page == filling.place.review
    page = page if is_review else filling.start_of(page)
    if go in {resuming.SAVE, resuming.KEEP}:
        return resuming.saved(filling, page, go)
    filling, goal = _led(filling, page, go)
    now = clock.now()
    if goal is None:
        return _sent(filling, slot, now, is_correction=go == CORRECTION)
    if filling.place.takes(slot, now) in {Intake.TOO_EARLY, Intake.TOO_LATE}:
        return showing.closed_page(filling.place, filling), HTTPStatus.GONE
    if participation.SAVED in filling.carried:
        resuming.keep_up(filling, goal, filling.carried[participation.SAVED])
    if goal == filling.place.review:
        return showing.review_page(filling)
    is_change = go == walking.REVIEW or (is_review and go != "back")
    return showing.form_page(filling, goal, onward=walking.REVIEW if is_change else "next")


def _led(filling: Filling, page: int, go: str) -> tuple[Filling, int | None]:
    """Tell where the button leads: where it says, or to what has to be mended first; nowhere where all is sent."""
    if go in CHECKED and page != filling.place.review:
        here = filling.mistaken(page)
        if here.mistakes:
            return here, page
    goal = walking.destination(filling.numbers, page, go, filling.place.review)
    if not filling.taken.mistakes or (goal is not None and go != walking.REVIEW):
        return filling, goal
    first = filling.first_mistake()
    return (filling.mistaken(first) if goal is None else filling), first


def _sent(filling: Filling, slot: Slot, now: datetime, *, is_correction: bool) -> ResponseReturnValue:
    """Keep what was sent, once, and give the receipt in the same answer."""
    place = filling.place
    receipt = participation.receipt_for(slot)
    taken = place.takes(slot, now)
    given = filling.given(
        language=language(),
        areas=showing.area_codes(place),
        now=now,
        is_late=taken is Intake.LATE,
        doubt=doubt_about_this(is_fast=is_fast(now, slot.issued_at)),
        channel="kiosk" if kiosk.is_on(filling) else "web",
    )
    if taken not in {Intake.IN_TIME, Intake.LATE}:
        held = queries.find_held(db.session(), receipt.hash)
        if held is not None and given.is_same(held):
            return showing.receipt_page(filling, receipt.code, is_late=held.is_late)
        return showing.closed_page(place, filling), HTTPStatus.GONE
    try:
        sent = Sent(receipt.hash, given, mark_in(place))
        is_late = _kept(sent, is_correction=is_correction)
        resuming.forget(filling)
    except NoPass:
        return showing.without_pass_page(filling, entrance_of(place)), HTTPStatus.FORBIDDEN
    except operations.AlreadyUsed:
        return showing.used_page(place, filling), HTTPStatus.CONFLICT
    except operations.OtherAnswers:
        may_be_another = now < place.closes_at and not place.access.is_limited
        fresh = participation.issue(place.version_id, now) if may_be_another else None
        return showing.another_page(filling, fresh), HTTPStatus.CONFLICT
    return showing.receipt_page(filling, receipt.code, is_late=is_late)


def _kept(sent: Sent, *, is_correction: bool) -> bool:
    """Keep the answers, with what others send at the same moment; tell whether they are marked late.

    A correction of what was never sent is no correction: it spends the code as all answers do.
    """
    db.session.rollback()
    if is_correction:
        with transaction() as session:
            if queries.find_held(session, sent.receipt_hash) is not None:
                return operations.correct(session, sent.receipt_hash, sent.given)
    return writer_for("questionnaires", operations.submit_all).write(sent)
