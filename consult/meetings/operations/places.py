"""What those who come do: register, cancel; and who moves up then. A receipt code is all they need."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.meetings.models import Meeting, Registration
from consult.meetings.operations import letters
from consult.meetings.queries import count_taken, find_by_receipt
from consult.meetings.rules.places import moving_up
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE, WAITS
from consult.texts.calendar_words import WARSAW
from consult.texts.folding import fold, sort_key


class NotOpen(Exception):
    """Nobody can register for this meeting now, or cancel."""


class OtherPerson(Exception):
    """The same form was sent before for somebody else: this is another registration."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody says who wants to come."""

    group: str
    name: str = ""
    email: str = ""
    needs: str = ""
    language: str = "pl"


def register(
    session: Session, meeting: Meeting, asked: Asked, *, receipt_hash: str, code: str, base_url: str, now: datetime
) -> Registration:
    """Give a place in the hall, or one on the waiting list; the same form sent again gives what is there.

    The meeting must be held, so that no place is given twice. `code` goes into the mail and is not kept.
    Raises `NotOpen`, `OtherPerson`.
    """
    known = find_by_receipt(session, receipt_hash)
    if known is not None:
        if known.meeting_id != meeting.id or (known.state != CANCELLED and not _says(known, asked)):
            raise OtherPerson
        return known
    if not meeting.takes_now(now) or asked.group not in meeting.groups:
        raise NotOpen
    has_place = meeting.hall.has_place(count_taken(session, meeting.id), asked.group)
    name = asked.name if meeting.asks_name else ""
    kept = Registration(
        meeting=meeting,
        number=next_number(session, meeting),
        receipt_hash=receipt_hash,
        group=asked.group,
        state=HAS_PLACE if has_place else WAITS,
        name=name,
        folded=fold(name),
        sort_key=by_surname(name),
        email=asked.email,
        needs=asked.needs,
        language=asked.language,
        notice_number=meeting.consultation.published_number or 0,
        registered_on=now.astimezone(WARSAW).date(),
        told_number=max((one.number for one in meeting.changes), default=0),
    )
    session.add(kept)
    session.flush()
    if kept.email:
        letters.confirm(session, kept, code, base_url=base_url, now=now)
    return kept


def cancel(session: Session, meeting: Meeting, registration: Registration, *, base_url: str, now: datetime) -> None:
    """Give a place back, at once without the person's data; whoever waits longest and fits in gets it.

    The meeting must be held. Cancelled twice, nothing happens. Raises `NotOpen`.
    """
    if registration.state == CANCELLED:
        return
    if now >= meeting.begins_at or registration.checked_in_at is not None:
        raise NotOpen
    registration.state = CANCELLED
    erase(registration)
    session.flush()
    move_up(session, meeting, base_url=base_url, now=now)


def move_up(session: Session, meeting: Meeting, *, base_url: str, now: datetime) -> int:
    """Give the free places to those who wait, and write to them; give how many. The meeting must be held."""
    if not meeting.takes_now(now):
        return 0
    session.flush()
    waiting = session.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.state == WAITS)
        .order_by(Registration.number)
        .with_for_update(of=Registration)
    ).all()
    chosen = set(
        moving_up(meeting.hall, count_taken(session, meeting.id), [(one.number, one.group) for one in waiting])
    )
    for one in waiting:
        if one.number in chosen:
            one.state = HAS_PLACE
            if one.email:
                letters.moved_up(session, one, base_url=base_url, now=now)
    session.flush()
    return len(chosen)


def erase(registration: Registration) -> None:
    """Take away what tells who it is; the group stays, to be counted."""
    registration.name = registration.folded = registration.sort_key = ""
    registration.email = registration.needs = ""


def by_surname(name: str) -> str:
    """Make the key under which a person stands on a list: the last word of the name first."""
    first, _, last = name.rpartition(" ")
    return sort_key(f"{last} {first}")


def next_number(session: Session, meeting: Meeting) -> int:
    """Give the next number on the list of a meeting."""
    last = session.scalar(select(func.max(Registration.number)).where(Registration.meeting_id == meeting.id))
    return (last or 0) + 1


def _says(known: Registration, asked: Asked) -> bool:
    """Tell whether a registration is of the same person, as the form was first sent."""
    name = asked.name if known.meeting.asks_name else ""
    return (known.group, known.name, known.email) == (asked.group, name, asked.email)
