"""Pages of the workshop: its tables, their ideas and dots, and what is made of an idea."""

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.consultations.origins import destinations
from consult.extensions import db
from consult.meetings import forms, origins, pages, queries
from consult.meetings.access import is_approver
from consult.meetings.manage.desk import approvers, at_the_door, base_url, bp, by, do, doorkeepers, to_approve
from consult.meetings.models import Idea, Meeting
from consult.meetings.operations import workshop as operations
from consult.meetings.operations.record import record
from consult.meetings.rewriting import digest_of
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction

MOST_DOTS = 10_000
DOTS = "dots-"


@bp.route("/<slug:consultation>/spotkania/<int:number>/warsztat", methods=["GET", "POST"])
@allow(doorkeepers)
def workshop(consultation: str, number: int) -> ResponseReturnValue:
    """Show the tables with their ideas; by POST, one more table."""
    found = at_the_door(consultation, number)
    form = forms.TableForm()
    if form.validate_on_submit():
        topic = form.values()["topic"]
        return do(
            found,
            lambda session, here: operations.add_table(session, here, topic, **by()),
            _("The table is set up."),
            then=".workshop",
        )
    return _page(found, form)


def _page(found: Meeting, form: Form) -> str:
    session = db.session()
    ideas = queries.list_ideas(session, found.id)
    address = f"{base_url()}{url_for('meetings.phone', code=found.short_code)}" if found.short_code else ""
    return render_template(
        "meetings/manage/workshop.html",
        consultation=found.consultation,
        meeting=found,
        when=pages.when(found),
        form=form,
        tables=pages.tables_of(queries.list_tables(session, found.id), ideas, origins.made_of(session, ideas)),
        count=len(ideas),
        ways={idea.number: _ways(idea) for idea in ideas},
        address=address,
        picture=pages.picture_of(address) if address else "",
        may_publish=is_approver(current_user, found.consultation),
    )


def _ways(idea: Idea) -> Mapping[str, str]:
    """Say what can be made of an idea, by the key of each destination."""
    said = origins.said_of(idea)
    session = db.session()
    return {one.key: one.words() for one in destinations() if one.may_take(session, current_user, said)}


@bp.route("/<slug:consultation>/spotkania/<int:number>/warsztat/stol/<int:table>", methods=["GET", "POST"])
@allow(doorkeepers)
def table(consultation: str, number: int, table: int) -> ResponseReturnValue:
    """Type the ideas of one table, one after the other."""
    found = at_the_door(consultation, number)
    here = queries.find_table(db.session(), found.id, table) or abort(404)
    form = forms.IdeaForm()
    if form.validate_on_submit():
        values = form.values()
        with transaction() as session:
            held = queries.get_meeting(session, found.id)
            at = queries.find_table(session, found.id, table) or abort(404)
            operations.add_idea(session, held, at, values["title"], values["text"] or "")
        flash(_("The idea is written down. Type the next one."), "yes")
        return redirect(url_for(".table", consultation=consultation, number=number, table=table))
    return render_template(
        "meetings/manage/table.html",
        consultation=found.consultation,
        meeting=found,
        table=here,
        form=form,
        ideas=queries.list_ideas(db.session(), found.id, Idea.table_id == here.id),
    )


@bp.route("/<slug:consultation>/spotkania/<int:number>/warsztat/pomysl/<int:idea>", methods=["GET", "POST"])
@allow(doorkeepers)
def idea(consultation: str, number: int, idea: int) -> ResponseReturnValue:
    """Write an idea in other words, hide it, or take it away."""
    found = at_the_door(consultation, number)
    here = queries.find_idea(db.session(), found.id, idea) or abort(404)
    shown = digest_of(here, ("title", "text", "is_hidden"))
    form = forms.EditIdeaForm(obj=here, was=shown)
    if not (form.validate_on_submit() and form.fits(shown)):
        return render_template(
            "meetings/manage/idea.html", consultation=found.consultation, meeting=found, idea=here, form=form
        )
    values = form.values()
    with transaction() as session:
        held = queries.find_idea(session, found.id, idea, for_update=True) or abort(404)
        operations.edit_idea(session, held, values["title"], values["text"] or "", is_hidden=bool(values["is_hidden"]))
    flash(_("Saved."), "yes")
    return redirect(url_for(".workshop", consultation=consultation, number=number))


@bp.post("/<slug:consultation>/spotkania/<int:number>/warsztat/pomysl/<int:idea>/usun")
@allow(doorkeepers)
def remove_idea(consultation: str, number: int, idea: int) -> ResponseReturnValue:
    """Take an idea away that was written by mistake."""
    found = at_the_door(consultation, number)
    with transaction() as session:
        held = queries.find_idea(session, found.id, idea, for_update=True) or abort(404)
        operations.remove_idea(session, held, **by())
    flash(_("The idea is removed."), "yes")
    return redirect(url_for(".workshop", consultation=consultation, number=number))


@bp.post("/<slug:consultation>/spotkania/<int:number>/warsztat/kropki")
@allow(doorkeepers)
def dots(consultation: str, number: int) -> ResponseReturnValue:
    """Write down the dots of all ideas; what is no number is left as it was, and said."""
    found = at_the_door(consultation, number)
    typed = {name.removeprefix(DOTS): said for name, said in request.form.items() if name.startswith(DOTS) and said}
    counted = {int(place): int(said) for place, said in typed.items() if _is_count(place) and _is_count(said.strip())}
    with transaction() as session:
        operations.count_dots(session, queries.get_meeting(session, found.id), counted, **by())
    if len(counted) < len(typed):
        flash(
            _("Some dots are no whole number from 0 to 10,000. Those ideas keep what they had; write them again."), "no"
        )
    else:
        flash(_("The dots are written down."), "yes")
    return redirect(url_for(".workshop", consultation=consultation, number=number))


def _is_count(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < len(str(MOST_DOTS)) + 1 and int(said) <= MOST_DOTS


@bp.post("/<slug:consultation>/spotkania/<int:number>/warsztat/telefony")
@allow(doorkeepers)
def phones(consultation: str, number: int) -> ResponseReturnValue:
    """Let people write ideas on their phones, or stop it."""
    found = at_the_door(consultation, number)
    is_on = bool(request.form.get("on"))
    done = _("Phones can write ideas now.") if is_on else _("Phones write no ideas any more.")
    return do(
        found,
        lambda session, here: operations.switch_phones(session, here, is_on=is_on, **by()),
        done,
        then=".workshop",
    )


@bp.post("/<slug:consultation>/spotkania/<int:number>/warsztat/opublikuj")
@allow(approvers)
def publish_ideas(consultation: str, number: int) -> ResponseReturnValue:
    """Let everybody read the ideas that are not hidden."""
    found = to_approve(consultation, number)
    done = _("The ideas are public on the page of the meeting.")
    return do(found, lambda session, here: operations.publish_ideas(session, here, **by()), done, then=".workshop")


@bp.post("/<slug:consultation>/spotkania/<int:number>/warsztat/pomysl/<int:idea>/<slug:key>")
@allow(doorkeepers)
def make(consultation: str, number: int, idea: int, key: str) -> ResponseReturnValue:
    """Make something of an idea, once of each kind, and go on there."""
    found = at_the_door(consultation, number)
    destination = next((one for one in destinations() if one.key == key), None) or abort(404)
    with transaction() as session:
        held = queries.find_idea(session, found.id, idea, for_update=True) or abort(404)
        if key not in held.made:
            said = origins.said_of(held)
            if not destination.may_take(session, current_user, said):
                abort(404)
            held.made = {**held.made, key: destination.take(session, current_user, clock.now(), said)}
            record(session, "idea_taken", held.meeting, details={"idea": held.number, "as": key}, **by())
        address = str(held.made[key])
    return redirect(address)
