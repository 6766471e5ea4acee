"""Pages with which people send a remark, correct it and withdraw it: without an account, by a receipt code."""

from datetime import datetime
from http import HTTPStatus

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.consultations import queries as consultations
from consult.consultations.models import Consultation
from consult.drafts import forms, pages, queries
from consult.drafts.comparing.gone import find_first_piece, show_gone
from consult.drafts.models import Draft, DraftUnit, DraftVersion, Remark
from consult.drafts.operations import remarks as operations
from consult.drafts.rules.units import WHOLE
from consult.drafts.views import bp, public_consultation, public_draft
from consult.extensions import csrf, db
from consult.organisations import queries as organisations
from consult.organisations.models import Membership
from consult.participation import forms as participation
from consult.participation.rules.intake import GRACE, Intake
from consult.participation.rules.receipts import Mistyped, read_code, receipt_hash
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.paging import page_number
from consult.web.transaction import transaction

__all__ = ["bp"]
REMARKS_FROM_ADDRESS = throttle.Limit(200, throttle.HOUR)
"""A hall full of people may sit behind one address."""
WRONG_CODES = throttle.Limit(20, throttle.QUARTER)
ON_UNIT = 20

csrf.exempt(bp)  # a form's slot or a receipt code guards each POST of it; who is signed in sends a token besides


class TooMany(Exception):
    """More remarks than people write came from one address."""


@bp.route("/k/<slug:consultation>/projekt/<int:number>/j/<slug:unit_key>", methods=["GET", "POST"])
@allow(anyone)
def remark(consultation: str, number: int, unit_key: str) -> ResponseReturnValue:
    """Show one unit with what others said of it, and take another remark."""
    found, version = public_draft(consultation, number)
    slot = None
    if request.method == "POST":
        slot, version = slot_of(found, version)
    if unit_key != WHOLE and queries.find_unit(db.session(), version.id, unit_key) is None:
        return show_gone(found, version, unit_key)
    unit = _unit(version, unit_key)
    form = _form(found, unit)
    refused = refusal_of(slot) if request.method == "POST" else ""
    if refused:
        form.form_errors = [refused]
        return _page(found, version, unit, form, slot), HTTPStatus.BAD_REQUEST
    if slot is not None and form.validate_on_submit():
        return _take(found, version, unit, form, slot)
    explain_token(form)
    return _page(found, version, unit, form, slot)


def refusal_of(slot: Slot | None) -> str:
    """Say why a form that was sent cannot count as it is, or nothing."""
    if slot is None:
        return str(_("This page was open for too long. Nothing is lost: read it again and send it."))
    sender = request.form.get("sender", forms.AS_A_RESIDENT)
    is_known = sender == forms.AS_A_RESIDENT or sender.removeprefix("o-") in memberships()
    return "" if is_known else no_mandate()


def no_mandate() -> str:
    """Say that somebody wrote for an organisation and may not: never take it as a resident's without asking."""
    return str(
        _(
            "Nothing is sent yet: you wrote for an organisation, and you are not signed in for it now. "
            "Sign in in another tab and send it again, or send it as a resident."
        )
    )


def explain_token(form: forms.WordsForm) -> None:
    """Say in plain words that the sign-in has changed since the page was opened."""
    if "csrf_token" in form.errors:
        form["csrf_token"].errors = []
        words = _(
            "You have signed in or out since you opened this page. Nothing is lost: look at it and send it again."
        )
        form.form_errors = [*form.form_errors, words]


def slot_of(found: Draft, version: DraftVersion) -> tuple[Slot | None, DraftVersion]:
    """Read the slot of the form that was sent, and the version for which it was issued: it counts for that one."""
    try:
        slot = participation.slot_received()
    except NotGenuine:
        return None, version
    asked = next((one for one in found.versions if one.id == slot.subject and one.published_at), None)
    return (slot, asked) if asked is not None else (None, version)


def _unit(version: DraftVersion, key: str) -> DraftUnit | None:
    return None if key == WHOLE else queries.find_unit(db.session(), version.id, key) or abort(404)


def memberships() -> dict[str, Membership]:
    """Give the organisations for which the reader may speak, by their names in addresses."""
    if not current_user.is_authenticated:
        return {}
    mine = organisations.list_memberships(db.session(), current_user.id)
    return {membership.organisation.slug: membership for membership in mine}


def _form(found: Draft, unit: DraftUnit | None) -> forms.WordsForm:
    wording = unit.text if unit else ""
    mine = [(f"o-{slug}", one.organisation.name) for slug, one in memberships().items()]
    kind = forms.remark_form(wording, asks_name=found.asks_name, asks_contact=found.asks_contact, organisations=mine)
    shown = {"kind": "change" if unit else "opinion", "proposed_wording": wording, "sender": forms.AS_A_RESIDENT}
    return kind(meta={"csrf": current_user.is_authenticated}, data=shown)


def _page(found: Draft, version: DraftVersion, unit: DraftUnit | None, form: forms.WordsForm, slot: Slot | None) -> str:
    """Show a unit, what was said of it, and the form; while it is open, the form's slot makes it one person's page."""
    now = clock.now()
    session = db.session()
    key = unit.key if unit else WHOLE
    is_open = found.consultation.is_open(now) or request.method == "POST"
    if is_open:
        personal()
    page = queries.page_of_remarks(session, queries.public_of_unit(found.id, key), page_number(), ON_UNIT)
    on_unit = Remark.unit_key == key, Remark.draft_id == found.id
    held = queries.count_held(session, *on_unit)
    return render_template(
        "drafts/remark.html",
        draft=found,
        consultation=found.consultation,
        version=version,
        unit=unit,
        rows=pages.table_rows(unit) if unit else [],
        cells_of_row=pages.row_cells(unit, queries.find_table_of(session, unit)) if unit else [],
        place=pages.place_words(key, unit.label if unit else ""),
        first_piece=find_first_piece(session, unit) if unit else None,
        neighbours=queries.list_neighbours(session, version.id, unit.position if unit else 0),
        page=page,
        held=held,
        said=[pages.said(one, found.consultation.slug) for one in page.rows],
        form=form,
        is_open=is_open,
        stage=found.consultation.stage(now),
        opens_at=found.consultation.opens_at,
        slot=request.form.get(participation.FIELD, "") if slot else participation.issue(version.id, now),
        proposes=form.proposes,
        preview=pages.preview(form.current, form["proposed_wording"].data or ""),
        minutes=GRACE.seconds // 60,
    )


def _take(
    found: Draft, version: DraftVersion, unit: DraftUnit | None, form: forms.WordsForm, slot: Slot
) -> ResponseReturnValue:
    """Keep the remark and show its receipt; where it cannot be kept, show what was typed."""
    values = form.values()
    receipt = participation.receipt_for(slot)
    now = participation.come_of_age(slot, clock.now())
    given = given_of(values)
    membership = memberships().get(str(values.get("sender", "")).removeprefix("o-"))
    bucket = keys().of("remarks from", throttle.network_of(request.remote_addr))
    ids = version.id, unit.id if unit else None
    try:
        with transaction() as session:
            count_remark(session, bucket, now)
            held = consultations.get_consultation(session, found.consultation_id)
            kept = operations.submit_remark(
                session,
                held,
                place_of(ids),
                given,
                operations.Sending(receipt.hash, slot.issued_at),
                membership=membership,
                actor=current_user,
                now=now,
            )
            number = kept.number
    except operations.NotOpen as refusal:
        return not_taken(found, form, refusal.taken)
    except operations.NoMandate:
        form.form_errors = [no_mandate()]
        return _page(found, version, unit, form, slot), HTTPStatus.BAD_REQUEST
    except operations.OtherWords:
        form.form_errors = [_("You have sent this page before, with other words. Send it to write another remark.")]
        form.form_errors.append(_("To correct what you sent, use the code of its receipt."))
        return _page(found, version, unit, form, None), HTTPStatus.CONFLICT
    except TooMany:
        form.form_errors = [_("Very many remarks come from your network. Nothing is lost: wait a while, then send it.")]
        return _page(found, version, unit, form, slot), HTTPStatus.TOO_MANY_REQUESTS
    return _receipt(found.consultation, number, receipt.code)


def count_remark(session: Session, bucket: str, now: datetime) -> None:
    """Count what comes from one address; raise `TooMany`."""
    if throttle.take(session, bucket, REMARKS_FROM_ADDRESS, now=now) is not None:
        raise TooMany


def place_of(ids: tuple[object, object]) -> operations.Place:
    session = db.session()
    version = session.get_one(DraftVersion, ids[0])
    return operations.Place(version, session.get_one(DraftUnit, ids[1]) if ids[1] else None)


def given_of(values: dict[str, object]) -> operations.Given:
    return operations.Given(
        kind=str(values["kind"]),
        proposed_wording=str(values["proposed_wording"] or ""),
        justification=str(values["justification"] or ""),
        name=str(values.get("name") or ""),
        is_name_public=bool(values.get("is_name_public")),
        contact=str(values.get("contact") or ""),
        language=language(),
    )


def _receipt(consultation: Consultation, number: int, code: str) -> str:
    """Show the receipt: the number, the code, and a copy of what was sent."""
    personal()
    kept = queries.find_remark(db.session(), consultation.id, number) or abort(404)
    return render_template(
        "drafts/receipt.html",
        consultation=consultation,
        draft=kept.draft,
        remark=kept,
        runs=pages.runs_of(kept),
        place=pages.place_words(kept.unit_key, kept.unit_label),
        code=code,
        is_open=consultation.is_open(clock.now()),
    )


def not_taken(found: Draft, form: forms.WordsForm, taken: Intake) -> ResponseReturnValue:
    """Say that the time is not right, and give back what was typed."""
    personal()
    status = HTTPStatus.GONE if taken is Intake.TOO_LATE else HTTPStatus.CONFLICT
    page = render_template(
        "drafts/not_taken.html",
        draft=found,
        consultation=found.consultation,
        is_late=taken is Intake.TOO_LATE,
        version=consultations.find_in_force(db.session(), found.consultation),
        typed=[form["proposed_wording"].data if form.proposes else "", form["justification"].data or ""],
    )
    return page, status


@bp.post("/k/<slug:consultation>/uwagi/popraw")
@allow(anyone)
def correct(consultation: str) -> ResponseReturnValue:
    """Correct a remark until the close; the receipt code is the key to it, and what it said before is kept."""
    found = public_consultation(consultation)
    personal()
    kept, code = _by_code(found)
    form = forms.CorrectForm(meta={"csrf": False}, formdata=request.form if "kind" in request.form else None, obj=kept)
    form.current = kept.current_wording
    form["code"].data = code
    if form.is_submitted() and "kind" in request.form and form.validate():
        try:
            with transaction() as session:
                held = consultations.get_consultation(session, found.id)
                again = queries.find_by_receipt(session, receipt_hash(code), for_update=True) or abort(404)
                count = forms.count_of(form)
                given = given_of(form.values())
                operations.correct_remark(session, held, again, given, edit_count=count, now=clock.now())
        except operations.NotOpen as refusal:
            return not_taken(kept.draft, form, refusal.taken)
        except operations.OtherWords:
            form["edit_count"].data = kept.edit_count
            form.form_errors = [_("It was changed after you opened it. Sending your words replaces it.")]
        else:
            return _receipt(found, kept.number, code)
    return render_template(
        "drafts/correct.html",
        consultation=found,
        draft=kept.draft,
        remark=kept,
        form=form,
        preview=pages.preview(form.current, form["proposed_wording"].data or ""),
    )


@bp.post("/k/<slug:consultation>/uwagi/wycofaj")
@allow(anyone)
def withdraw(consultation: str) -> ResponseReturnValue:
    """Withdraw a remark until the close, by its receipt code."""
    found = public_consultation(consultation)
    personal()
    kept, code = _by_code(found)
    number = kept.number
    try:
        with transaction() as session:
            held = consultations.get_consultation(session, found.id)
            again = queries.find_by_receipt(session, receipt_hash(code), for_update=True) or abort(404)
            operations.withdraw_remark(session, held, again, now=clock.now())
    except operations.NotOpen:
        return render_template("drafts/not_withdrawn.html", consultation=found, draft=kept.draft), HTTPStatus.GONE
    return render_template("drafts/withdrawn.html", consultation=found, number=number)


def _by_code(found: Consultation) -> tuple[Remark, str]:  # noqa: RET503  # abort never returns
    """Find the remark of the code that was sent, among those of this consultation; wrong codes are counted."""
    try:
        code = read_code(request.form.get("code", ""))
    except Mistyped:
        abort(404)
    kept = queries.find_by_receipt(db.session(), receipt_hash(code))
    if kept is not None and kept.consultation_id == found.id:
        return kept, code
    bucket = keys().of("codes from", throttle.network_of(request.remote_addr))
    with transaction() as session:
        wait = throttle.take(session, bucket, WRONG_CODES, now=clock.now())
    abort(HTTPStatus.TOO_MANY_REQUESTS if wait is not None else HTTPStatus.NOT_FOUND)
