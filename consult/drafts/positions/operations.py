"""What the people of an organisation do with a position: begin it, write parts, sign it, send it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.models import Draft, DraftVersion, Remark
from consult.drafts.operations import remarks
from consult.drafts.operations.remarks import Given, Place, Sending
from consult.drafts.positions.models import PartEdit, Position, PositionPart, Signature
from consult.drafts.queries import find_unit
from consult.drafts.rules.decisions import State
from consult.organisations.access import can_speak
from consult.organisations.models import Membership, Organisation
from consult.participation.rules.intake import LEAST_AGE


class ChangedMeanwhile(Exception):
    """Somebody of the organisation has changed this part since it was opened; nothing is overwritten."""


class NotOpen(Exception):
    """The consultation takes no remarks now."""


class NothingToSend(Exception):
    """The position has no part, or the office has it as it is."""


class NoMandate(Exception):
    """Only a representative may do this in the name of the organisation."""


def begin(session: Session, organisation: Organisation, draft: Draft, *, actor: Actor, now: datetime) -> Position:
    """Begin a position; an organisation has one on each draft. The draft must be held."""
    mine = Position.organisation_id == organisation.id, Position.draft_id == draft.id
    known = session.scalar(select(Position).where(*mine))
    if known is not None:
        return known
    position = Position(
        organisation=organisation, draft=draft, begun_by_id=actor.id, begun_at=now, edit_count=0, sent_edit_count=None
    )
    session.add(position)
    session.flush()
    return position


def add_part(
    session: Session, position: Position, place: Place, given: Given, *, part_id: UUID, actor: Actor, now: datetime
) -> PositionPart:
    """Write a new part; the same form sent again gives the part that is there. The position must be held."""
    known = session.get(PositionPart, part_id)
    if known is not None and known.position_id == position.id:
        return known
    part = PositionPart(
        id=part_id if known is None else uuid4(),
        version_id=place.version.id,
        unit_key=place.key,
        unit_label=place.unit.label if place.unit else "",
        unit_position=place.unit.position if place.unit else 0,
        current_wording=place.wording,
        added_at=now,
        edit_count=0,
        is_removed=False,
    )
    _write(part, given, actor, now)
    position.parts.append(part)
    position.edit_count += 1
    session.flush()
    return part


def edit_part(
    session: Session, part: PositionPart, given: Given, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Put other words in a part; what it said is kept with who wrote it. Raises `ChangedMeanwhile`."""
    _refuse_changed(part, edit_count)
    part.earlier.append(
        PartEdit(
            number=len(part.earlier) + 1,
            kind=part.kind,
            proposed_wording=part.proposed_wording,
            justification=part.justification,
            edited_by_id=part.edited_by_id,
            edited_at=part.edited_at,
        )
    )
    part.is_removed = False
    _write(part, given, actor, now)
    _touch(session, part)


def remove_part(session: Session, part: PositionPart, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Take a part out; it can be put back by writing in it. Raises `ChangedMeanwhile`."""
    _refuse_changed(part, edit_count)
    part.is_removed = True
    part.edited_by_id, part.edited_at = actor.id, now
    _touch(session, part)


def ask_to_sign(session: Session, position: Position, organisation: Organisation, *, now: datetime) -> Signature:
    """Ask another organisation to sign; its people may read the position from now on."""
    known = next((one for one in position.signatures if one.organisation_id == organisation.id), None)
    if known is not None:
        return known
    signature = Signature(organisation=organisation, asked_at=now)
    position.signatures.append(signature)
    session.flush()
    return signature


def sign(
    session: Session, signature: Signature, membership: Membership, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Sign the position as it was read. Raises `NoMandate`, `ChangedMeanwhile`."""
    _refuse_other_signer(signature, membership, actor)
    if signature.position.edit_count != edit_count:
        raise ChangedMeanwhile
    signature.confirmed_at, signature.confirmed_by_id = now, actor.id
    signature.confirmed_edit_count = edit_count
    session.flush()


def take_back(session: Session, signature: Signature, membership: Membership, *, actor: Actor) -> None:
    """Take a signature back: the position no longer bears it, at the office neither. Raises `NoMandate`."""
    _refuse_other_signer(signature, membership, actor)
    signature.confirmed_at = signature.confirmed_by_id = signature.confirmed_edit_count = None
    signature.is_sent = False
    session.flush()


def send(  # one for each thing that the office gets
    session: Session,
    consultation: Consultation,
    position: Position,
    membership: Membership,
    *,
    receipt: Callable[[UUID], str],
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Approve the position as it was read, and send it, or what was changed of it; tell how many remarks it has.

    The consultation and the position must be held. Raises `NoMandate`, `ChangedMeanwhile`, `NotOpen`,
    `NothingToSend`.
    """
    if membership.organisation_id != position.organisation_id or not can_speak(actor, membership):
        raise NoMandate
    if position.edit_count != edit_count:
        raise ChangedMeanwhile
    if not consultation.is_open(now) or position.draft.decisions_published_at is not None:
        raise NotOpen
    current = [part for part in position.parts if not part.is_removed]
    if not current and position.sent_at is None:
        raise NothingToSend
    for part in position.parts:
        _send_part(session, consultation, position, part, membership, receipt, actor, now)
    for signature in position.signatures:
        signature.is_sent = signature.confirmed_edit_count == position.edit_count
    position.sent_at, position.sent_by_id, position.sent_edit_count = now, actor.id, position.edit_count
    session.flush()
    return len(current)


def _send_part(
    session: Session,
    consultation: Consultation,
    position: Position,
    part: PositionPart,
    membership: Membership,
    receipt: Callable[[UUID], str],
    actor: Actor,
    now: datetime,
) -> None:  # what it takes to make a remark
    """Let the office have one part as it is now: as a new remark, a corrected one, or a withdrawn one."""
    remark = session.get(Remark, part.remark_id) if part.remark_id else None
    if part.is_removed:
        if remark is not None:
            remarks.withdraw_remark(session, consultation, remark, now=now)
        return
    given = Given(kind=part.kind, proposed_wording=part.proposed_wording, justification=part.justification)
    if remark is None or remark.state == State.WITHDRAWN:
        place = _place(session, part)
        hashed = receipt(part.id if remark is None else uuid4())
        sending = Sending(hashed, now - LEAST_AGE)
        made = remarks.submit_remark(
            session, consultation, place, given, sending, membership=membership, actor=actor, now=now
        )
        made.position_id, part.remark_id = position.id, made.id
    elif (remark.kind, remark.proposed_wording, remark.justification) != _said(part):
        remarks.correct_remark(session, consultation, remark, given, edit_count=remark.edit_count, now=now)


def _place(session: Session, part: PositionPart) -> Place:
    version = session.get_one(DraftVersion, part.version_id)
    unit = find_unit(session, part.version_id, part.unit_key)
    return Place(version, unit)


def _said(part: PositionPart) -> tuple[str, str, str]:
    return part.kind, part.proposed_wording, part.justification


def _write(part: PositionPart, given: Given, actor: Actor, now: datetime) -> None:
    part.kind, part.proposed_wording, part.justification = given.kind, given.proposed_wording, given.justification
    part.edited_by_id, part.edited_at = actor.id, now


def _touch(session: Session, part: PositionPart) -> None:
    part.edit_count += 1
    part.position.edit_count += 1
    session.flush()


def _refuse_changed(part: PositionPart, edit_count: int) -> None:
    if part.edit_count != edit_count:
        raise ChangedMeanwhile


def _refuse_other_signer(signature: Signature, membership: Membership, actor: Actor) -> None:
    if membership.organisation_id != signature.organisation_id or not can_speak(actor, membership):
        raise NoMandate
