"""The workbench: the queue of remarks, one remark with its decision, and the publication of them all."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.consultations import queries as consultations
from consult.consultations.access import can_see_desk
from consult.drafts import forms, pages, queries
from consult.drafts.access import can_agree, can_approve, can_check, can_decide, is_approver, may_return
from consult.drafts.groups.queries import count_demands
from consult.drafts.manage.assigning import bulk_form
from consult.drafts.manage.desk import (
    REFUSED_DECISIONS,
    agreers,
    approvers,
    bp,
    by,
    checkers,
    draft_on_desk,
    officials,
    on_desk,
    refused_words,
    returners,
    writers,
)
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import decisions
from consult.drafts.redaction.operations import may_approve, rest_of
from consult.drafts.register.access import can_enter
from consult.drafts.rules.decisions import is_gate_open
from consult.drafts.tables.offers import previews_of
from consult.drafts.words import CHANNELS, REDACTION_REASONS
from consult.drafts.workbench import queries as bench
from consult.drafts.workbench.asking import as_id, asked, chosen, queue_filter_of
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.paging import page_number
from consult.web.transaction import transaction

BESIDE = 12
"""So many remarks of the queue stand beside the one at hand."""


@bp.get("/<slug:consultation>/rozpatrywanie")
@allow(officials)
def queues(consultation: str) -> ResponseReturnValue:
    """Open the queue of the only draft, or let choose one."""
    found = on_desk(consultation)
    drafts = queries.list_drafts(db.session(), found.id)
    if len(drafts) == 1:
        return redirect(url_for(".queue", consultation=found.slug, number=drafts[0].number))
    return render_template("drafts/manage/queues.html", consultation=found, drafts=drafts)


@bp.get("/<slug:consultation>/rozpatrywanie/<int:number>")
@allow(officials)
def queue(consultation: str, number: int) -> ResponseReturnValue:
    """List the remarks on a draft, by what has to be done with them."""
    found = draft_on_desk(consultation, number)
    session = db.session()
    wanted = asked()
    page = queries.page_of_remarks(session, queries.queue(found.id, wanted), page_number())
    counts = queries.count_by_state(session, found.id)
    left = queries.count_unsettled(session, found.id)
    is_over = decisions.is_over(found.consultation, clock.now())
    return render_template(
        "drafts/manage/queue.html",
        consultation=found.consultation,
        draft=found,
        page=page,
        counts=counts,
        counted=count_demands(session, found.id),
        left=left,
        held=queries.count_held(session, Remark.draft_id == found.id),
        is_ready=is_gate_open(remarks=sum(counts.values()), unsettled=left, is_over=is_over),
        may_publish=is_approver(current_user, found.consultation),
        form=queue_filter_of(session, found),
        link=_link,
        place_words=pages.place_words,
        who_of=pages.who,
        people=bench.name_assignees(session, page.rows),
        topics=bench.topics_of(session, [one.id for one in page.rows]),
        load=bench.load_of(session, found.id, current_user.id, clock.today()),
        today=clock.today(),
        chosen=chosen(),
        bulk=bulk_form(found) if can_decide(current_user, found.consultation) else None,
        previews=previews_of(found.consultation, sum(counts.values())) if found.published_number and counts else (),
    )


def _link(remark: Remark) -> str:
    """Give the address of a remark in the queue that is being worked through."""
    slug, number = remark.draft.consultation.slug, remark.draft.number
    return url_for(".remark", consultation=slug, number=number, remark_number=remark.number, **chosen())


@bp.get("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>")
@allow(officials)
def remark(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Show one remark beside the queue, with its decision."""
    found, here = _found(consultation, number, remark_number)
    form = _form(here, _written(here) | _from_template(found))
    return _page(found, here, form, forms.ReturnForm())


def _form(here: Remark, shown: dict[str, Any] | None = None) -> Form:
    """Make the form of a decision; it offers what the law allows for this remark."""
    kind = forms.decide_form(may_leave=decisions.may_be_left(db.session(), here))
    return kind(data=shown) if shown is not None else kind()


def _from_template(found: Draft) -> dict[str, Any]:
    """Give what the chosen template of answers says."""
    asked_for = as_id(request.args.get("wzor", ""))
    known = bench.list_templates(db.session(), found.consultation.authority_id) if asked_for else ()
    return next(({"verdict": one.verdict, "reason": one.reason} for one in known if one.id == asked_for), {})


def _written(here: Remark) -> dict[str, Any]:
    decision = here.decision
    count = {"edit_count": here.edit_count}
    return count | (
        {name: getattr(decision, name) for name in ("verdict", "reason", "forwarded_to")} if decision else {}
    )


def _found(consultation: str, number: int, remark_number: int) -> tuple[Draft, Remark]:
    found = draft_on_desk(consultation, number)
    on_draft = Remark.draft_id == found.id
    return found, queries.find_remark(db.session(), found.consultation_id, remark_number, on_draft) or abort(404)


def _page(found: Draft, here: Remark, form: Form, return_form: Form) -> str:
    session = db.session()
    consultation = found.consultation
    where: Any = {"consultation": consultation.slug, "number": found.number, **chosen()}
    following = queries.find_next(session, found.id, asked(), here)
    return render_template(
        "drafts/manage/remark.html",
        consultation=consultation,
        draft=found,
        remark=here,
        runs=pages.open_runs_of(here),
        history=() if here.is_redacted else pages.history(here),
        place=pages.place_words(here.unit_key, here.unit_label),
        place_words=pages.place_words,
        who=pages.who(here),
        who_of=pages.who,
        stamp=pages.stamp(here),
        beside=queries.list_beside(session, found.id, asked(), here, BESIDE),
        following_url=url_for(".remark", remark_number=following, **where) if following else None,
        to=lambda act: url_for(f".{act}", remark_number=here.number, **where),
        names=queries.name_people(session, [here]),
        form=form,
        return_form=return_form,
        templates=bench.list_templates(session, consultation.authority_id),
        bulk=bulk_form(found, here) if can_decide(current_user, consultation) else None,
        people=bench.name_assignees(session, [here]),
        topics=bench.topics_of(session, [here.id]),
        today=clock.today(),
        link=_link,
        chosen=chosen(),
        channels=CHANNELS,
        **_kept_back(here),
        **_rights(found, here),
    )


def _kept_back(here: Remark) -> dict[str, Any]:
    """Tell what is kept from the public, or is to be; of what was taken out before, no words."""
    shows = here.is_held and not here.is_redacted
    return {
        "marked": pages.marked(here.justification) if shows else [],
        "marked_wording": pages.marked(here.proposed_wording) if shows else [],
        "redaction_reasons": REDACTION_REASONS,
        "redacted_texts": rest_of(here) if here.redaction else (),
        "redaction_return": forms.ReturnForm(formdata=None),
    }


def _rights(found: Draft, here: Remark) -> dict[str, bool]:
    """Tell what the reader may do with this remark."""
    consultation, decision = found.consultation, here.decision
    return {
        "may_decide": can_decide(current_user, consultation) and found.decisions_published_at is None,
        "may_check": can_check(current_user, consultation),
        "may_approve": decision is not None and can_approve(current_user, decision, consultation),
        "may_agree": decision is not None and can_agree(current_user, decision, consultation),
        "may_return": _may_return(here),
        "may_approve_redaction": may_approve(current_user, here),
        "may_enter": can_enter(current_user, consultation),
        "is_approver": is_approver(current_user, consultation),
    }


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/odpowiedz")
@allow(writers)
def propose(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Write the decision, and hand it to an approver."""
    found, here = _found(consultation, number, remark_number)
    if not can_decide(current_user, found.consultation):
        abort(404)
    form = _form(here)
    if not form.validate_on_submit():
        return _page(found, here, form, forms.ReturnForm(formdata=None))
    values, count = form.values(), forms.count_of(form)
    try:
        _act(
            found,
            remark_number,
            lambda session, held: decisions.propose(
                session,
                held,
                values["verdict"],
                values["reason"],
                forwarded_to=values["forwarded_to"] or "",
                edit_count=count,
                **by(),
            ),
        )
    except REFUSED_DECISIONS as problem:
        form["edit_count"].data = here.edit_count
        form.form_errors = [refused_words(problem)]
        return _page(found, here, form, forms.ReturnForm(formdata=None))
    flash(_("The decision waits for approval."), "yes")
    return _onwards(found, here)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/zatwierdz")
@allow(approvers)
def approve(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Approve the decision that was read."""
    done = _("Approved. It is published together with all others.")
    return _button(consultation, number, remark_number, decisions.approve, done, is_allowed=is_approver)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/zwroc")
@allow(returners)
def return_decision(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Give the decision back to who wrote it."""
    found, here = _found(consultation, number, remark_number)
    if not _may_return(here):
        abort(404)
    form = forms.ReturnForm()
    if not form.validate_on_submit():
        return _page(found, here, _form(here, _written(here)), form)
    because = form.values()["because"]

    def returned(session: Any, held: Remark, *, edit_count: int, **who: Any) -> None:
        decisions.return_decision(session, held, because, edit_count=edit_count, **who)

    done = _("Returned to who wrote it.")
    return _button(consultation, number, remark_number, returned, done, is_allowed=lambda *_who: _may_return(here))


def _may_return(here: Remark) -> bool:
    """Tell whether the reader may give a decision back; without one, an approver is told that there is none."""
    consultation = here.draft.consultation
    return is_approver(current_user, consultation) or (
        here.decision is not None and may_return(current_user, here.decision, consultation)
    )


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/uzgodnij")
@allow(agreers)
def agree(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Agree to the decision that was read."""
    _draft, here = _found(consultation, number, remark_number)
    if here.decision is None or not can_agree(current_user, here.decision, here.draft.consultation):
        abort(404)
    done = _("Agreed. It waits for approval.")
    return _button(consultation, number, remark_number, decisions.agree, done, is_allowed=can_see_desk)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/pokaz")
@allow(checkers)
def release(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Say that nothing in it is personal data, and show it to everybody."""
    done = _("Everybody can read it now.")
    return _button(consultation, number, remark_number, decisions.release, done, is_allowed=can_check)


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>/wstrzymaj")
@allow(checkers)
def keep_held(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Say that it has personal data in it, and do not show it."""
    done = _("It stays hidden from the public. It is counted, and gets its decision.")
    return _button(consultation, number, remark_number, decisions.keep_held, done, is_allowed=can_check)


def _button(
    consultation: str,
    number: int,
    remark_number: int,
    act: Callable[..., Any],
    done: str,
    *,
    is_allowed: Callable[..., bool],
) -> ResponseReturnValue:
    """Do what one button says, and go on."""
    found, here = _found(consultation, number, remark_number)
    if not is_allowed(current_user, found.consultation):
        abort(404)
    count = forms.count_of(forms.ActForm())
    try:
        _act(found, remark_number, lambda session, held: act(session, held, edit_count=count, **by()))
    except REFUSED_DECISIONS as problem:
        flash(refused_words(problem), "no")
        return redirect(_link(here))
    flash(done, "yes")
    return _onwards(found, here)


def _act(found: Draft, remark_number: int, act: Callable[[Any, Remark], Any]) -> None:
    """Do one act in a transaction that holds the draft and the remark."""
    draft_id, consultation_id = found.id, found.consultation_id
    with transaction() as session:
        queries.get_draft(session, draft_id)
        on_draft = Remark.draft_id == draft_id
        held = queries.find_remark(session, consultation_id, remark_number, on_draft, for_update=True)
        act(session, held or abort(404))


def _onwards(found: Draft, here: Remark) -> ResponseReturnValue:
    """Go to the next remark of the queue that is being worked through; at its end, to the queue."""
    where: Any = {"consultation": found.consultation.slug, "number": found.number}
    following = queries.find_next(db.session(), found.id, asked(), here) if chosen().get("stan") else here.number
    if following is None:
        return redirect(url_for(".queue", **where, **chosen()))
    return redirect(url_for(".remark", **where, remark_number=following, **chosen()))


@bp.post("/<slug:consultation>/rozpatrywanie/<int:number>/opublikuj")
@allow(approvers)
def publish_decisions(consultation: str, number: int) -> ResponseReturnValue:
    """Publish all decisions at once, when the gate is open."""
    found = draft_on_desk(consultation, number)
    if not is_approver(current_user, found.consultation):
        abort(404)
    where: Any = {"consultation": found.consultation.slug, "number": found.number}
    draft_id, consultation_id = found.id, found.consultation_id
    try:
        with transaction() as session:
            held = consultations.get_consultation(session, consultation_id)
            decisions.publish_decisions(session, held, queries.get_draft(session, draft_id), **by())
    except decisions.GateClosed:
        flash(_("Nothing is published: some remarks have no approved decision yet, or more may still come."), "no")
    except decisions.NotNow:
        flash(_("The decisions are published already."), "no")
    else:
        flash(_("The decisions are published. Whoever left an address gets a mail."), "yes")
    return redirect(url_for(".queue", **where))
