"""Pages on which officials choose the words that the public does not read, and approve the choice."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user

from consult.drafts import pages, queries
from consult.drafts.access import can_check
from consult.drafts.forms import ActForm, ReturnForm, count_of
from consult.drafts.manage.desk import by, checkers, draft_on_desk
from consult.drafts.models import Draft, Remark
from consult.drafts.redaction import operations
from consult.drafts.rules.redaction import Reason, suspects, words_of
from consult.drafts.words import REDACTION_REASONS
from consult.drafts.workbench.asking import chosen
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form, choice, hidden
from consult.web.headers import personal
from consult.web.transaction import transaction

bp = Blueprint(
    "drafts_redaction",
    __name__,
    url_prefix="/urzad/k/<slug:consultation>/rozpatrywanie/<int:number>/<int:remark_number>",
)
LONGEST_NUMBER = 5
TEXT_WORDS = {
    "proposed_wording": lazy_gettext("The proposed wording"),
    "justification": lazy_gettext("The remark and its reasons"),
    "name": lazy_gettext("The name"),
}
REFUSED = (operations.ChangedMeanwhile, operations.NothingChosen, operations.NotNow, operations.NotYours)


class RedactionForm(Form):
    """Why words are taken out; the words themselves are boxes to tick."""

    edit_count = hidden()
    reason = choice(
        lazy_gettext("Why?"),
        [(reason.value, REDACTION_REASONS[reason]) for reason in Reason],
        missing=lazy_gettext("Choose why: everybody reads it beside the remark."),
    )


def refused_words(problem: Exception) -> str:
    """Say why nothing was done."""
    words = {
        operations.ChangedMeanwhile: _("Nothing was done: the remark was changed after you opened it. Read it again."),
        operations.NothingChosen: _("Choose at least one word."),
        operations.NotNow: _("Nothing was done: there is nothing to approve here now."),
        operations.NotYours: _("Nothing was done: another person must approve what you chose."),
    }
    return str(words[type(problem)])


def _found(consultation: str, number: int, remark_number: int) -> tuple[Draft, Remark]:
    """Find a remark whose words the actor may keep from the public, or answer 404."""
    found = draft_on_desk(consultation, number)
    if not can_check(current_user, found.consultation):
        abort(404)
    on_draft = Remark.draft_id == found.id
    return found, queries.find_remark(db.session(), found.consultation_id, remark_number, on_draft) or abort(404)


@bp.route("/redakcja", methods=["GET", "POST"])
@allow(checkers)
def redact(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Choose the words to be taken out, one by one; what looks like personal data is chosen already."""
    found, here = _found(consultation, number, remark_number)
    form = RedactionForm(
        data={"edit_count": here.edit_count, "reason": here.redaction.reason if here.redaction else ""}
    )
    if form.validate_on_submit():
        places = {key: _numbers(key) for key in operations.TEXTS}
        reason, count = form.values()["reason"], count_of(form)
        try:
            _act(found, remark_number, operations.choose, places, reason, edit_count=count)
        except REFUSED as problem:
            form["edit_count"].data = str(here.edit_count)
            form.form_errors = [refused_words(problem)]
        else:
            flash(_("Nobody but the office reads it, until somebody else has approved your choice."), "yes")
            return redirect(_page_of(consultation, number, remark_number))
    elif request.method == "GET" and here.is_redacted:
        _look(found, remark_number)
    return _page(found, here, form)


def _page(found: Draft, here: Remark, form: Form) -> str:
    """Show each text as its words, each a box to tick."""
    personal()
    chosen_now = here.redaction.places if here.redaction else None
    texts = []
    for key, text in operations.texts_of(here).items():
        if request.method == "POST":
            ticked = set(_numbers(key))
        else:
            ticked = set(chosen_now.get(key, ())) if chosen_now is not None else suspects(text)
        texts.append((key, TEXT_WORDS[key], [(n, word, n in ticked) for n, word in enumerate(words_of(text))]))
    return render_template(
        "drafts/redaction/redact.html",
        consultation=found.consultation,
        draft=found,
        remark=here,
        place=pages.place_words(here.unit_key, here.unit_label),
        texts=texts,
        form=form,
        chosen=chosen(),
    )


def _numbers(key: str) -> list[int]:
    """Read which words were ticked."""
    ticked = request.form.getlist(f"w-{key}")
    return [int(one) for one in ticked if one.isdecimal() and len(one) <= LONGEST_NUMBER]


def _page_of(consultation: str, number: int, remark_number: int) -> str:
    where: Any = {"consultation": consultation, "number": number, "remark_number": remark_number, **chosen()}
    return url_for("drafts_manage.remark", **where)


def _act(found: Draft, remark_number: int, act: Any, *given: Any, **more: Any) -> None:
    """Do one act in a transaction that holds the draft and the remark."""
    draft_id, consultation_id = found.id, found.consultation_id
    with transaction() as session:
        queries.get_draft(session, draft_id)
        on_draft = Remark.draft_id == draft_id
        held = queries.find_remark(session, consultation_id, remark_number, on_draft, for_update=True)
        act(session, held or abort(404), *given, **more, **by())


def _look(found: Draft, remark_number: int) -> None:
    """Record a look at the original."""
    _act(found, remark_number, operations.look)


@bp.post("/redakcja/zatwierdz")
@allow(checkers)
def approve(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Approve the choice of words."""
    found, _here = _found(consultation, number, remark_number)
    try:
        _act(found, remark_number, operations.approve, edit_count=count_of(ActForm()))
    except REFUSED as problem:
        flash(refused_words(problem), "no")
    else:
        flash(_("Everybody can read it now, without these words."), "yes")
    return redirect(_page_of(consultation, number, remark_number))


@bp.post("/redakcja/zwroc")
@allow(checkers)
def give_back(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Give the choice back to who made it."""
    found, _here = _found(consultation, number, remark_number)
    form = ReturnForm()
    if not form.validate_on_submit():
        flash(_("Write what should be mended."), "no")
        return redirect(_page_of(consultation, number, remark_number))
    try:
        _act(found, remark_number, operations.give_back, form.values()["because"], edit_count=count_of(form))
    except REFUSED as problem:
        flash(refused_words(problem), "no")
    else:
        flash(_("Returned to who chose the words."), "yes")
    return redirect(_page_of(consultation, number, remark_number))


@bp.post("/oryginal")
@allow(checkers)
def original(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Show the original of a redacted remark, once; the look is recorded."""
    found, here = _found(consultation, number, remark_number)
    personal()
    _look(found, remark_number)
    return render_template(
        "drafts/redaction/original.html",
        consultation=found.consultation,
        draft=found,
        remark=here,
        runs=pages.runs_of(here),
        history=pages.history(here),
        back=_page_of(consultation, number, remark_number),
    )
