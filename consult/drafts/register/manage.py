"""Pages with which clerks enter what does not come by the page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations import queries as consultations
from consult.consultations.models import Consultation
from consult.drafts import queries as drafts
from consult.drafts.forms import LONGEST_COUNT, count_of
from consult.drafts.manage.desk import by, on_desk
from consult.drafts.models import Draft
from consult.drafts.operations.record import record
from consult.drafts.register import forms, operations, queries
from consult.drafts.register.access import CLERKS, can_check, can_enter
from consult.drafts.register.models import Letter
from consult.drafts.words import CHANNELS, SENDER_KINDS
from consult.extensions import db
from consult.files import operations as files
from consult.files.forms import words_for
from consult.files.models import StoredFile
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder, send
from consult.organisations.models import Organisation
from consult.paging import page_of
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine, Slot
from consult.web.access import allow, holding
from consult.web.forms import Form
from consult.web.limits import MEGABYTE, at_most
from consult.web.paging import page_number
from consult.web.transaction import transaction

bp = Blueprint("drafts_register", __name__, url_prefix="/urzad/k/<slug:consultation>/przyjmowanie")
clerks = holding(*CLERKS)
TO_CHECK = "do-sprawdzenia"


def to_enter(slug: str) -> Consultation:
    """Find a consultation whose letters the actor enters, or answer 404."""
    found = on_desk(slug)
    if not can_enter(current_user, found):
        abort(404)
    return found


def letter_on_desk(slug: str, number: int) -> tuple[Consultation, Letter, Draft]:
    """Find a letter that the actor may read, or answer 404."""
    found = to_enter(slug)
    letter = queries.find_letter(db.session(), found.id, number) or abort(404)
    return found, letter, db.session().get_one(Draft, letter.draft_id)


def open_drafts(found: Consultation) -> list[Draft]:
    """List the drafts that take letters."""
    listed = drafts.list_drafts(db.session(), found.id)
    return [one for one in listed if one.published_number is not None and one.decisions_published_at is None]


def slot_or_none() -> Slot | None:
    """Read the slot of the form that was sent."""
    try:
        return participation.slot_received()
    except NotGenuine:
        return None


def receipt_of(letter_id: UUID) -> participation.Receipt:
    """Make the receipt of a letter: it can be printed again for who has lost it."""
    return participation.receipt_for(Slot(letter_id, clock.now(), letter_id.bytes))


def refused_words(problem: Exception) -> str:
    """Say why nothing was done with a letter."""
    words = {
        operations.ChangedMeanwhile: _("It was changed after you opened it. Look again, then send it."),
        operations.NotTaken: _("Its decisions are public, or the draft is not: nothing can be entered."),
        operations.NotYours: _("Another person must read again what you typed."),
        operations.SentBefore: _(
            "You have sent this page before, with other words. Send it again to enter another one."
        ),
    }
    return str(words[type(problem)])


REFUSED = (operations.ChangedMeanwhile, operations.NotTaken, operations.NotYours, operations.SentBefore)


def slot_for(subject: UUID, form: Form) -> str:
    """Give the slot of the page: the one that was sent, or a new one where it cannot count again."""
    sent = request.form.get(participation.FIELD, "")
    is_spent = slot_or_none() is None or refused_words(operations.SentBefore()) in form.form_errors
    return participation.issue(subject, clock.now()) if is_spent else sent


@bp.get("")
@allow(clerks)
def letters(consultation: str) -> ResponseReturnValue:
    """Say what came in by which way, and which letters a second person is to read."""
    found = to_enter(consultation)
    session = db.session()
    is_to_check = request.args.get("stan") == TO_CHECK
    conditions = [queries.waiting()] if is_to_check else []
    page = page_of(session, queries.letters(found.id, *conditions), page_number())
    listed = open_drafts(found)
    return render_template(
        "drafts/register/letters.html",
        consultation=found,
        page=page,
        rows=queries.rows_of(session, page.rows),
        counts=queries.count_by_channel(session, found.id),
        waiting=queries.count_waiting(session, found.id),
        is_to_check=is_to_check,
        drafts=listed,
        channels=CHANNELS,
        kinds=SENDER_KINDS,
        form=forms.CheckingForm(data={"letters_checked": listed[0].letters_checked}) if listed else None,
        may_set=current_user.holds("editor", authority_id=found.authority_id),
    )


@bp.post("/ustawienia")
@allow(holding("editor"))
def set_checking(consultation: str) -> ResponseReturnValue:
    """Choose which letters a second person reads again."""
    found = on_desk(consultation)
    if not current_user.holds("editor", authority_id=found.authority_id):
        abort(404)
    form = forms.CheckingForm()
    if not form.validate_on_submit():
        flash(_("Choose one."), "no")
        return redirect(url_for(".letters", consultation=consultation))
    chosen, ids = form.values()["letters_checked"], [one.id for one in open_drafts(found)]
    with transaction() as session:
        for draft_id in ids:
            draft = drafts.get_draft(session, draft_id)
            draft.letters_checked = chosen
            record(session, "checking_set", draft, details={"letters": chosen}, **by())
    flash(_("It holds for the letters that are entered from now on."), "yes")
    return redirect(url_for(".letters", consultation=consultation))


@bp.route("/nowe", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(clerks)
def enter(consultation: str) -> ResponseReturnValue:
    """Enter the head of a letter; the next one keeps what repeats."""
    found = to_enter(consultation)
    form = _letter_form(found, None)
    slot = slot_or_none() if request.method == "POST" else None
    if form.validate_on_submit() and slot is not None:
        draft = _draft_of(found, form)
        number = _enter(found, draft, form, slot) if draft else None
        if number is not None:
            return redirect(url_for(".letter", consultation=consultation, number=number))
    return _letter_page(found, None, form)


@bp.route("/<int:number>/popraw", methods=["GET", "POST"])
@at_most(MOST_BYTES + MEGABYTE)
@allow(clerks)
def correct(consultation: str, number: int) -> ResponseReturnValue:
    """Mend the head of a letter."""
    found, letter, draft = letter_on_desk(consultation, number)
    form = _letter_form(found, letter)
    if form.validate_on_submit():
        count = count_of(form)

        def mend(session: Session, arrived: operations.Arrived) -> int:
            held = queries.find_letter(session, found.id, number, for_update=True) or abort(404)
            here, mine = (
                consultations.get_consultation(session, held.consultation_id),
                drafts.get_draft(session, draft.id),
            )
            operations.correct_letter(session, here, mine, held, arrived, edit_count=count, **by())
            return number

        if _keep(form, mend):
            flash(_("The letter and its remarks are corrected."), "yes")
            return redirect(url_for(".letter", consultation=consultation, number=number))
    return _letter_page(found, letter, form)


def _letter_form(found: Consultation, letter: Letter | None) -> forms.LetterForm:
    """Make the form of a new letter, or of one that is there."""
    listed = open_drafts(found)
    if letter is not None:
        shown = {name: getattr(letter, name) for name in ("posted_on", "sign", "name", "is_name_public", "contact")}
        shown |= forms.repeated(letter) | {"edit_count": letter.edit_count}
        shown["organisation"] = letter.organisation.name if letter.organisation else ""
    else:
        before = request.args.get("po", "")
        is_number = before.isdecimal() and len(before) <= LONGEST_COUNT
        last = queries.find_letter(db.session(), found.id, int(before)) if is_number else None
        shown = forms.repeated(last) if last else {}
    version = consultations.find_in_force(db.session(), found)
    choices = [(str(one.number), one.title) for one in listed]
    return forms.letter_form(choices, version.languages if version else ["pl"], **shown)


def _letter_page(found: Consultation, letter: Letter | None, form: Form) -> str:
    return render_template(
        "drafts/register/enter.html",
        consultation=found,
        letter=letter,
        form=form,
        drafts=open_drafts(found),
        organisations=queries.offer_organisations(db.session(), found.authority_id),
        slot=slot_for(found.id, form),
    )


def _draft_of(found: Consultation, form: Form) -> Draft | None:
    listed = open_drafts(found)
    return next((one for one in listed if str(one.number) == form["draft"].data), listed[0] if listed else None)


def _enter(found: Consultation, draft: Draft, form: Form, slot: Slot) -> int | None:
    """Enter a letter, and give its number; nothing where something is to be mended first."""
    consultation_id, draft_id = found.id, draft.id

    def put(session: Session, arrived: operations.Arrived) -> int:
        held = consultations.get_consultation(session, consultation_id)
        letter = operations.enter_letter(
            session,
            held,
            drafts.get_draft(session, draft_id),
            arrived,
            request_key=slot.key.hex(),
            receipt=lambda letter_id: receipt_of(letter_id).hash,
            **by(),
        )
        return letter.number

    return _keep(form, put)


def _keep(form: Form, act: Any) -> int | None:
    """Take the scan, find the organisation, and do one act in a transaction; mistakes stand beside their fields."""
    values = form.values()
    received = None
    try:
        organisation = (
            queries.get_organisation(db.session(), values["organisation"]) if values["organisation"] else None
        )
        if values["scan"]:
            received = files.receive(values["scan"].stream, values["scan"].filename, folder())
        chosen = organisation.id if organisation else None
        with transaction() as session:
            scan = files.record(session, received, clock.now()) if received else None
            number: int = act(session, _arrived(session, values, chosen, scan))
    except queries.NoSuchOrganisation as unknown:
        form.refuse("organisation", _meant(unknown.candidates))
    except BadFile as bad:
        form.refuse("scan", words_for(bad.problem))
    except REFUSED as problem:
        form.form_errors = [refused_words(problem)]
    else:
        return number
    return None


def _arrived(
    session: Session, values: dict[str, Any], organisation_id: UUID | None, scan: StoredFile | None
) -> operations.Arrived:
    known = session.get_one(Organisation, organisation_id) if organisation_id else None
    return operations.Arrived(
        channel=values["channel"],
        received_on=values["received_on"],
        posted_on=values["posted_on"],
        sign=values["sign"] or "",
        sender_kind=values["sender_kind"],
        organisation=known,
        name=values["name"] or "",
        is_name_public=values["is_name_public"],
        contact=values["contact"] or "",
        language=values["language"] or "pl",
        scan=scan,
    )


def _meant(candidates: Any) -> str:
    """Say what may be meant."""
    if not candidates:
        return str(_("The register has nothing like it. Leave this empty, and write the name below."))
    return str(_("Several may be meant: %(names)s. Type more of it, or the number.", names="; ".join(candidates)))


@bp.post("/<int:number>/sprawdz")
@allow(clerks)
def check(consultation: str, number: int) -> ResponseReturnValue:
    """Say that what was typed is what the letter says."""
    found, _letter, _draft = letter_on_desk(consultation, number)
    count, consultation_id = count_of(forms.EntryForm()), found.id
    try:
        with transaction() as session:
            here = consultations.get_consultation(session, consultation_id)
            held = queries.find_letter(session, consultation_id, number, for_update=True) or abort(404)
            operations.check_letter(session, here, held, edit_count=count, **by())
    except REFUSED as problem:
        flash(refused_words(problem), "no")
        return redirect(url_for(".letter", consultation=consultation, number=number))
    flash(_("Letter no. %(number)s is checked.", number=number), "yes")
    return redirect(url_for(".letters", consultation=consultation, stan=TO_CHECK))


@bp.get("/<int:number>/potwierdzenie")
@allow(clerks)
def receipt(consultation: str, number: int) -> ResponseReturnValue:
    """Print the receipt of a letter, with the code that shows what became of it."""
    found, letter, draft = letter_on_desk(consultation, number)
    made = receipt_of(letter.id)
    return render_template(
        "drafts/register/receipt.html",
        consultation=found,
        draft=draft,
        letter=letter,
        remarks=operations.list_remarks(db.session(), letter.id),
        code=made.code if made.hash == letter.receipt_hash else "",
        channels=CHANNELS,
    )


@bp.get("/<int:number>/skan")
@allow(clerks)
def scan(consultation: str, number: int) -> ResponseReturnValue:
    """Give the scan of a letter."""
    _found, letter, _draft = letter_on_desk(consultation, number)
    return send(letter.scan) if letter.scan else abort(404)


def may_check(letter: Letter, found: Consultation) -> bool:
    """Tell whether the reader may check this letter now."""
    return letter.checked_at is None and can_check(current_user, letter, found)
