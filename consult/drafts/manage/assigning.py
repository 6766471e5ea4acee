"""The workbench for many remarks at once: register them, say who answers until when, put them under topics."""

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from consult.drafts import queries
from consult.drafts.access import can_decide
from consult.drafts.forms import LONGEST_COUNT
from consult.drafts.manage.desk import bp, by, draft_on_desk, writers
from consult.drafts.models import Draft, Remark
from consult.drafts.workbench import operations
from consult.drafts.workbench import queries as bench
from consult.drafts.workbench.asking import as_id, chosen
from consult.drafts.workbench.forms import AssignForm, assign_form
from consult.extensions import db
from consult.web.access import allow
from consult.web.transaction import transaction

ACTS = ("assign", "register", "put_topic", "take_topic")


def bulk_form(found: Draft, here: Remark | None = None) -> AssignForm:
    """Make the form for the chosen remarks, or for one, which shows who answers it now."""
    session, authority_id = db.session(), found.consultation.authority_id
    shown = {}
    if here is not None:
        shown = {"person": here.assignee_id, "department": here.department_id, "due_on": here.due_on}
    return assign_form(
        bench.list_writers(session, authority_id),
        bench.list_departments(session, authority_id),
        bench.list_topics(session, found.id),
        **{name: str(value) if name != "due_on" and value else value for name, value in shown.items()},
    )


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/przydziel")
@allow(writers)
def assign(consultation: str, number: int) -> ResponseReturnValue:
    """Do what one button says with the chosen remarks."""
    found = draft_on_desk(consultation, number)
    if not can_decide(current_user, found.consultation):
        abort(404)
    back = redirect(_back(consultation, number))
    form = bulk_form(found)
    numbers = [int(one) for one in request.form.getlist("remark") if one.isdecimal() and len(one) <= LONGEST_COUNT]
    act = next((one for one in ACTS if one in request.form), "")
    if not numbers or not act:
        flash(_("Nothing was done: choose remarks first."), "no")
        return back
    if not form.validate_on_submit():
        flash(" ".join(str(one) for field in form for one in field.errors), "no")
        return back
    draft_id = found.id
    try:
        with transaction() as session:
            draft = queries.get_draft(session, draft_id)
            words = _do(session, draft, operations.list_held(session, draft, numbers), form, act)
    except operations.NotOfThisOffice:
        flash(_("Nothing was done: choose among what is offered."), "no")
        return back
    flash(words, "yes")
    return back


def _back(consultation: str, number: int) -> str:
    """Go back to the queue, or to the one remark on whose page the button was pressed."""
    one = request.form.get("page_of", "")
    if one.isdecimal() and len(one) <= LONGEST_COUNT:
        return url_for(".remark", consultation=consultation, number=number, remark_number=int(one), **chosen())
    return url_for(".queue", consultation=consultation, number=number, **chosen())


def _do(session: Any, draft: Draft, remarks: Sequence[Remark], form: AssignForm, act: str) -> str:
    """Do one act with remarks that are held, and say what was done."""
    values = form.values()
    if act == "register":
        count = operations.register(session, draft, remarks, **by())
        return str(ngettext("%(num)d remark is registered.", "%(num)d remarks are registered.", count))
    if act == "assign":
        assignment = operations.Assignment(
            assignee_id=as_id(values["person"] or ""),
            department_id=as_id(values["department"] or ""),
            due_on=values["due_on"],
        )
        base_url = current_app.extensions["settings"].base_url
        count = operations.assign(session, draft, remarks, assignment, base_url=base_url, **by())
        return str(ngettext("%(num)d remark is assigned.", "%(num)d remarks are assigned.", count))
    topic = as_id(values["topic"] or "")
    if topic is None:
        raise operations.NotOfThisOffice
    count = operations.set_topic(session, draft, remarks, topic, is_on=act == "put_topic", **by())
    if act == "put_topic":
        words = ngettext("%(num)d remark stands under this topic.", "%(num)d remarks stand under this topic.", count)
    else:
        words = ngettext("%(num)d remark is off this topic.", "%(num)d remarks are off this topic.", count)
    return str(words)
