"""Paper, typed in by a clerk with the keyboard alone; a second person reads a sample, without seeing the first."""

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_login import current_user

from consult import clock
from consult.consultations.manage.desk import by, on_desk
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force
from consult.extensions import db
from consult.files import operations as files
from consult.files.forms import words_for
from consult.files.rules import MOST_BYTES, BadFile
from consult.files.views import folder, send
from consult.participation import forms as participation
from consult.participation.models import AccessCode
from consult.participation.rules.access import Access
from consult.participation.rules.codes import code_hash, read_access_code
from consult.participation.rules.receipts import Mistyped
from consult.participation.rules.slots import NotGenuine
from consult.questionnaires import asking, operations, queries, showing
from consult.questionnaires.filling import Filling, Place
from consult.questionnaires.models import PaperSheet, Questionnaire
from consult.questionnaires.operations import sheets
from consult.questionnaires.operations.submit import Given, Sent
from consult.texts.calendar_words import WARSAW
from consult.web.access import allow, holding
from consult.web.forms import Form, day, line, upload
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint(
    "questionnaires_intake", __name__, url_prefix="/urzad/k/<slug:consultation>/ankieta/<int:number>/przyjmowanie"
)
clerks = holding("clerk", "editor")
MISSING = "missing"
"""How mistakes begin that are none on paper: people leave questions out."""


class SheetForm(Form):
    """What stands on the sheet beside the answers."""

    received_on = day(lazy_gettext("Received on"), missing=lazy_gettext("Write the day on which it came."))
    scan = upload(lazy_gettext("Scan"), hint=lazy_gettext("PDF, PNG or JPEG, at most 20 MB. Only the office sees it."))


class CodeSheetForm(SheetForm):
    """The same where it is opened by codes: the letter's code lets the sheet in, once."""

    code = line(
        lazy_gettext("Code from the letter"),
        missing=lazy_gettext("Write the code from the letter that came with the sheet."),
        longest=60,
    )


@bp.errorhandler(sheets.ResultsAreFinal)
@bp.errorhandler(sheets.CheckedMeanwhile)
@bp.errorhandler(sheets.SameReader)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done."""
    words = {
        sheets.ResultsAreFinal: _("Nothing was kept: the results are public, and nothing is added to them."),
        sheets.CheckedMeanwhile: _("Nothing was kept: somebody else has read this sheet again."),
        sheets.SameReader: _("Nothing was kept: another person has to read it again than who typed it in."),
    }
    flash(words[type(problem)], "no")
    here = request.view_args or {}
    return redirect(url_for(".sheets_list", consultation=here["consultation"], number=here["number"]))


@bp.route("", methods=["GET"])
@allow(clerks)
def sheets_list(consultation: str, number: int) -> str:
    """Tell what came on paper, what a second person has to read, and whether more will come."""
    found, asked = _asked(consultation, number)
    entered = sheets.list_sheets(db.session(), asked.id)
    return _page(
        "sheets",
        found,
        asked,
        sheets=entered,
        waiting=[one for one in entered if one.is_sampled and one.checked_at is None],
        me=current_user.id,
        place=_place(found, asked),
    )


@bp.route("/arkusz", methods=["GET", "POST"])
@at_most(MOST_BYTES + 2 * MEGABYTE)
@allow(clerks)
def enter(consultation: str, number: int) -> ResponseReturnValue:
    """Type in one sheet; then comes the next."""
    found, asked = _asked(consultation, number)
    place = _place(found, asked) or abort(HTTPStatus.NOT_FOUND)
    form = (CodeSheetForm if place.access is Access.CODES else SheetForm)()
    filling = _filling(place)
    if not form.is_submitted():
        form["received_on"].data = clock.today()
        return _entry(found, asked, filling, form)
    is_right = form.validate_on_submit() and _is_in_time(form)
    mark = _mark(form, place) if is_right else None
    if not is_right or filling.mistakes or (place.access is Access.CODES and mark is None):
        return _entry(found, asked, filling, form)
    return _entered(found, asked, filling, form, mark)


@bp.route("/<int:sheet>/sprawdzenie", methods=["GET", "POST"])
@at_most(2 * MEGABYTE)
@allow(clerks)
def check(consultation: str, number: int, sheet: int) -> ResponseReturnValue:
    """Read a sheet again, without seeing what the first person read; then compare."""
    found, asked = _asked(consultation, number)
    here = sheets.find_sheet(db.session(), asked.id, sheet) or abort(HTTPStatus.NOT_FOUND)
    if here.entered_by_id == current_user.id:
        raise sheets.SameReader
    if here.checked_at is not None:
        raise sheets.CheckedMeanwhile
    place = _place(found, asked, here) or abort(HTTPStatus.NOT_FOUND)
    filling, form = _filling(place), Form()
    if not form.validate_on_submit() or filling.mistakes:
        return _entry(found, asked, filling, form, sheet=here)
    given = _given(filling, here.received_on)
    keys = sheets.differences(db.session(), here, given.answers)
    choice = request.form.get("keeps")
    if keys and choice not in {"first", "second"}:
        return _compared(found, asked, filling, form, here, keys)
    ids = asked.id, here.id
    with transaction() as session:
        held = queries.get_questionnaire(session, ids[0])
        again = session.get_one(PaperSheet, ids[1], with_for_update={"of": PaperSheet})
        count = sheets.check_sheet(session, held, again, given, takes_second=choice == "second", **by())
    flash(
        ngettext(
            "Checked: %(num)d answer was read differently.", "Checked: %(num)d answers were read differently.", count
        )
        if count
        else _("Checked: both read the same."),
        "yes",
    )
    return redirect(url_for(".sheets_list", consultation=consultation, number=number))


@bp.get("/<int:sheet>/skan")
@allow(clerks)
def scan(consultation: str, number: int, sheet: int) -> ResponseReturnValue:
    """Hand over the scan of a sheet."""
    personal()
    _found, asked = _asked(consultation, number)
    here = sheets.find_sheet(db.session(), asked.id, sheet)
    if here is None or here.scan is None:
        abort(HTTPStatus.NOT_FOUND)
    return send(here.scan)


@bp.post("/komplet")
@allow(clerks)
def complete(consultation: str, number: int) -> ResponseReturnValue:
    """Say whether more will come on paper: until then the results wait."""
    _found, asked = _asked(consultation, number)
    asked_id, is_expected = asked.id, request.form.get("expected") == "yes"
    with transaction() as session:
        held = queries.get_questionnaire(session, asked_id)
        sheets.expect_paper(session, held, is_expected=is_expected, **by())
    words = _("The results wait for paper.") if is_expected else _("All paper is in: the results need not wait.")
    flash(words, "yes")
    return redirect(url_for(".sheets_list", consultation=consultation, number=number))


def _asked(slug: str, number: int) -> tuple[Consultation, Questionnaire]:
    """Find a questionnaire of the actor's office, or answer 404."""
    found, _preparing = on_desk(slug)
    if not current_user.holds("clerk", "editor", authority_id=found.authority_id):
        abort(HTTPStatus.NOT_FOUND)
    return found, queries.find_questionnaire(db.session(), slug, number) or abort(HTTPStatus.NOT_FOUND)


def _place(found: Consultation, asked: Questionnaire, sheet: PaperSheet | None = None) -> Place | None:
    """Find what a sheet asks: the version in force, or the one that was typed in."""
    if sheet is not None:
        return asking.find_asked(db.session(), found.slug, asked.number, sheet.version_id)
    return asking.find_offered(db.session(), found.slug, asked.number)


def _filling(place: Place) -> Filling:
    """Take what was typed. On paper people leave questions out: that is no mistake of the clerk's."""
    try:
        slot = participation.slot_received() if request.form else None
    except NotGenuine:
        slot = None
    is_ours = slot is not None and slot.subject == place.version_id
    value = request.form[participation.FIELD] if is_ours else participation.issue(place.version_id, clock.now())
    filling = Filling.begun(place, value, request.form)
    wrong = [one for one in filling.taken.mistakes if not one.what.startswith((MISSING, "unlikely"))]
    return filling.with_mistakes(wrong)


def _given(filling: Filling, received_on: date) -> Given:
    """Give what is kept of a sheet: the day is that on which it came."""
    areas = showing.area_codes(filling.place)
    closes_on = filling.place.closes_at.astimezone(WARSAW).date()
    given = filling.given(
        language=language(), areas=areas, now=clock.now(), is_late=received_on >= closes_on, doubt=None, channel="paper"
    )
    return given.on(received_on)


def _is_in_time(form: Form) -> bool:
    if form["received_on"].data <= clock.today():
        return True
    form.refuse("received_on", _("This day is still to come."))
    return False


def _mark(form: Form, place: Place) -> str | None:
    """Read the code of the letter, where one is asked for."""
    if place.access is not Access.CODES:
        return None
    try:
        mark = code_hash(read_access_code(form.values()["code"]))
    except Mistyped:
        form.refuse("code", _("A character of the code is missing or wrong. Compare it with the letter."))
        return None
    known = db.session().get(AccessCode, mark)
    if known is None or known.subject_id != place.questionnaire_id:
        form.refuse("code", _("There is no such code for this questionnaire."))
        return None
    return mark


def _entered(
    found: Consultation, asked: Questionnaire, filling: Filling, form: Form, mark: str | None
) -> ResponseReturnValue:
    """Keep a sheet with its scan, and go on with the next."""
    values, asked_id, slug, number = form.values(), asked.id, found.slug, asked.number
    slot = participation.slot_of(filling.slot)
    sent = Sent(participation.receipt_for(slot).hash, _given(filling, values["received_on"]), mark)
    try:
        chosen = values["scan"]
        received = files.receive(chosen.stream, chosen.filename, folder()) if chosen and chosen.filename else None
        with transaction() as session:
            held = queries.get_questionnaire(session, asked_id)
            kept = files.record(session, received, clock.now()) if received else None
            sheet = sheets.enter_sheet(session, held, sent, received_on=values["received_on"], scan=kept, **by())
            sheet_number, is_sampled = sheet.number, sheet.is_sampled
    except BadFile as bad:
        form.refuse("scan", words_for(bad.problem))
        return _entry(*_asked(slug, number), filling, form)
    except operations.AlreadyUsed:
        form.refuse("code", _("This code was used already: the sheet is not counted again."))
        return _entry(*_asked(slug, number), filling, form)
    except operations.OtherAnswers:
        flash(_("This sheet was kept before with other answers; nothing was changed."), "no")
        return redirect(url_for(".sheets_list", consultation=slug, number=number))
    flash(_("Kept. Write number %(sheet)s on the sheet.", sheet=sheet_number), "yes")
    if is_sampled:
        flash(_("Put it on the pile for the second reader: it was chosen for the check."), "yes")
    return redirect(url_for(".enter", consultation=slug, number=number))


def _entry(
    found: Consultation, asked: Questionnaire, filling: Filling, form: Form, sheet: PaperSheet | None = None
) -> ResponseReturnValue:
    """Show the whole questionnaire on one page, for the keyboard."""
    return _page(
        "sheet", found, asked, form=form, sheet=sheet, place=filling.place, slot=filling.slot, **showing.whole(filling)
    )


def _compared(  # two readings of one sheet
    found: Consultation, asked: Questionnaire, filling: Filling, form: Form, sheet: PaperSheet, keys: list[str]
) -> ResponseReturnValue:
    """Show where the second reading differs, and ask which stands on the sheet."""
    held = queries.find_held(db.session(), sheet.receipt_hash)
    first = held.answers if held else {}
    rows = [(key, first.get(key), filling.taken.answers.get(key)) for key in keys]
    return _page(
        "compared",
        found,
        asked,
        form=form,
        sheet=sheet,
        rows=[(key, *(showing.answer_words(filling.place, key, one) for one in both)) for key, *both in rows],
        typed=[(name, value) for name, values in filling.typed.items() for value in values],
        slot=filling.slot,
    )


def _page(name: str, found: Consultation, asked: Questionnaire, **values: Any) -> str:
    version = find_in_force(db.session(), found)
    return render_template(
        f"questionnaires/manage/{name}.html",
        consultation=found,
        consultation_title=version.title if version else {},
        questionnaire=asked,
        **values,
    )
