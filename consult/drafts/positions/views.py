"""Pages on which the people of an organisation write a position together, sign it and send it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations import queries as consultations
from consult.documents import as_docx, as_pdf
from consult.drafts import pages
from consult.drafts import queries as drafts
from consult.drafts.access import is_public
from consult.drafts.forms import ActForm, CodeForm, count_of
from consult.drafts.manage.desk import by
from consult.drafts.positions import operations, printed, queries
from consult.drafts.positions.models import Position, PositionPart, Signature
from consult.drafts.register.queries import NoSuchOrganisation, get_organisation
from consult.extensions import db
from consult.organisations.access import can_speak
from consult.organisations.models import Membership
from consult.participation import forms as participation
from consult.participation.rules.slots import Slot
from consult.texts.word_diff import Run, is_changed, word_diff
from consult.web.access import allow, signed_in
from consult.web.headers import personal
from consult.web.locale import language
from consult.web.transaction import transaction

bp = Blueprint("drafts_positions", __name__, url_prefix="/organizacja/stanowiska")
WRITERS = {"pdf": (as_pdf.MEDIA_TYPE, as_pdf.write), "docx": (as_docx.MEDIA_TYPE, as_docx.write)}
REFUSED = (operations.ChangedMeanwhile, operations.NoMandate, operations.NotOpen, operations.NothingToSend)


@dataclass(frozen=True)
class Shown:
    """A part, ready to be read."""

    part: PositionPart
    place: str
    runs: tuple[Run, ...]


def mine() -> list[Membership]:
    """List the memberships by which the reader writes positions."""
    return queries.list_mine(db.session(), current_user)


def ids_of(memberships: list[Membership]) -> list[UUID]:
    """Name their organisations."""
    return [one.organisation_id for one in memberships]


def to_read(position_id: UUID) -> Position:
    """Find a position that the reader may read, or answer 404."""
    personal()
    return queries.find_position(db.session(), position_id, ids_of(mine())) or abort(404)


def writer_of(position: Position) -> Membership | None:
    """Find the membership by which the reader writes this position; who is asked to sign it has none."""
    return next((one for one in mine() if one.organisation_id == position.organisation_id), None)


def to_write(position_id: UUID) -> Position:
    """Find a position that the reader writes, or answer 404."""
    position = to_read(position_id)
    if writer_of(position) is None:
        abort(404)
    return position


def held(session: Session, position_id: UUID) -> Position:
    """Hold a position until the transaction ends."""
    memberships = queries.list_mine(session, current_user)
    return queries.find_position(session, position_id, ids_of(memberships), for_update=True) or abort(404)


def refused_words(problem: Exception) -> str:
    """Say why nothing was done."""
    words = {
        operations.ChangedMeanwhile: _(
            "Nothing was done: the position was changed after you opened it. Read it again."
        ),
        operations.NoMandate: _("Nothing was done: only a representative of the organisation may do this."),
        operations.NotOpen: _("Nothing was sent: the consultation takes no remarks now. What is written stays here."),
        operations.NothingToSend: _("Nothing was sent: write something first."),
    }
    return str(words[type(problem)])


def shown(part: PositionPart) -> Shown:
    """Make a part ready to be read."""
    proposes = is_changed(part.current_wording, part.proposed_wording)
    runs = tuple(word_diff(part.current_wording, part.proposed_wording)) if proposes else ()
    return Shown(part, pages.place_words(part.unit_key, part.unit_label), runs)


@bp.get("")
@allow(signed_in)
def positions() -> ResponseReturnValue:
    """List what one's organisations write and are asked to sign, and the drafts on which they can begin."""
    personal()
    memberships, session = mine(), db.session()
    listed = queries.list_positions(session, ids_of(memberships)) if memberships else []
    begun = {(one.organisation_id, one.draft_id) for one in listed}
    return render_template(
        "drafts/positions/positions.html",
        memberships=memberships,
        own=[one for one in listed if one.organisation_id in ids_of(memberships)],
        asked=[one for one in listed if one.organisation_id not in ids_of(memberships)],
        drafts=queries.list_open_drafts(session, clock.now()) if memberships else [],
        begun=begun,
    )


@bp.post("/nowe")
@allow(signed_in)
def begin() -> ResponseReturnValue:
    """Begin a position of one's organisation on a draft."""
    membership = next((one for one in mine() if one.organisation.slug == request.form.get("organisation")), None)
    consultation, number = request.form.get("consultation", ""), count_of(CodeForm(), "code")
    found = drafts.find_draft(db.session(), consultation, number, is_public())
    if membership is None or found is None:
        abort(404)
    membership_id, draft_id = membership.id, found.id
    with transaction() as session:
        draft = drafts.get_draft(session, draft_id)
        organisation = session.get_one(Membership, membership_id).organisation
        position_id = operations.begin(session, organisation, draft, **by()).id
    return redirect(url_for(".position", position_id=position_id))


@bp.get("/<uuid:position_id>")
@allow(signed_in)
def position(position_id: UUID) -> ResponseReturnValue:
    """Show a position with all its parts, who wrote them, who signs it, and what can be done now."""
    return page_of(to_read(position_id))


def page_of(found: Position, *, place_error: str = "", sign_error: str = "") -> str:
    """Render a position; what was typed and not understood is said beside its field."""
    session = db.session()
    writer = writer_of(found)
    version = drafts.find_version(session, found.draft_id, found.draft.published_number)
    signature, signer = _signer(found)
    return render_template(
        "drafts/positions/position.html",
        position=found,
        draft=found.draft,
        consultation=found.draft.consultation,
        parts=[shown(part) for part in found.parts if not part.is_removed],
        removed=[shown(part) for part in found.parts if part.is_removed],
        names=queries.name_writers(session, found),
        writes=writer is not None,
        may_send=writer is not None and can_speak(current_user, writer),
        is_open=found.draft.consultation.is_open(clock.now()),
        signature=signature,
        may_sign=signer is not None and can_speak(current_user, signer),
        places=[(unit.key, unit.label) for unit in drafts.list_units(session, version.id)] if version else [],
        place_error=place_error,
        sign_error=sign_error,
    )


def _signer(found: Position) -> tuple[Signature | None, Membership | None]:
    """Find what the reader's organisation is asked to sign, and the membership by which it would."""
    for membership in mine():
        for signature in found.signatures:
            if signature.organisation_id == membership.organisation_id:
                return signature, membership
    return None, None


def act_on(position_id: UUID, act: Callable[[Session, Position], Any], done: str) -> ResponseReturnValue:
    """Do one act with a position that is held, and show it again."""
    try:
        with transaction() as session:
            act(session, held(session, position_id))
    except REFUSED as problem:
        flash(refused_words(problem), "no")
    else:
        flash(done, "yes")
    return redirect(url_for(".position", position_id=position_id))


@bp.post("/<uuid:position_id>/wyslij")
@allow(signed_in)
def send(position_id: UUID) -> ResponseReturnValue:
    """Approve a position in the name of the organisation, and send it, or what was changed of it."""
    found = to_write(position_id)
    count, consultation_id = count_of(ActForm()), found.draft.consultation_id
    try:
        with transaction() as session:
            consultation = consultations.get_consultation(session, consultation_id)
            here = held(session, position_id)
            membership = _in(session, here.organisation_id)
            sent = operations.send(session, consultation, here, membership, receipt=_receipt, edit_count=count, **by())
    except REFUSED as problem:
        flash(refused_words(problem), "no")
    else:
        words = ngettext("The office has it, with one remark.", "The office has it, with %(num)d remarks.", sent)
        flash(words, "yes")
    return redirect(url_for(".position", position_id=position_id))


def _receipt(part_id: UUID) -> str:
    """Make the receipt of a part; the organisation follows it on its own page and needs no code."""
    return participation.receipt_for(Slot(part_id, clock.now(), part_id.bytes)).hash


def _in(session: Session, organisation_id: UUID) -> Membership:
    """Find the reader's membership in an organisation, or answer 404."""
    memberships = queries.list_mine(session, current_user)
    return next((one for one in memberships if one.organisation_id == organisation_id), None) or abort(404)


@bp.post("/<uuid:position_id>/podpisy")
@allow(signed_in)
def ask_to_sign(position_id: UUID) -> ResponseReturnValue:
    """Ask another organisation to sign."""
    found = to_write(position_id)
    writer = writer_of(found)
    if writer is None or not can_speak(current_user, writer):
        abort(404)
    typed = request.form.get("organisation", "").strip()
    try:
        other = get_organisation(db.session(), typed) if typed else None
    except NoSuchOrganisation as unknown:
        names = "; ".join(unknown.candidates)
        words = (
            _("Several may be meant: %(names)s.", names=names)
            if names
            else _("No confirmed organisation is called so.")
        )
        return page_of(found, sign_error=words)
    if other is None or other.id == found.organisation_id:
        return page_of(found, sign_error=_("Write the name or number of another organisation."))
    other_id, name = other.id, other.name

    def ask(session: Session, here: Position) -> None:
        operations.ask_to_sign(session, here, session.get_one(type(other), other_id), now=clock.now())

    return act_on(position_id, ask, _("%(name)s can read the position now and sign it.", name=name))


@bp.post("/<uuid:position_id>/podpisy/<any(podpisz, cofnij):what>")
@allow(signed_in)
def sign(position_id: UUID, what: str) -> ResponseReturnValue:
    """Sign a position in the name of one's organisation, or take the signature back."""
    found = to_read(position_id)
    signature, _membership = _signer(found)
    if signature is None:
        abort(404)
    organisation_id, count = signature.organisation_id, count_of(ActForm())

    def put(session: Session, here: Position) -> None:
        own = next(one for one in here.signatures if one.organisation_id == organisation_id)
        membership = _in(session, organisation_id)
        if what == "podpisz":
            operations.sign(session, own, membership, edit_count=count, **by())
        else:
            operations.take_back(session, own, membership, actor=current_user)

    done = _("Your organisation signs it as it is now.") if what == "podpisz" else _("The signature is taken back.")
    return act_on(position_id, put, done)


@bp.get("/<uuid:position_id>/stanowisko.<any(pdf, docx):kind>")
@allow(signed_in)
def copy(position_id: UUID, kind: str) -> ResponseReturnValue:
    """Give the position as a file."""
    found = to_read(position_id)
    media_type, write = WRITERS[kind]
    name = f"stanowisko-{found.organisation.slug}.{kind}"
    body = write(printed.document_of(found, now=clock.now(), language=language()))
    return body, 200, {"Content-Type": media_type, "Content-Disposition": f"attachment; filename={name}"}
