"""One initiative in the office: its card, what can be done with it now, its score cards, signatures and files."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.extensions import db
from consult.files import operations as files
from consult.files.forms import words_for
from consult.files.rules import BadFile
from consult.files.views import folder, send
from consult.initiatives import card_forms, forms, pages, queries
from consult.initiatives.access import can_approve, can_assess, can_write, is_approver
from consult.initiatives.manage.desk import (
    REFUSALS,
    approvers,
    assessors,
    bp,
    by,
    do,
    officials,
    on_desk,
    refused_words,
    writers,
)
from consult.initiatives.models import Initiative, InitiativeAssessment
from consult.initiatives.operations import moves, office, support
from consult.initiatives.requests import base_url
from consult.initiatives.rules.cards import Criterion, score
from consult.initiatives.rules.stages import Act, Stage
from consult.initiatives.rules.stages import moves as possible_moves
from consult.initiatives.views.reading import PHOTOGRAPHS
from consult.initiatives.words import BUTTONS, CHECKS, NEXT
from consult.texts import personal_data
from consult.web.access import allow
from consult.web.forms import Form

SHOWN = ("title", "what", "why", "place", "things", "expected", "schedule")


@bp.get("/<slug:initiative>")
@allow(officials)
def initiative(initiative: str) -> ResponseReturnValue:
    """Show an initiative with its bench."""
    return page(on_desk(initiative))


def page(found: Initiative, **filled: Form) -> str:
    """Render the bench; `filled` are forms that were sent and not taken, by their names."""
    session = db.session()
    waiting = queries.find_waiting(session, found.id)
    criteria = _criteria(found)
    cards = queries.list_assessments(session, found.id)
    mine = next((card for card in cards if card.account_id == current_user.id), None)
    empty: dict[str, Form] = {
        "move_form": forms.MoveForm(formdata=None, data=_begun(found, waiting)),
        "comment_form": forms.CommentForm(formdata=None),
        "because_form": forms.BecauseForm(formdata=None, data={"edit_count": found.edit_count}),
        "signatures_form": forms.SignaturesForm(
            formdata=None, data={"edit_count": found.edit_count, "signatures": str(found.signatures or "")}
        ),
        "file_form": forms.FileForm(formdata=None),
        "check_form": _check_form(found)(
            formdata=None, data={"edit_count": found.edit_count, "checked": list(found.checked)}
        ),
        "assess_form": _assess_form(criteria)(formdata=None, data=_scored_by(mine)),
    }
    return render_template(
        "initiatives/manage/initiative.html",
        initiative=found,
        moves=[(move, str(BUTTONS[move.act])) for move in _possible(found)],
        waiting=waiting,
        step_words=pages.step_words,
        history=pages.history(queries.list_steps(session, found.id), for_office=True),
        following=NEXT[found.stage],
        criteria=criteria,
        cards=cards,
        scored=score(criteria, [dict(card.points) for card in cards]) if cards and criteria else None,
        names=queries.name_people(session, [*(card.account_id for card in cards), *_authors(waiting)]),
        may_write=can_write(current_user, found),
        may_assess=can_assess(current_user, found) and found.stage == Stage.ASSESSMENT,
        may_approve=waiting is not None and can_approve(current_user, waiting),
        is_approver=is_approver(current_user, found),
        may_correct=can_write(current_user, found) and found.stage in {*office.CORRECTED, Stage.PLAN},
        looks_personal=found.is_new and any(personal_data.has_any(getattr(found, name)) for name in SHOWN),
        **(empty | filled),
    )


def _possible(found: Initiative) -> list[Any]:
    refused_in = Stage(found.refused_in) if found.refused_in else None
    possible = possible_moves(found.kind_of, Stage(found.stage), refused_in=refused_in, has_appealed=found.has_appealed)
    return list(possible)


def _begun(found: Initiative, waiting: Any) -> dict[str, Any]:
    """Begin the form of a move: today, and the words of a decision that is to be mended."""
    words = waiting.words if waiting is not None and waiting.returned_because else ""
    return {"edit_count": found.edit_count, "happened_on": clock.today(), "words": words}


def _authors(waiting: Any) -> list[str]:
    return list(waiting.author_ids) if waiting is not None else []


def _criteria(found: Initiative) -> list[Criterion]:
    call = queries.find_call(db.session(), found.authority_id, found.kind)
    return [one.as_rule() for one in call.criteria] if call else []


def _check_form(found: Initiative) -> type[Form]:
    return forms.check_form([(key, CHECKS[key]) for key in moves.checks_of(found)])


def _assess_form(criteria: list[Criterion]) -> type[Form]:
    return forms.assess_form([(_field(one), one.words, one.most) for one in criteria])


def _field(criterion: Criterion) -> str:
    return f"points-{criterion.id}"


def _scored_by(card: InitiativeAssessment | None) -> dict[str, Any]:
    if card is None:
        return {}
    return {"reasons": card.words} | {f"points-{key}": str(points) for key, points in card.points.items()}


def _done(found: Initiative, words: str, anchor: str | None = None) -> ResponseReturnValue:
    flash(words, "yes")
    return redirect(url_for(".initiative", initiative=found.slug, _anchor=anchor))


def _to_write(slug: str) -> Initiative:
    found = on_desk(slug)
    return found if can_write(current_user, found) else abort(404)


def _sent(
    found: Initiative, name: str, form: Form, act: Callable[[Any, Initiative], Any], done: str, anchor: str
) -> ResponseReturnValue:
    """Do what a form asks, or show it again with what is wrong."""
    if not form.validate_on_submit():
        return page(found, **{name: form})
    try:
        do(found, act)
    except REFUSALS as problem:
        form.form_errors = [refused_words(problem)]
        return page(on_desk(found.slug), **{name: form})
    return _done(found, done, anchor)


@bp.post("/<slug:initiative>/ruch")
@allow(writers)
def move(initiative: str) -> ResponseReturnValue:
    """Make a move, or write a decision for an approver."""
    found = _to_write(initiative)
    form = forms.MoveForm()
    act = request.form.get("act", "")
    possible = moves.possible_move(found, act)
    if possible is not None and possible.act is not Act.PUBLISH and not (form["words"].data or "").strip():
        form.validate()
        form.refuse("words", str(_("Write what happened and why: everybody reads it.")))
        return page(found, move_form=form)

    def made(session: Any, held: Initiative) -> None:
        values = form.values()
        said = moves.Said(act, values["words"] or "", values["happened_on"])
        moves.move(session, held, said, edit_count=forms.count_of(form), base_url=base_url(), **by())

    waits = possible is not None and possible.needs_two
    done = _("The decision waits for an approver.") if waits else _("Done. Whoever left an address gets a mail.")
    return _sent(found, "move_form", form, made, done, "teraz")


@bp.post("/<slug:initiative>/zatwierdz")
@allow(approvers)
def approve(initiative: str) -> ResponseReturnValue:
    """Approve the decision that was read."""
    found = on_desk(initiative)
    form = forms.ActForm()

    def made(session: Any, held: Initiative) -> None:
        moves.approve(session, held, edit_count=forms.count_of(form), base_url=base_url(), **by())

    return _sent(found, "move_form", form, made, _("Approved. Whoever left an address gets a mail."), "teraz")


@bp.post("/<slug:initiative>/zwroc")
@allow(approvers)
def return_decision(initiative: str) -> ResponseReturnValue:
    """Give the decision back to who wrote it."""
    found = on_desk(initiative)
    form = forms.BecauseForm()

    def made(session: Any, held: Initiative) -> None:
        because = form.values()["because"]
        moves.return_decision(session, held, because, edit_count=forms.count_of(form), **by())

    return _sent(found, "because_form", form, made, _("Returned to who wrote it."), "teraz")


@bp.post("/<slug:initiative>/komentarz")
@allow(writers)
def comment(initiative: str) -> ResponseReturnValue:
    """Say something as the office."""
    found = _to_write(initiative)
    form = forms.CommentForm()

    def made(session: Any, held: Initiative) -> None:
        moves.comment(session, held, form.values()["comment"], base_url=base_url(), **by())

    return _sent(found, "comment_form", form, made, _("Everybody can read the comment now."), "historia")


@bp.post("/<slug:initiative>/podpisy")
@allow(writers)
def signatures(initiative: str) -> ResponseReturnValue:
    """Say how many valid signatures there are on paper."""
    found = _to_write(initiative)
    form = forms.SignaturesForm()

    def made(session: Any, held: Initiative) -> None:
        count = forms.number_of(form, "signatures") or 0
        support.count_signatures(session, held, count, edit_count=forms.count_of(form), **by())

    return _sent(found, "signatures_form", form, made, _("The number is kept, and everybody sees it."), "poparcie")


@bp.post("/<slug:initiative>/sprawdzenie")
@allow(writers)
def check(initiative: str) -> ResponseReturnValue:
    """Keep what the formal check found in order."""
    found = _to_write(initiative)
    form = _check_form(found)()

    def made(session: Any, held: Initiative) -> None:
        given = form.values()["checked"] or []
        office.check(session, held, given, edit_count=forms.count_of(form), **by())

    return _sent(found, "check_form", form, made, _("The formal check is kept."), "sprawdzenie")


@bp.post("/<slug:initiative>/ocena")
@allow(assessors)
def assess(initiative: str) -> ResponseReturnValue:
    """Keep my score card."""
    found = on_desk(initiative)
    if not can_assess(current_user, found):
        abort(404)
    criteria = _criteria(found)
    form = _assess_form(criteria)()

    def made(session: Any, held: Initiative) -> None:
        given = form.values()
        points = {one.id: int(given[_field(one)]) for one in criteria if given[_field(one)]}
        office.assess(session, held, points, given["reasons"] or "", **by())

    return _sent(found, "assess_form", form, made, _("Your score card is kept."), "ocena")


@bp.post("/<slug:initiative>/pliki")
@allow(writers)
def add_file(initiative: str) -> ResponseReturnValue:
    """Add a photograph or a document; a photograph needs words for those who cannot see it."""
    found = _to_write(initiative)
    form = forms.FileForm()
    if not form.validate_on_submit():
        return page(found, file_form=form)
    upload = form["file"].data
    try:
        received = files.receive(upload.stream, upload.filename, folder())
    except BadFile as bad:
        form.refuse("file", words_for(bad.problem))
        return page(found, file_form=form)
    if received.media_type in PHOTOGRAPHS and not form["alt"].data:
        form.refuse("alt", str(_("Write what the picture shows, then choose the file again.")))
        return page(found, file_form=form)
    values = form.values()

    def made(session: Any, held: Initiative) -> None:
        stored = files.record(session, received, clock.now())
        office.add_file(session, held, stored, values["title"], values["alt"] or "", **by())

    do(found, made)
    return _done(found, _("The file is added."), "pliki")


@bp.get("/<slug:initiative>/pliki/<int:number>")
@allow(officials)
def file(initiative: str, number: int) -> ResponseReturnValue:
    """Give a file, also where the initiative is not public."""
    found = on_desk(initiative)
    kept = queries.find_file(db.session(), found.id, number) or abort(404)
    return send(kept.stored_file)


@bp.post("/<slug:initiative>/pliki/<int:number>/usun")
@allow(writers)
def remove_file(initiative: str, number: int) -> ResponseReturnValue:
    """Take a file away."""
    found = _to_write(initiative)

    def made(session: Any, held: Initiative) -> None:
        kept = queries.find_file(session, held.id, number) or abort(404)
        office.remove_file(session, held, kept, **by())

    do(found, made)
    return _done(found, _("The file is removed."), "pliki")


@bp.route("/<slug:initiative>/karta", methods=["GET", "POST"])
@allow(writers)
def correct(initiative: str) -> ResponseReturnValue:
    """Write down what the applicants say, or the plan that is drawn up together."""
    found = _to_write(initiative)
    if found.stage not in {*office.CORRECTED, Stage.PLAN}:
        abort(404)
    is_plan = found.stage == Stage.PLAN
    asked = card_forms.plan_form() if is_plan else card_forms.card_form(found.kind_of, needs_people=False)
    form = asked(data=card_forms.card_data(found))
    count = request.form.get("edit_count", str(found.edit_count))
    if form.validate_on_submit():

        def made(session: Any, held: Initiative) -> None:
            office.correct(session, held, form.card(), edit_count=forms.count_in(count), **by())

        try:
            do(found, made)
        except REFUSALS as problem:
            form.form_errors = [refused_words(problem)]
        else:
            return _done(found, _("The card is kept."))
    return render_template(
        "initiatives/manage/correct.html", initiative=found, form=form, is_plan=is_plan, edit_count=count
    )
