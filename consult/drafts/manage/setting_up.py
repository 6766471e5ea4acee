"""What an office sets up before it answers: rules, topics, departments, templates of answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.drafts import queries
from consult.drafts.access import can_decide
from consult.drafts.manage.desk import bp, by, draft_on_desk, writers
from consult.drafts.models import Draft
from consult.drafts.workbench import forms, operations
from consult.drafts.workbench import queries as bench
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction

PAGE = "/<slug:consultation>/rozpatrywanie/<int:number>/ustawienia"
Act = Callable[[Any, Draft, dict[str, Any]], Any]


def to_set_up(slug: str, number: int) -> Draft:
    """Find a draft whose answers the actor writes, or answer 404."""
    found = draft_on_desk(slug, number)
    if not can_decide(current_user, found.consultation):
        abort(404)
    return found


@bp.get(PAGE)
@allow(writers)
def set_up(consultation: str, number: int) -> ResponseReturnValue:
    """Show what is set up for the answers to a draft."""
    return _page(to_set_up(consultation, number))


def _page(found: Draft, **typed: Form) -> str:
    """Show it all; `typed` is the form with a mistake, by its name."""
    session, authority_id = db.session(), found.consultation.authority_id
    shown = {"needs_agreement": found.needs_agreement, "answers_due_on": found.answers_due_on}
    given = {
        "rules": forms.RulesForm(formdata=None, data=shown),
        "topic": forms.NameForm(formdata=None, prefix="topic-"),
        "department": forms.DepartmentForm(formdata=None, prefix="department-"),
        "template": forms.TemplateForm(formdata=None, prefix="template-"),
    } | typed
    return render_template(
        "drafts/manage/set_up.html",
        consultation=found.consultation,
        draft=found,
        topics=bench.list_topics(session, found.id),
        counts=bench.count_by_topic(session, found.id),
        departments=bench.list_departments(session, authority_id),
        templates=bench.list_templates(session, authority_id),
        forms=given,
    )


def _add(consultation: str, number: int, name: str, form: Form, act: Act, done: str) -> ResponseReturnValue:
    """Do what one form says; a mistake is shown beside its field."""
    found = to_set_up(consultation, number)
    if not form.validate_on_submit():
        return _page(found, **{name: form})
    values, draft_id = form.values(), found.id
    try:
        with transaction() as session:
            act(session, queries.get_draft(session, draft_id), values)
    except operations.KnownAlready:
        form.refuse("name", str(_("There is one of this name already.")))
        return _page(found, **{name: form})
    flash(done, "yes")
    return redirect(url_for(".set_up", consultation=consultation, number=number))


@bp.post(f"{PAGE}/zasady")
@allow(writers)
def set_rules(consultation: str, number: int) -> ResponseReturnValue:
    """Say how this draft is answered."""
    return _add(
        consultation,
        number,
        "rules",
        forms.RulesForm(),
        lambda session, draft, values: operations.set_rules(session, draft, **values, **by()),
        _("The rules of answering are kept."),
    )


@bp.post(f"{PAGE}/tematy")
@allow(writers)
def add_topic(consultation: str, number: int) -> ResponseReturnValue:
    """Add a topic."""
    return _add(
        consultation,
        number,
        "topic",
        forms.NameForm(prefix="topic-"),
        lambda session, draft, values: operations.add_topic(session, draft, values["name"], **by()),
        _("The topic is added."),
    )


@bp.post(f"{PAGE}/komorki")
@allow(writers)
def add_department(consultation: str, number: int) -> ResponseReturnValue:
    """Add a department of the office."""
    return _add(
        consultation,
        number,
        "department",
        forms.DepartmentForm(prefix="department-"),
        lambda session, draft, values: operations.add_department(
            session, draft.consultation.authority_id, values["name"], values["email"] or "", **by()
        ),
        _("The department is added."),
    )


@bp.post(f"{PAGE}/wzory")
@allow(writers)
def add_template(consultation: str, number: int) -> ResponseReturnValue:
    """Add a template of answers."""
    return _add(
        consultation,
        number,
        "template",
        forms.TemplateForm(prefix="template-"),
        lambda session, draft, values: operations.add_template(
            session, draft.consultation.authority_id, **values, **by()
        ),
        _("The template is added."),
    )


@bp.post(f"{PAGE}/<any(tematy, komorki, wzory):kind>/<uuid:one>/usun")
@allow(writers)
def remove(consultation: str, number: int, kind: str, one: UUID) -> ResponseReturnValue:
    """Remove a topic, a department or a template."""
    draft_id = to_set_up(consultation, number).id
    try:
        with transaction() as session:
            draft = queries.get_draft(session, draft_id)
            authority_id = draft.consultation.authority_id
            if kind == "tematy":
                operations.remove_topic(session, draft, one, **by())
            elif kind == "komorki":
                operations.remove_department(session, authority_id, one, **by())
            else:
                operations.remove_template(session, authority_id, one, **by())
    except operations.NotOfThisOffice:
        abort(404)
    except operations.StillUsed:
        flash(_("Nothing was done: remarks are assigned to this department."), "no")
    else:
        flash(_("It is removed."), "yes")
    return redirect(url_for(".set_up", consultation=consultation, number=number))
