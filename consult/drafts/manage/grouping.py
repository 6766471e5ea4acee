"""Pages of remarks that are one text: read them, answer and approve them together, put one in, take one out."""

from collections.abc import Callable
from re import findall
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from consult.drafts import pages, queries
from consult.drafts.access import can_decide, is_approver
from consult.drafts.groups import operations
from consult.drafts.groups import queries as groups
from consult.drafts.groups.forms import ActForm, AnswerForm, JoinForm
from consult.drafts.manage.desk import (
    REFUSED_DECISIONS,
    approvers,
    bp,
    by,
    draft_on_desk,
    officials,
    refused_words,
    writers,
)
from consult.drafts.models import Draft, Remark, RemarkGroup
from consult.drafts.rules.decisions import TO_APPROVE, TO_DO
from consult.extensions import db
from consult.paging import page_of
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.paging import page_number
from consult.web.transaction import transaction

LONGEST_NUMBER = 9
Act = Callable[[Any, Draft], Any]


@bp.get("/<slug:consultation>/rozpatrywanie/<int:number>/grupy")
@allow(officials)
def groups_of(consultation: str, number: int) -> ResponseReturnValue:
    """List the texts that several people sent, the most frequent first."""
    found = draft_on_desk(consultation, number)
    session = db.session()
    page = page_of(session, groups.groups_of(found.id), page_number())
    return render_template(
        "drafts/manage/groups.html",
        consultation=found.consultation,
        draft=found,
        page=page,
        described=groups.describe(session, page.rows),
        counted=groups.count_demands(session, found.id),
        place_words=pages.place_words,
    )


@bp.get("/<slug:consultation>/rozpatrywanie/<int:number>/grupy/<int:group_number>")
@allow(officials)
def group(consultation: str, number: int, group_number: int) -> ResponseReturnValue:
    """Show a text with all its senders, and what is decided of each remark."""
    found, here = _found(consultation, number, group_number)
    return _page(found, here, AnswerForm(formdata=None), JoinForm(formdata=None))


def _found(slug: str, number: int, group_number: int) -> tuple[Draft, RemarkGroup]:
    found = draft_on_desk(slug, number)
    return found, groups.find_group(db.session(), found.id, group_number) or abort(404)


def _page(found: Draft, here: RemarkGroup, form: Form, joining: Form) -> str:
    session = db.session()
    page = page_of(session, groups.members_of(here.id), page_number())
    left, to_approve = (groups.count_in(session, here.id, states) for states in (TO_DO, TO_APPROVE))
    seen = groups.state_of(session, here.id)
    if not form.is_submitted() or not form["seen"].data:
        form["seen"].data = seen
    return render_template(
        "drafts/manage/group.html",
        consultation=found.consultation,
        draft=found,
        group=here,
        page=page,
        first=groups.find_first(session, here.id),
        left=left,
        to_approve=to_approve,
        seen=seen,
        form=form,
        joining=joining,
        may_decide=_may_join(found),
        is_approver=is_approver(current_user, found.consultation),
        place_words=pages.place_words,
        runs_of=pages.runs_of,
        who_of=pages.who,
    )


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/grupy/<int:group_number>/odpowiedz")
@allow(writers)
def answer_together(consultation: str, number: int, group_number: int) -> ResponseReturnValue:
    """Write one decision for all remarks of a text that have none."""
    found, here = _found(consultation, number, group_number)
    if not can_decide(current_user, found.consultation):
        abort(404)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(found, here, form, JoinForm(formdata=None))
    values = form.values()
    answer = operations.Answer(values["verdict"], values["reason"])
    seen = form["seen"].data or ""
    try:
        count = _act(
            found, lambda session, held: operations.answer_together(session, held, here, answer, seen=seen, **by())
        )
    except REFUSED_DECISIONS as problem:
        form["seen"].data = groups.state_of(db.session(), here.id)
        form.form_errors = [refused_words(problem)]
        return _page(found, here, form, JoinForm(formdata=None))
    words = ngettext(
        "The decision on one remark waits for approval.", "The decisions on %(num)d remarks wait for approval.", count
    )
    flash(words, "yes")
    return _back(found, here)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/grupy/<int:group_number>/zatwierdz")
@allow(approvers)
def approve_together(consultation: str, number: int, group_number: int) -> ResponseReturnValue:
    """Approve the decisions on a text that wait."""
    found, here = _found(consultation, number, group_number)
    if not is_approver(current_user, found.consultation):
        abort(404)
    seen = ActForm()["seen"].data or ""
    try:
        count = _act(found, lambda session, held: operations.approve_together(session, held, here, seen=seen, **by()))
    except REFUSED_DECISIONS as problem:
        flash(refused_words(problem), "no")
        return _back(found, here)
    flash(ngettext("One decision is approved.", "%(num)d decisions are approved.", count), "yes")
    return _back(found, here)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/grupy/<int:group_number>/dolacz")
@allow(writers)
def join(consultation: str, number: int, group_number: int) -> ResponseReturnValue:
    """Say that other remarks ask for the same."""
    found, here = _found(consultation, number, group_number)
    if not _may_join(found):
        abort(404)
    form = JoinForm()
    if form.validate_on_submit():
        numbers = {int(one[:LONGEST_NUMBER]) for one in findall(r"\d+", form["numbers"].data or "")}
        try:
            _act(found, lambda session, held: operations.join(session, held, here, numbers, **by()))
        except operations.NoSuchRemarks:
            form.refuse("numbers", _("There are no such remarks on this draft."))
        else:
            flash(_("They stand together now. Each keeps its number and its sender."), "yes")
            return _back(found, here)
    return _page(found, here, AnswerForm(formdata=None), form)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/razem")
@allow(writers)
def join_to(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Say that a remark asks for the same as another one."""
    found, here = _remark(consultation, number, remark_number)
    typed = (JoinForm()["numbers"].data or "").strip()
    other = int(typed) if typed.isdecimal() and len(typed) <= LONGEST_NUMBER else 0

    def act(session: Any, held: Draft) -> RemarkGroup:
        remark = session.get_one(Remark, here, with_for_update={"of": Remark}, populate_existing=True)
        return operations.join_to(session, held, remark, other, **by())

    try:
        joined = _act(found, act)
    except operations.NoSuchRemarks:
        flash(_("Nothing was done: there is no other remark with this number on this draft."), "no")
        return _to_remark(found, remark_number)
    flash(_("They stand together now. Each keeps its number and its sender."), "yes")
    return _back(found, joined)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/osobno")
@allow(writers)
def leave(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Say that a remark is a text of its own."""
    found, here = _remark(consultation, number, remark_number)

    def act(session: Any, held: Draft) -> None:
        remark = session.get_one(Remark, here, with_for_update={"of": Remark}, populate_existing=True)
        operations.leave(session, held, remark, **by())

    _act(found, act)
    flash(_("It is a text of its own now."), "yes")
    return _to_remark(found, remark_number)


def _remark(slug: str, number: int, remark_number: int) -> tuple[Draft, Any]:
    """Find a remark on which the actor may decide, or answer 404; give its id."""
    found = draft_on_desk(slug, number)
    on_draft = Remark.draft_id == found.id
    here = queries.find_remark(db.session(), found.consultation_id, remark_number, on_draft)
    if here is None or not _may_join(found):
        abort(404)
    return found, here.id


def _may_join(found: Draft) -> bool:
    """Tell whether the actor may say what is one text: whoever decides, until the decisions are public."""
    return can_decide(current_user, found.consultation) and found.decisions_published_at is None


def _act(found: Draft, act: Act) -> Any:
    """Do one act in a transaction that holds the draft."""
    draft_id = found.id
    with transaction() as session:
        return act(session, queries.get_draft(session, draft_id))


def _back(found: Draft, here: RemarkGroup) -> ResponseReturnValue:
    slug = found.consultation.slug
    return redirect(url_for(".group", consultation=slug, number=found.number, group_number=here.number))


def _to_remark(found: Draft, remark_number: int) -> ResponseReturnValue:
    slug = found.consultation.slug
    return redirect(url_for(".remark", consultation=slug, number=found.number, remark_number=remark_number))
