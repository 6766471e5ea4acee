"""What senders do: send a remark, correct it, withdraw it. A receipt code is all they need."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.comparing.carrying import carry_one
from consult.drafts.models import Draft, DraftUnit, DraftVersion, Remark, RemarkCorrection
from consult.drafts.queries import find_by_receipt
from consult.drafts.rules.decisions import State
from consult.drafts.rules.units import WHOLE
from consult.organisations import operations as organisations
from consult.organisations.access import can_speak, is_verified_for
from consult.organisations.models import Membership
from consult.participation.rules.intake import Intake, intake
from consult.texts.calendar_words import WARSAW
from consult.texts.folding import fold
from consult.texts.personal_data import find, has_any


class NotOpen(Exception):
    """The consultation does not take remarks now; `taken` says why."""

    def __init__(self, taken: Intake) -> None:
        super().__init__(taken)
        self.taken = taken


class OtherWords(Exception):
    """The same form was sent before with other words: this is a correction, or another remark."""


class NoMandate(Exception):
    """The actor may not speak for this organisation."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a sender wrote."""

    kind: str
    proposed_wording: str
    justification: str
    name: str = ""
    is_name_public: bool = False
    contact: str = ""
    language: str = "pl"


@dataclass(frozen=True)
class Place:
    """What a remark is about: a unit of a published version, or (without one) the whole."""

    version: DraftVersion
    unit: DraftUnit | None

    @property
    def key(self) -> str:
        """Name it in addresses."""
        return self.unit.key if self.unit else WHOLE

    @property
    def wording(self) -> str:
        """Give what it says now."""
        return self.unit.text if self.unit else ""


@dataclass(frozen=True)
class Sending:
    """How a remark came: the hash of its receipt, and when its form was issued."""

    receipt_hash: str
    issued_at: datetime


def submit_remark(
    session: Session,
    consultation: Consultation,
    place: Place,
    given: Given,
    sending: Sending,
    *,
    membership: Membership | None = None,
    actor: Actor,
    now: datetime,
) -> Remark:
    """Take a remark; the same form sent again gives the remark that is there.

    The consultation must be held: so no remark comes after a close that was read before it, and no two get
    the same number. Raises `NotOpen`, `OtherWords`, `NoMandate`.
    """
    known = find_by_receipt(session, sending.receipt_hash)
    if known is not None:
        if not _says(known, place, given):
            raise OtherWords
        return known
    draft = place.version.draft
    _refuse_answered(session, draft)
    late_at = _refuse_closed(consultation, sending, now)
    asked = _asked_for(draft, given, is_person=membership is None)
    remark = new_remark(consultation, place, asked, sending.receipt_hash, now.astimezone(WARSAW).date())
    remark.late_at = late_at
    remark.is_late = late_at is not None
    remark.number = next_number(session, Remark.number, consultation.id)
    if membership is None:
        remark.person_number = next_number(session, Remark.person_number, consultation.id)
    else:
        _speak_for(session, remark, membership, consultation, actor, now)
    session.add(remark)
    session.flush()
    carry_one(session, draft, remark, place.version.number)
    return remark


def correct_remark(
    session: Session, consultation: Consultation, remark: Remark, given: Given, *, edit_count: int, now: datetime
) -> None:
    """Put other words in the place of a remark's; what it said before is kept. Until the close only.

    A decision that was written already answers the old words, so it is to be written again. Raises `NotOpen`,
    `OtherWords` where it was changed meanwhile.
    """
    _refuse_ended(consultation, remark, now)
    if remark.edit_count != edit_count:
        raise OtherWords
    rewrite(remark, given, at=now)
    session.flush()


def withdraw_remark(session: Session, consultation: Consultation, remark: Remark, *, now: datetime) -> None:
    """Take a remark back; its number stays, its words are no longer shown. Raises `NotOpen`."""
    if remark.state == State.WITHDRAWN:
        return
    _refuse_ended(consultation, remark, now)
    remark.state = State.WITHDRAWN
    remark.edit_count += 1
    session.flush()


def _refuse_closed(consultation: Consultation, sending: Sending, now: datetime) -> datetime | None:
    """Refuse what comes outside the time; give the moment where it came within the grace."""
    if consultation.opens_at is None or consultation.closes_at is None:
        raise NotOpen(Intake.TOO_EARLY)
    taken = intake(now, issued_at=sending.issued_at, opens_at=consultation.opens_at, closes_at=consultation.closes_at)
    if taken not in {Intake.IN_TIME, Intake.LATE}:
        raise NotOpen(taken)
    return now if taken is Intake.LATE else None


def _refuse_answered(session: Session, draft: Draft) -> None:
    """Refuse what would never be answered: who waited for the publication of the decisions reads it anew."""
    if session.scalar(select(Draft.decisions_published_at).where(Draft.id == draft.id)) is not None:
        raise NotOpen(Intake.TOO_LATE)


def _refuse_ended(consultation: Consultation, remark: Remark, now: datetime) -> None:
    if not consultation.is_open(now) or remark.state in {State.WITHDRAWN, State.PUBLISHED}:
        raise NotOpen(Intake.TOO_LATE)


def _asked_for(draft: Draft, given: Given, *, is_person: bool) -> Given:
    """Leave out what the draft does not ask for, whatever was sent."""
    has_name = draft.asks_name and is_person
    return replace(
        given,
        name=given.name if has_name else "",
        is_name_public=has_name and bool(given.name) and given.is_name_public,
        contact=given.contact if draft.asks_contact else "",
    )


def new_remark(consultation: Consultation, place: Place, given: Given, receipt_hash: str, received_on: date) -> Remark:
    """Make a remark that says this of that place; its numbers and its sender are still to be set."""
    remark = Remark(
        consultation_id=consultation.id,
        draft=place.version.draft,
        receipt_hash=receipt_hash,
        name=given.name,
        is_name_public=given.is_name_public,
        contact=given.contact,
        language=given.language,
        notice_number=consultation.published_number or 0,
        received_on=received_on,
        state=State.SUBMITTED,
        edit_count=0,
    )
    put_in(remark, place)
    write(remark, given)
    return remark


def put_in(remark: Remark, place: Place) -> None:
    """Let the remark be about this place, with the words that stand there."""
    remark.version = place.version
    remark.unit_id = place.unit.id if place.unit else None
    remark.unit_key = place.key
    remark.unit_label = place.unit.label if place.unit else ""
    remark.unit_position = place.unit.position if place.unit else 0
    remark.current_wording = place.wording


def rewrite(remark: Remark, given: Given, *, at: datetime) -> None:
    """Put other words in the place of a remark's, and keep the earlier ones.

    A decision that was written answers the old words, and what was taken out of them is to be chosen anew.
    """
    remark.corrections.append(
        RemarkCorrection(
            number=len(remark.corrections) + 1,
            kind=remark.kind,
            proposed_wording=remark.proposed_wording,
            justification=remark.justification,
            corrected_on=at.astimezone(WARSAW).date(),
        )
    )
    was_held = remark.is_held or remark.is_redacted
    write(remark, given)
    remark.is_held = was_held or remark.is_held  # once held, a person looks at what it says now
    remark.edit_count += 1
    remark.state = state_to_do(remark)
    if remark.decision is not None:
        remark.decision.approved_at = remark.decision.approved_by_id = None
        remark.decision.agreed_at = remark.decision.agreed_by_id = None


def state_to_do(remark: Remark) -> State:
    """Tell in which state a remark waits for its decision."""
    if remark.assignee_id is not None or remark.department_id is not None:
        return State.ASSIGNED
    return State.SUBMITTED if remark.letter_id is None else State.REGISTERED


def write(remark: Remark, given: Given) -> None:
    """Put what a sender wrote into the remark, and hold it where something looks like personal data."""
    remark.kind = given.kind
    remark.redaction = None
    remark.public_wording = remark.public_justification = remark.public_folded = None
    remark.proposed_wording = given.proposed_wording
    remark.justification = given.justification
    remark.folded = fold(f"{given.proposed_wording} {given.justification}")
    remark.is_held = _looks_personal(remark)
    remark.held_checked_at = remark.held_checked_by_id = None


def _looks_personal(remark: Remark) -> bool:
    """Tell whether something that everybody would read looks like personal data; the draft's own words do not."""
    added = _suspects(remark.proposed_wording) - _suspects(remark.current_wording)
    return bool(added) or has_any(remark.justification, remark.name if remark.is_name_public else "")


def _suspects(text: str) -> set[str]:
    return {text[place.start : place.end] for place in find(text)}


def _says(remark: Remark, place: Place, given: Given) -> bool:
    """Tell whether a remark, as it was first sent, says just this."""
    first = remark.corrections[0] if remark.corrections else remark
    said = (remark.unit_id, first.kind, first.proposed_wording, first.justification)
    return said == (place.unit.id if place.unit else None, given.kind, given.proposed_wording, given.justification)


def next_number(session: Session, column: InstrumentedAttribute[Any], consultation_id: UUID) -> int:
    """Give the next free number in a consultation that is held."""
    last: int | None = session.scalar(select(func.max(column)).where(column.class_.consultation_id == consultation_id))
    return (last or 0) + 1


def _speak_for(
    session: Session,
    remark: Remark,
    membership: Membership,
    consultation: Consultation,
    actor: Actor,
    now: datetime,
) -> None:
    """Let the remark be an organisation's; one that this authority has not verified is put before it."""
    if not can_speak(actor, membership):
        raise NoMandate
    organisation = membership.organisation
    remark.organisation = organisation
    remark.sender_kind = organisation.kind
    remark.sent_by_id = actor.id
    if not is_verified_for(organisation, consultation.authority_id):
        organisations.ask_for_verification(session, organisation, consultation.authority_id, actor=actor, now=now)
