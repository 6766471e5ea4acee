"""Pages with which an office asks the hall quick questions."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult.extensions import db
from consult.meetings import hall_forms, hall_queries, queries
from consult.meetings.manage.desk import at_the_door, bp, by, do, doorkeepers
from consult.meetings.operations import hall as operations
from consult.web.access import allow
from consult.web.transaction import transaction

ACTS = ("open", "close", "show", "take_off")


@bp.route("/<slug:consultation>/spotkania/<int:number>/pytania", methods=["GET", "POST"])
@allow(doorkeepers)
def questions(consultation: str, number: int) -> ResponseReturnValue:
    """List the questions with their answers; by POST, one more."""
    found = at_the_door(consultation, number)
    form = hall_forms.QuestionForm()
    if form.validate_on_submit():
        text, options = form.values()["question"], form.lines()
        return do(
            found,
            lambda session, here: operations.ask(session, here, text, options, **by()),
            _("The question is ready. Open it when the hall should answer."),
            then=".questions",
        )
    session = db.session()
    listed = hall_queries.list_questions(session, found.id)
    return render_template(
        "meetings/manage/questions.html",
        consultation=found.consultation,
        meeting=found,
        form=form,
        rows=[(one, hall_queries.tally(session, one), hall_queries.count_answers(session, one.id)) for one in listed],
        least=found.consultation.authority.smallest_group,
    )


@bp.post("/<slug:consultation>/spotkania/<int:number>/pytania/<int:question>")
@allow(doorkeepers)
def steer(consultation: str, number: int, question: int) -> ResponseReturnValue:
    """Open a question, close it, put its result on the screen or take it off."""
    found = at_the_door(consultation, number)
    act = request.form.get("act", "")
    if act not in ACTS:
        abort(404)
    with transaction() as session:
        here = queries.get_meeting(session, found.id)
        held = hall_queries.find_question(session, found.id, question, for_update=True) or abort(404)
        if act == "open":
            operations.open_question(session, here, held)
        elif act == "close":
            operations.close_question(session, held)
        else:
            operations.show_result(session, here, held, is_shown=act == "show")
    done = {
        "open": _("The hall can answer now."),
        "close": _("No more answers are taken."),
        "show": _("The result is on the screen."),
        "take_off": _("The result is off the screen."),
    }
    flash(done[act], "yes")
    return redirect(url_for(".questions", consultation=consultation, number=number))


@bp.post("/<slug:consultation>/spotkania/<int:number>/pytania/<int:question>/ukryj")
@allow(doorkeepers)
def hide_words(consultation: str, number: int, question: int) -> ResponseReturnValue:
    """Keep some words off the screen."""
    found = at_the_door(consultation, number)
    folded = request.form.get("folded", "")
    with transaction() as session:
        held = hall_queries.find_question(session, found.id, question, for_update=True) or abort(404)
        operations.hide_words(session, held, folded)
    flash(_("These words stay off the screen."), "yes")
    return redirect(url_for(".questions", consultation=consultation, number=number))
