"""What a clerk does: enter a letter, take remarks out of it, mend both, read them again beside the scan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.consultations.models import Consultation
from consult.drafts.models import Draft, Remark
from consult.drafts.operations.record import record_remark, with_author
from consult.drafts.operations.remarks import Given, Place, new_remark, next_number, put_in, rewrite
from consult.drafts.queries import find_by_receipt
from consult.drafts.register.access import can_check
from consult.drafts.register.models import Letter
from consult.drafts.rules.channels import Channel, Checking, SenderKind, is_late, is_to_be_checked, last_day_of
from consult.drafts.rules.decisions import State
from consult.files.models import StoredFile
from consult.organisations.models import Organisation


class NotTaken(Exception):
    """The draft takes no letters: it is not public yet, or its decisions are."""


class ChangedMeanwhile(Exception):
    """The letter was changed after the page was opened."""


class NotYours(Exception):
    """Another person must read again what one has typed."""


class SentBefore(Exception):
    """The same form was sent before with other words: this is another one, or a correction."""


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What stands at the head of a letter, and on its envelope."""

    channel: str
    received_on: date
    posted_on: date | None = None
    sign: str = ""
    sender_kind: str = SenderKind.PERSON
    organisation: Organisation | None = None
    name: str = ""
    is_name_public: bool = False
    contact: str = ""
    language: str = "pl"
    scan: StoredFile | None = None


def enter_letter(  # one for each thing that makes a letter
    session: Session,
    consultation: Consultation,
    draft: Draft,
    arrived: Arrived,
    *,
    request_key: str,
    receipt: Callable[[UUID], str],
    actor: Actor,
    now: datetime,
) -> Letter:
    """Enter a letter; the same form sent again gives the letter that is there. The consultation must be held."""
    known = session.scalar(select(Letter).where(Letter.request_key == request_key))
    if known is not None:
        if (known.channel, known.received_on, known.name) != (arrived.channel, arrived.received_on, arrived.name):
            raise SentBefore
        return known
    _refuse_unready(draft)
    letter_id = uuid4()
    letter = Letter(
        id=letter_id,
        consultation_id=consultation.id,
        draft_id=draft.id,
        number=next_number(session, Letter.number, consultation.id),
        request_key=request_key,
        receipt_hash=receipt(letter_id),
        entered_by_id=actor.id,
        entered_at=now,
        author_ids=with_author((), actor),
        is_to_check=is_to_be_checked(Checking(draft.letters_checked), letter_id.int),
        edit_count=0,
    )
    _put(session, letter, arrived, consultation, draft)
    session.add(letter)
    session.flush()
    _record(session, "entered", letter, consultation, actor, now)
    return letter


def correct_letter(
    session: Session,
    consultation: Consultation,
    draft: Draft,
    letter: Letter,
    arrived: Arrived,
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Mend the head of a letter; its remarks say the same."""
    _refuse_changed(letter, edit_count)
    _refuse_unready(draft)
    _put(session, letter, arrived, consultation, draft)
    for remark in list_remarks(session, letter.id):
        _repeat(letter, remark)
        remark.edit_count += 1
    _touch(letter, actor)
    session.flush()
    _record(session, "corrected", letter, consultation, actor, now)


def add_remark(
    session: Session,
    consultation: Consultation,
    letter: Letter,
    place: Place,
    given: Given,
    *,
    request_key: str,
    actor: Actor,
    now: datetime,
) -> Remark:
    """Take one remark out of a letter; the same form sent again gives the remark that is there."""
    name = sha256(f"letter {request_key}".encode()).hexdigest()
    known = find_by_receipt(session, name)
    if known is not None:
        said = known.unit_key, known.kind, known.proposed_wording, known.justification
        if said != (place.key, given.kind, given.proposed_wording, given.justification):
            raise SentBefore
        return known
    _refuse_unready(place.version.draft)
    remark = new_remark(consultation, place, given, name, letter.received_on)
    remark.letter_id = letter.id
    remark.number = next_number(session, Remark.number, consultation.id)
    remark.state = State.REGISTERED
    _repeat(letter, remark)
    session.add(remark)
    _touch(letter, actor)
    session.flush()
    record_remark(session, "entered", remark, actor=actor, now=now, details={"letter": letter.number})
    return remark


def correct_entered(
    session: Session,
    letter: Letter,
    remark: Remark,
    place: Place,
    given: Given,
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Mend what was typed of a remark; what stood there before is kept."""
    _refuse_settled(remark, edit_count)
    put_in(remark, place)
    rewrite(remark, given, at=now)
    _touch(letter, actor)
    session.flush()
    record_remark(session, "corrected", remark, actor=actor, now=now, details={"letter": letter.number})


def withdraw_entered(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Note that the sender has written to take the remark back; its number stays."""
    _refuse_settled(remark, edit_count)
    remark.state = State.WITHDRAWN
    remark.edit_count += 1
    session.flush()
    record_remark(session, "withdrawn_by_sender", remark, actor=actor, now=now)


def check_letter(
    session: Session, consultation: Consultation, letter: Letter, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Say that what was typed is what the letter says."""
    _refuse_changed(letter, edit_count)
    if not can_check(actor, letter, consultation):
        raise NotYours
    letter.checked_at, letter.checked_by_id = now, actor.id
    letter.edit_count += 1
    session.flush()
    _record(session, "checked", letter, consultation, actor, now)


def list_remarks(session: Session, letter_id: UUID) -> list[Remark]:
    """List the remarks of a letter, in the order in which they were typed."""
    return list(session.scalars(select(Remark).where(Remark.letter_id == letter_id).order_by(Remark.number)))


def _put(session: Session, letter: Letter, arrived: Arrived, consultation: Consultation, draft: Draft) -> None:
    """Write down how the letter came and who sent it; of a person, no name that the draft does not ask for."""
    is_person = arrived.organisation is None and arrived.sender_kind == SenderKind.PERSON
    has_name = arrived.organisation is None and (draft.asks_name or not is_person)
    letter.channel, letter.received_on, letter.sign = arrived.channel, arrived.received_on, arrived.sign
    letter.posted_on = arrived.posted_on
    closes = last_day_of(consultation.closes_at) if consultation.closes_at else None
    letter.is_late = is_late(Channel(arrived.channel), arrived.received_on, arrived.posted_on, closes)
    letter.organisation = arrived.organisation
    letter.sender_kind = arrived.organisation.kind if arrived.organisation else arrived.sender_kind
    letter.name = arrived.name if has_name else ""
    letter.is_name_public = bool(letter.name) and (not is_person or arrived.is_name_public)
    letter.contact, letter.language = arrived.contact, arrived.language
    letter.scan = arrived.scan or letter.scan
    if arrived.organisation is not None:
        letter.person_number = None
    elif letter.person_number is None:
        letter.person_number = next_number(session, Remark.person_number, consultation.id)


def _repeat(letter: Letter, remark: Remark) -> None:
    """Say of a remark what is known of its letter."""
    remark.channel, remark.sender_kind = letter.channel, letter.sender_kind
    remark.received_on, remark.posted_on, remark.is_late = letter.received_on, letter.posted_on, letter.is_late
    remark.organisation_id, remark.person_number = letter.organisation_id, letter.person_number
    has_name_out = remark.redaction is not None and bool(remark.redaction.places.get("name"))
    remark.name, remark.is_name_public = letter.name, letter.is_name_public and not has_name_out
    remark.contact, remark.language = letter.contact, letter.language


def _touch(letter: Letter, actor: Actor) -> None:
    """Note who typed; what was checked before is to be checked again."""
    letter.edit_count += 1
    letter.author_ids = with_author(letter.author_ids, actor)
    letter.checked_at = letter.checked_by_id = None


def _refuse_changed(letter: Letter, edit_count: int) -> None:
    if letter.edit_count != edit_count:
        raise ChangedMeanwhile


def _refuse_settled(remark: Remark, edit_count: int) -> None:
    if remark.edit_count != edit_count:
        raise ChangedMeanwhile
    if remark.state in {State.PUBLISHED, State.WITHDRAWN}:
        raise NotTaken


def _refuse_unready(draft: Draft) -> None:
    if draft.published_number is None or draft.decisions_published_at is not None:
        raise NotTaken


def _record(
    session: Session, action: str, letter: Letter, consultation: Consultation, actor: Actor, now: datetime
) -> None:
    log.record(
        session,
        action=f"letter.{action}",
        subject_kind="letter",
        subject_id=letter.id,
        actor_id=actor.id,
        authority_id=consultation.authority_id,
        now=now,
        details={"number": letter.number},
    )
