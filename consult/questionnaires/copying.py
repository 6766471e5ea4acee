"""A copy of one's answers, to keep: made of what the browser sends back, so that nothing more is stored for it."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.authorities.current import enter_known
from consult.documents import as_pdf
from consult.documents.tree import Block, Document, Heading, paragraph
from consult.extensions import csrf, db
from consult.participation import forms as participation
from consult.participation.rules.slots import NotGenuine, Slot
from consult.questionnaires import asking, queries, showing
from consult.questionnaires.filling import Filling, Place
from consult.questionnaires.rules.shape import Said, Texts
from consult.texts.calendar_words import format_day
from consult.web.access import allow, anyone
from consult.web.headers import personal
from consult.web.limits import MEGABYTE, at_most
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("questionnaires_copying", __name__, url_prefix="/k/<slug:consultation>/ankieta/<int:number>")
csrf.exempt(bp)  # it changes nothing: the form gives back what it holds
FILES = throttle.Limit(20, throttle.QUARTER)
"""PDF files for one network: each takes about a second of work."""


@bp.post("/kopia")
@at_most(2 * MEGABYTE)
@allow(anyone)
def copy(consultation: str, number: int) -> ResponseReturnValue:
    """Give the answers that were sent with this form, as a page or as a PDF; others than are held get none."""
    personal()
    try:
        slot = participation.slot_received()
    except NotGenuine:
        abort(HTTPStatus.BAD_REQUEST)
    place = asking.find_asked(db.session(), consultation, number, slot.subject) or abort(HTTPStatus.NOT_FOUND)
    enter_known(place.authority_id)
    filling = Filling.begun(place, request.form[participation.FIELD], request.form)
    code, held = _held(filling, slot)
    if request.form.get("go") != "pdf":
        return showing.copy_page(filling, code, held)
    if not _may_make():
        page = showing.copy_page(filling, code, held, is_busy=True)
        return page, HTTPStatus.TOO_MANY_REQUESTS
    try:
        file = as_pdf.write(_document(filling, place, code, held))
    except as_pdf.CannotBeSet:
        return showing.copy_page(filling, code, held, is_busy=True)
    headers = {"Content-Disposition": f"attachment; filename=ankieta-{number}-kopia.pdf"}
    return Response(file, mimetype=as_pdf.MEDIA_TYPE, headers=headers)


def _held(filling: Filling, slot: Slot) -> tuple[str, queries.Held]:
    """Find what is held under the form's receipt; where it says something else, answer 409."""
    receipt = participation.receipt_for(slot)
    held = queries.find_held(db.session(), receipt.hash)
    if held is None or dict(filling.taken.answers) != held.answers:
        abort(HTTPStatus.CONFLICT, _("This form holds other answers than were sent with it, so there is no copy."))
    return receipt.code, held


def _may_make() -> bool:
    bucket = keys().of("copies for", throttle.network_of(request.remote_addr))
    with transaction(is_intake=True) as session:
        return throttle.take(session, bucket, FILES, now=clock.now()) is None


def _document(filling: Filling, place: Place, code: str, held: queries.Held) -> Document:
    blocks: list[Block] = [
        paragraph(_("Receipt: %(code)s", code=code)),
        paragraph(_("They came on %(day)s.", day=format_day(held.submitted_on, language()))),
    ]
    for number, question, said in filling.said:
        blocks.append(Heading(f"{number}. {_in_words(question.text)}"))
        blocks += [paragraph(_line(one)) for one in said] or [paragraph(_("no answer"))]
    return Document(
        title=_in_words(place.plan.title),
        language=language(),
        author="Consult",
        made_at=clock.now(),
        blocks=tuple(blocks),
        footer=_("My answers"),
    )


def _line(said: Said) -> str:
    """Write one answer: its row, its words, the option, the unit."""
    parts = [_in_words(said.option), said.words] if said.option else [f"{said.words} {_in_words(said.unit)}".strip()]
    words = " – ".join(part for part in parts if part)  # noqa: RUF001  # a dash
    return f"{_in_words(said.row)}: {words}" if said.row else words


def _in_words(texts: Texts) -> str:
    return texts.get(language()) or texts.get("pl", "")
