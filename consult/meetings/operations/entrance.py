"""What happens at the door: check in, undo it, add whoever came without registering."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.meetings.models import Meeting, Registration
from consult.meetings.operations.places import by_surname, next_number
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE
from consult.texts.calendar_words import WARSAW
from consult.texts.folding import fold


def check_in(session: Session, registration: Registration, *, now: datetime) -> bool:
    """Note that somebody came, from the waiting list too: who stands at the door decides; tell whether it is new."""
    if registration.checked_in_at is not None or registration.state == CANCELLED:
        return False
    registration.state = HAS_PLACE
    registration.checked_in_at = now
    session.flush()
    return True


def undo(session: Session, registration: Registration) -> None:
    """Take back that somebody came; whoever had not registered goes off the list."""
    if registration.is_walk_in:
        session.delete(registration)
    else:
        registration.checked_in_at = None
    session.flush()


def walk_in(session: Session, meeting: Meeting, group: str, name: str = "", *, now: datetime) -> Registration:
    """Add somebody who came without registering, with a name or only counted. The meeting must be held."""
    name = name if meeting.asks_name else ""
    kept = Registration(
        meeting=meeting,
        number=next_number(session, meeting),
        group=group,
        state=HAS_PLACE,
        name=name,
        folded=fold(name),
        sort_key=by_surname(name),
        notice_number=meeting.consultation.published_number or 0,
        registered_on=now.astimezone(WARSAW).date(),
        is_walk_in=True,
        checked_in_at=now,
    )
    session.add(kept)
    session.flush()
    return kept


def take_off(session: Session, meeting: Meeting, group: str) -> None:
    """Take the last of those off who were only counted; with none, nothing happens. The meeting must be held."""
    last = session.scalar(
        select(Registration)
        .where(
            Registration.meeting_id == meeting.id,
            Registration.group == group,
            Registration.is_walk_in,
            Registration.name == "",
        )
        .order_by(Registration.number.desc())
        .limit(1)
    )
    if last is not None:
        session.delete(last)
        session.flush()
