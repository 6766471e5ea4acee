"""Pages of one letter: its remarks, typed one after another, and mended."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult.consultations import queries as consultations
from consult.consultations.models import Consultation
from consult.drafts import pages
from consult.drafts import queries as drafts
from consult.drafts.access import can_check as sees_originals
from consult.drafts.forms import count_of
from consult.drafts.manage.desk import by
from consult.drafts.models import Draft, DraftVersion, Remark
from consult.drafts.operations.remarks import Given, Place
from consult.drafts.redaction import operations as redaction
from consult.drafts.register import forms, operations, queries
from consult.drafts.register.manage import (
    REFUSED,
    bp,
    clerks,
    letter_on_desk,
    may_check,
    refused_words,
    slot_for,
    slot_or_none,
)
from consult.drafts.register.models import Letter
from consult.drafts.register.rules import NoSuchPlace, find_place
from consult.drafts.rules.units import WHOLE
from consult.drafts.words import CHANNELS, SENDER_KINDS
from consult.extensions import db
from consult.web.access import allow
from consult.web.forms import Form
from consult.web.transaction import transaction

__all__ = ["bp"]


@bp.route("/<int:number>", methods=["GET", "POST"])
@allow(clerks)
def letter(consultation: str, number: int) -> ResponseReturnValue:
    """Show a letter with its remarks, and take the next one out of it."""
    found, here, draft = letter_on_desk(consultation, number)
    version = _version(draft)
    form = forms.EntryForm()
    slot = slot_or_none() if request.method == "POST" else None
    if form.validate_on_submit() and slot is not None:
        key = _key_of(form, version)
        kept = _act(found, number, form, version, key, slot.key.hex()) if key else None
        if kept is not None:
            flash(_("Kept as remark no. %(number)s.", number=kept), "yes")
            return redirect(url_for(".letter", consultation=consultation, number=number, _anchor="next"))
    return _page(found, here, draft, version, form)


def _act(
    found: Consultation, number: int, form: Form, version: DraftVersion, unit_key: str, request_key: str
) -> int | None:
    """Keep one remark, and give its number; nothing where it cannot be kept now."""
    values, consultation_id, version_id = form.values(), found.id, version.id
    try:
        with transaction() as session:
            held = consultations.get_consultation(session, consultation_id)
            mine = queries.find_letter(session, consultation_id, number, for_update=True) or abort(404)
            place = _place(session, version_id, unit_key)
            given = _given(values, place)
            remark = operations.add_remark(session, held, mine, place, given, request_key=request_key, **by())
            return remark.number
    except REFUSED as problem:
        form.form_errors = [refused_words(problem)]
        return None


def _version(draft: Draft) -> DraftVersion:
    return drafts.find_version(db.session(), draft.id, draft.published_number) or abort(404)


def _key_of(form: Form, version: DraftVersion) -> str:
    """Find the place that was typed; a mistake stands beside its field."""
    try:
        return find_place(form["unit"].data or "", queries.list_places(db.session(), version.id))
    except NoSuchPlace as unknown:
        if unknown.candidates:
            names = "; ".join(unknown.candidates)
            form.refuse("unit", _("Several places may be meant: %(names)s. Type more of it.", names=names))
        else:
            form.refuse("unit", _("The draft has no such place. Type it as it stands in the draft."))
        return ""


def _place(session: Any, version_id: Any, key: str) -> Place:
    version = session.get_one(DraftVersion, version_id)
    return Place(version, None if key == WHOLE else drafts.find_unit(session, version_id, key))


def _given(values: dict[str, Any], place: Place) -> Given:
    """Read what was typed; where nothing is proposed, the words of the draft stay, unless they are to go."""
    proposed = values["proposed_wording"] or ""
    if not proposed and values["kind"] != "deletion":
        proposed = place.wording
    return Given(kind=values["kind"], proposed_wording=proposed, justification=values["justification"] or "")


def _page(found: Consultation, here: Letter, draft: Draft, version: DraftVersion, form: Form) -> str:
    session = db.session()
    names = queries.name_accounts(session, [here.entered_by_id, here.checked_by_id])
    return render_template(
        "drafts/register/letter.html",
        consultation=found,
        letter=here,
        draft=draft,
        remarks=operations.list_remarks(session, here.id),
        places=queries.list_places(session, version.id),
        form=form,
        slot=slot_for(here.id, form),
        names=names,
        channels=CHANNELS,
        kinds=SENDER_KINDS,
        place_words=pages.place_words,
        may_check=may_check(here, found),
        may_see=sees_originals(current_user, found),
        is_open=draft.decisions_published_at is None,
    )


@bp.route("/<int:number>/uwagi/<int:remark_number>", methods=["GET", "POST"])
@allow(clerks)
def correct_remark(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Mend what was typed of one remark."""
    found, here, draft = letter_on_desk(consultation, number)
    remark = _remark(found, here, remark_number)
    if remark.is_redacted:
        if not sees_originals(current_user, found):
            abort(404)
        _look(found, here, remark_number)
    version = _version(draft)
    form = forms.EntryForm(data=_shown(remark))
    if form.validate_on_submit():
        key = _key_of(form, version)
        if key and _mended(found, number, remark_number, form, version, key):
            flash(_("Remark no. %(number)s is corrected.", number=remark_number), "yes")
            return redirect(url_for(".letter", consultation=consultation, number=number))
    return render_template(
        "drafts/register/remark.html",
        consultation=found,
        letter=here,
        remark=remark,
        form=form,
        places=queries.list_places(db.session(), version.id),
    )


def _mended(found: Consultation, number: int, remark_number: int, form: Form, version: DraftVersion, key: str) -> bool:
    values, count, consultation_id, version_id = form.values(), count_of(form), found.id, version.id
    try:
        with transaction() as session:
            consultations.get_consultation(session, consultation_id)
            mine = queries.find_letter(session, consultation_id, number, for_update=True) or abort(404)
            held = _held(session, mine, remark_number)
            place = _place(session, version_id, key)
            operations.correct_entered(session, mine, held, place, _given(values, place), edit_count=count, **by())
    except REFUSED as problem:
        form.form_errors = [refused_words(problem)]
        return False
    return True


def _remark(found: Consultation, here: Letter, remark_number: int) -> Remark:
    of_letter = Remark.letter_id == here.id
    return drafts.find_remark(db.session(), found.id, remark_number, of_letter) or abort(404)


def _look(found: Consultation, here: Letter, remark_number: int) -> None:
    """Record a look at the original of a redacted remark."""
    letter_number, consultation_id = here.number, found.id
    with transaction() as session:
        mine = queries.find_letter(session, consultation_id, letter_number) or abort(404)
        redaction.look(session, _held(session, mine, remark_number), **by())


def _held(session: Any, here: Letter, remark_number: int) -> Remark:
    of_letter = Remark.letter_id == here.id
    found = drafts.find_remark(session, here.consultation_id, remark_number, of_letter, for_update=True)
    return found or abort(404)


def _shown(remark: Remark) -> dict[str, Any]:
    proposes = remark.proposed_wording != remark.current_wording
    return {
        "edit_count": remark.edit_count,
        "unit": remark.unit_label,
        "kind": remark.kind,
        "proposed_wording": remark.proposed_wording if proposes else "",
        "justification": remark.justification,
    }


@bp.post("/<int:number>/uwagi/<int:remark_number>/wycofaj")
@allow(clerks)
def withdraw(consultation: str, number: int, remark_number: int) -> ResponseReturnValue:
    """Note that the sender takes a remark back."""
    found, here, _draft = letter_on_desk(consultation, number)
    _remark(found, here, remark_number)
    count, consultation_id = count_of(forms.EntryForm()), found.id
    try:
        with transaction() as session:
            mine = queries.find_letter(session, consultation_id, number, for_update=True) or abort(404)
            operations.withdraw_entered(session, _held(session, mine, remark_number), edit_count=count, **by())
    except REFUSED as problem:
        flash(refused_words(problem), "no")
    else:
        flash(_("Remark no. %(number)s is withdrawn; its number stays.", number=remark_number), "yes")
    return redirect(url_for(".letter", consultation=consultation, number=number))
