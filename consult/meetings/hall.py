"""The hall: a phone answers the question that is asked now, the screen shows what came in and follows it."""

from http import HTTPStatus

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.accounts import throttle
from consult.authorities.current import enter
from consult.extensions import db
from consult.meetings import hall_forms, hall_queries, pages, queries
from consult.meetings.models import Meeting, Question
from consult.meetings.operations import hall as operations
from consult.meetings.registering import TooMany, base_url, bp, count_from
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.forms import Form
from consult.web.headers import personal
from consult.web.transaction import transaction

__all__ = ["bp"]
ANSWERS_FROM_ADDRESS = throttle.Limit(1000, throttle.HOUR)
"""A hall full of people may sit behind one address, and answer a few questions."""


def hall_of(code: str) -> Meeting:
    """Find the meeting of a short code, or answer 404."""
    found = queries.find_by_short_code(db.session(), code.upper()) or abort(404)
    enter(found.consultation.authority)
    return found


@bp.route("/s/<string(minlength=4, maxlength=8):code>/pytanie", methods=["GET", "POST"])
@allow(anyone)
def answer(code: str) -> ResponseReturnValue:
    """Ask a phone the question of the moment."""
    found = hall_of(code)
    personal()
    try:
        slot = participation.slot_received()
    except NotGenuine:
        slot = None
    session = db.session()
    question = session.get(Question, slot.subject) if slot else hall_queries.find_open(session, found.id)
    if question is None or question.meeting_id != found.id:
        return render_template("meetings/no_question.html", meeting=found)
    form = hall_forms.answer_form(question.options)()
    if slot is not None and form.validate():
        return _take(found, question, form, slot)
    return _page(found, question, form)


def _page(found: Meeting, question: Question, form: Form) -> str:
    return render_template(
        "meetings/answer.html",
        meeting=found,
        question=question,
        form=form,
        slot=participation.issue(question.id, clock.now()),
    )


def _take(found: Meeting, question: Question, form: Form, slot: Slot) -> ResponseReturnValue:
    """Keep the answer, and say so."""
    said = form.values()["answer"]
    now = participation.come_of_age(slot, clock.now())
    hashed = participation.receipt_for(slot).hash
    choice, words = (int(said), "") if question.options else (None, said)
    try:
        with transaction() as session:
            count_from(session, "answers from", ANSWERS_FROM_ADDRESS, now)
            held = hall_queries.find_question(session, found.id, question.number, for_update=True) or abort(404)
            operations.answer(session, held, choice, words, form_hash=hashed)
    except operations.NotOpen:
        return render_template("meetings/no_question.html", meeting=found), HTTPStatus.GONE
    except TooMany:
        form.form_errors = [_("Very many answers come from your network. Nothing is lost: wait a while, then send it.")]
        return _page(found, question, form), HTTPStatus.TOO_MANY_REQUESTS
    return render_template("meetings/answered.html", meeting=found, question=question)


@bp.get("/s/<string(minlength=4, maxlength=8):code>/ekran")
@allow(anyone)
def screen(code: str) -> ResponseReturnValue:
    """Show the hall where to answer, how many did and, once the office puts it there, the result."""
    found = hall_of(code)
    if code != code.upper():
        return redirect(url_for(".screen", code=code.upper()))
    session = db.session()
    question = hall_queries.find_on_screen(session, found.id)
    total = hall_queries.count_answers(session, question.id) if question else 0
    least = found.consultation.authority.smallest_group
    is_shown = question is not None and question.is_shown and total >= least
    address = f"{base_url()}{url_for('.phone', code=found.short_code)}"
    lines = hall_queries.tally(session, question) if question and is_shown else []
    return render_template(
        "meetings/screen.html",
        meeting=found,
        question=question,
        total=total,
        least=least,
        lines=[line for line in lines if not line.is_hidden],
        is_shown=is_shown,
        address=address,
        picture=pages.picture_of(address),
    )
