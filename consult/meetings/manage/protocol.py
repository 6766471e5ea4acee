"""Pages with which an office writes the protocol, answers objections, approves and publishes it."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.consultations.origins import destinations
from consult.extensions import db
from consult.meetings import origins, pages, queries
from consult.meetings import protocol_forms as forms
from consult.meetings.access import can_publish_protocol
from consult.meetings.forms import count_of
from consult.meetings.manage.desk import approvers, at_the_door, bp, by, doorkeepers, to_approve
from consult.meetings.models import Meeting, Protocol
from consult.meetings.operations import protocol as operations
from consult.meetings.operations.record import record
from consult.meetings.protocol_pages import shown_of
from consult.meetings.rewriting import digest_of
from consult.meetings.rules.protocol import earliest_end
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction

Act = Callable[[Any, Protocol], Any]


@bp.errorhandler(operations.ChangedMeanwhile)
@bp.errorhandler(operations.NotNow)
@bp.errorhandler(operations.NotReady)
@bp.errorhandler(operations.NotYours)
def cannot_with_protocol(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done with the protocol, on its page."""
    words = {
        operations.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        operations.NotNow: _("Nothing was done: the protocol is in another state now. Look again."),
        operations.NotReady: _(
            "Nothing was done. Write who led the meeting, who wrote the protocol, and what was said or found."
        ),
        operations.NotYours: _("Nothing was done: another person must approve what you wrote."),
    }
    flash(words[type(problem)], "no")
    given = request.view_args or {}
    return redirect(url_for(".protocol", consultation=given["consultation"], number=given["number"]))


def _found(consultation: str, number: int) -> tuple[Meeting, Protocol]:
    """Find a meeting with its protocol, or answer 404."""
    meeting = at_the_door(consultation, number)
    return meeting, queries.find_protocol(db.session(), meeting.id) or abort(404)


def _do(meeting: Meeting, act: Act, done: str, anchor: str = "") -> Response:
    """Do one act on the protocol, held, and show it again."""
    slug, number = meeting.consultation.slug, meeting.number
    with transaction() as session:
        act(session, queries.find_protocol(session, meeting.id, for_update=True) or abort(404))
    flash(done, "yes")
    return redirect(url_for(".protocol", consultation=slug, number=number, _anchor=anchor or None))


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol", methods=["GET", "POST"])
@allow(doorkeepers)
def protocol(consultation: str, number: int) -> ResponseReturnValue:
    """Show the protocol with all that can be done with it; by POST, begin it."""
    found = at_the_door(consultation, number)
    form = forms.ActForm()
    if form.validate_on_submit():
        with transaction() as session:
            operations.begin(session, queries.get_meeting(session, found.id), **by())
        return redirect(url_for(".protocol", consultation=consultation, number=number))
    here = queries.find_protocol(db.session(), found.id)
    if here is None:
        return render_template(
            "meetings/manage/protocol_begin.html",
            consultation=found.consultation,
            meeting=found,
            has_begun=clock.now() >= found.begins_at and found.called_off_at is None,
        )
    return _page(found, here, forms.OpenForm(formdata=None, data={"until": earliest_end(clock.today())}))


def _page(found: Meeting, here: Protocol, form: Form) -> str:
    today = clock.today()
    is_over = here.objections_until is not None and today > here.objections_until
    return render_template(
        "meetings/manage/protocol.html",
        consultation=found.consultation,
        meeting=found,
        protocol=here,
        shown=shown_of(here),
        form=form,
        can_open=here.opened_at is None and clock.now() >= found.ends_at,
        is_over=is_over,
        unanswered=[one for one in here.objections if not one.verdict],
        verdicts=forms.VERDICT_WORDS,
        may_publish=can_publish_protocol(current_user, here),
        ways=_ways(here),
    )


def _ways(here: Protocol) -> dict[int, dict[str, str]]:
    """Say what can be made of each point of a published protocol."""
    if here.published_at is None:
        return {}
    session = db.session()
    return {
        point.number: {
            one.key: one.words()
            for one in destinations()
            if one.may_take(session, current_user, origins.said_of_point(point))
        }
        for point in here.points
    }


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol/dane", methods=["GET", "POST"])
@allow(doorkeepers)
def protocol_facts(consultation: str, number: int) -> ResponseReturnValue:
    """Write the facts of the meeting."""
    found, here = _found(consultation, number)
    shown = digest_of(here, operations.FACTS)
    form = forms.FactsForm(obj=here, was=shown)
    if form.validate_on_submit() and form.fits(shown):
        values, count = form.values(), here.edit_count
        return _do(
            found,
            lambda session, held: operations.write(session, held, values, edit_count=count, actor=current_user),
            _("Saved."),
        )
    return _form_page(found, form, _("The facts of the meeting"))


def _form_page(found: Meeting, form: Form, title: str, remove: str = "") -> str:
    return render_template(
        "meetings/manage/protocol_part.html",
        consultation=found.consultation,
        meeting=found,
        form=form,
        title=title,
        remove=remove,
    )


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol/glos/<int:place>", methods=["GET", "POST"])
@allow(doorkeepers)
def speech(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Write down what somebody said; 0 is a new one."""
    found, here = _found(consultation, number)
    known = next((one for one in here.speeches if one.number == place), None)
    if place and known is None:
        abort(404)
    shown = digest_of(known, operations.SPEECH)
    form = forms.SpeechForm(obj=known, was=shown)
    if form.validate_on_submit() and form.fits(shown):
        said = form.values()
        return _do(
            found,
            lambda session, held: operations.put_speech(session, held, place or None, said, actor=current_user),
            _("Written down."),
            "glosy",
        )
    remove = url_for(".remove_speech", consultation=consultation, number=number, place=place) if place else ""
    return _form_page(found, form, _("What somebody said"), remove)


@bp.post("/<slug:consultation>/spotkania/<int:number>/protokol/glos/<int:place>/usun")
@allow(doorkeepers)
def remove_speech(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Take off what somebody said."""
    found, _here = _found(consultation, number)
    return _do(
        found,
        lambda session, held: operations.remove_speech(session, held, place, actor=current_user),
        _("It is taken off."),
        "glosy",
    )


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol/punkt/<int:place>", methods=["GET", "POST"])
@allow(doorkeepers)
def point(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Write a point of the outcome; 0 is a new one."""
    found, here = _found(consultation, number)
    known = next((one for one in here.points if one.number == place), None)
    if place and known is None:
        abort(404)
    shown = digest_of(known, ("kind", "text"))
    form = forms.PointForm(obj=known, was=shown)
    if form.validate_on_submit() and form.fits(shown):
        values = form.values()
        return _do(
            found,
            lambda session, held: operations.put_point(
                session, held, place or None, values["kind"], values["text"], actor=current_user
            ),
            _("Written down."),
            "ustalenia",
        )
    remove = url_for(".remove_point", consultation=consultation, number=number, place=place) if place else ""
    return _form_page(found, form, _("What came out of it"), remove)


@bp.post("/<slug:consultation>/spotkania/<int:number>/protokol/punkt/<int:place>/usun")
@allow(doorkeepers)
def remove_point(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Take a point off."""
    found, _here = _found(consultation, number)
    return _do(
        found,
        lambda session, held: operations.remove_point(session, held, place, actor=current_user),
        _("It is taken off."),
        "ustalenia",
    )


@bp.post("/<slug:consultation>/spotkania/<int:number>/protokol/otworz")
@allow(doorkeepers)
def open_protocol(consultation: str, number: int) -> ResponseReturnValue:
    """Let participants read it and object until a day."""
    found, here = _found(consultation, number)
    form = forms.OpenForm()
    is_valid = form.validate_on_submit()
    if is_valid and form["until"].data < earliest_end(clock.today()):
        form.refuse("until", _("Give people at least three days."))
        is_valid = False
    if not is_valid:
        return _page(found, here, form)
    until = form.values()["until"]
    done = _("Open. Participants can read it and object; those who left an address get a mail.")
    return _do(found, lambda session, held: operations.open_for_objections(session, held, until, **by()), done)


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol/zastrzezenie", methods=["GET", "POST"])
@allow(doorkeepers)
def note_objection(consultation: str, number: int) -> ResponseReturnValue:
    """Write down an objection that somebody told the office."""
    found, _here = _found(consultation, number)
    form = forms.NoteForm()
    if form.validate_on_submit():
        values = form.values()
        return _do(
            found,
            lambda session, held: operations.note_objection(session, held, values["group"], values["text"], **by()),
            _("Written down."),
            "zastrzezenia",
        )
    return _form_page(found, form, _("An objection that somebody told the office"))


@bp.route("/<slug:consultation>/spotkania/<int:number>/protokol/zastrzezenie/<int:place>", methods=["GET", "POST"])
@allow(doorkeepers)
def answer_objection(consultation: str, number: int, place: int) -> ResponseReturnValue:
    """Answer an objection: correct the protocol, or note the dissent."""
    found, here = _found(consultation, number)
    objection = next((one for one in here.objections if one.number == place), None) or abort(404)
    shown = digest_of(objection, ("verdict", "answer", "is_hidden"))
    form = forms.AnswerForm(obj=objection, was=shown)
    if form.validate_on_submit() and form.fits(shown):
        values = form.values()
        return _do(
            found,
            lambda session, held: operations.answer(
                session,
                held,
                place,
                values["verdict"],
                values["answer"],
                is_hidden=bool(values["is_hidden"]),
                **by(),
            ),
            _("Answered."),
            "zastrzezenia",
        )
    return render_template(
        "meetings/manage/objection.html",
        consultation=found.consultation,
        meeting=found,
        objection=objection,
        group=pages.group_words(objection.group),
        form=form,
    )


@bp.post("/<slug:consultation>/spotkania/<int:number>/protokol/opublikuj")
@allow(approvers)
def publish_protocol(consultation: str, number: int) -> ResponseReturnValue:
    """Approve and publish the protocol, if it is still the one that was read."""
    found = to_approve(consultation, number)
    count = count_of(forms.ActForm())
    done = _("Published. Everybody can read the protocol now; it never changes.")
    return _do(found, lambda session, held: operations.publish(session, held, edit_count=count, **by()), done)


@bp.post("/<slug:consultation>/spotkania/<int:number>/protokol/punkt/<int:place>/<slug:key>")
@allow(doorkeepers)
def make_of_point(consultation: str, number: int, place: int, key: str) -> ResponseReturnValue:
    """Make something of a point of the published protocol, once of each kind, and go on there."""
    found, _here = _found(consultation, number)
    destination = next((one for one in destinations() if one.key == key), None) or abort(404)
    with transaction() as session:
        held = queries.find_protocol(session, found.id, for_update=True) or abort(404)
        one = next((one for one in held.points if one.number == place), None)
        if one is None or held.published_at is None:
            abort(404)
        if key not in one.made:
            said = origins.said_of_point(one)
            if not destination.may_take(session, current_user, said):
                abort(404)
            one.made = {**one.made, key: destination.take(session, current_user, clock.now(), said)}
            record(session, "point_taken", held.meeting, details={"point": place, "as": key}, **by())
        address = str(one.made[key])
    return redirect(address)
