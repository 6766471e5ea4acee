"""Mails to those who registered: that they have a place, that one got free, that it is tomorrow, that it changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.rules.stages import opening_moment
from consult.mail import outbox
from consult.meetings.models import Meeting, MeetingChange, Protocol, Registration
from consult.meetings.queries import list_to_remind
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE
from consult.texts.calendar_words import WARSAW, format_day, format_moment

AT_ONCE = 200


def confirm(session: Session, registration: Registration, code: str, *, base_url: str, now: datetime) -> None:
    """Confirm a registration; the mail carries the code, so it is erased when it is handed over."""
    cancel_url = f"{_page(registration.meeting, base_url)}/rezygnacja?kod={code}"
    values = {"code": code, "cancel_url": cancel_url, "has_place": registration.state == HAS_PLACE}
    _put(session, registration, "registered", values, base_url, now, is_secret=True)


def moved_up(session: Session, registration: Registration, *, base_url: str, now: datetime) -> None:
    """Tell somebody on the waiting list that a place got free."""
    _put(session, registration, "moved_up", {}, base_url, now)


def remind(session: Session, *, base_url: str, now: datetime) -> int:
    """Remind of meetings of tomorrow, some hundred people at once; give how many."""
    tomorrow = now.astimezone(WARSAW).date() + timedelta(days=1)
    ids = list_to_remind(session, opening_moment(tomorrow), opening_moment(tomorrow + timedelta(days=1)), AT_ONCE)
    found = session.scalars(select(Registration).where(Registration.id.in_(ids)).with_for_update(of=Registration)).all()
    for one in found:
        if not one.is_reminded:
            one.is_reminded = True
            _put(session, one, "tomorrow", {}, base_url, now)
    session.flush()
    return len(found)


def tell_changed(session: Session, meeting_id: UUID, number: int, *, base_url: str, now: datetime) -> int:
    """Tell some hundred of those who registered of a change; give how many, nothing when all are told."""
    change = session.scalar(
        select(MeetingChange).where(MeetingChange.meeting_id == meeting_id, MeetingChange.number == number)
    )
    if change is None:
        return 0
    found = session.scalars(
        select(Registration)
        .where(
            Registration.meeting_id == meeting_id,
            Registration.state != CANCELLED,
            Registration.email != "",
            Registration.told_number < number,
        )
        .order_by(Registration.number)
        .limit(AT_ONCE)
        .with_for_update(of=Registration)
    ).all()
    for one in found:
        one.told_number = number
        reason = change.reason.get(one.language) or change.reason.get("pl", "")
        _put(session, one, "changed" if change.names else "called_off", {"reason": reason}, base_url, now)
    session.flush()
    return len(found)


def ask_participants(
    session: Session, protocol_id: UUID, key_of: Callable[[Registration], str], *, base_url: str, now: datetime
) -> None:
    """Ask those who were there and left an address to look at the protocol; the mail carries their key."""
    protocol = session.get_one(Protocol, protocol_id)
    found = session.scalars(
        select(Registration)
        .where(
            Registration.meeting_id == protocol.meeting_id,
            Registration.checked_in_at.is_not(None),
            Registration.email != "",
        )
        .order_by(Registration.number)
    ).all()
    until = protocol.objections_until
    for one in found if until else ():
        url = f"{_page(one.meeting, base_url)}/protokol/zastrzezenia?klucz={key_of(one)}"
        values = {"objections_url": url, "until": format_day(until, one.language) if until else ""}
        _put(session, one, "protocol", values, base_url, now, is_secret=True)


def _page(meeting: Meeting, base_url: str) -> str:
    return f"{base_url}/k/{meeting.consultation.slug}/spotkania/{meeting.number}"


def _put(  # one for each thing that makes a mail
    session: Session,
    registration: Registration,
    message: str,
    values: dict[str, Any],
    base_url: str,
    now: datetime,
    *,
    is_secret: bool = False,
) -> None:
    meeting = registration.meeting
    language = registration.language
    shared = {
        "title": meeting.title.get(language) or meeting.title["pl"],
        "when": format_moment(meeting.begins_at, language),
        "where": ", ".join(part for part in (meeting.place, meeting.address) if part),
        "link": meeting.link,
        "url": _page(meeting, base_url),
    }
    outbox.put(
        session,
        to=registration.email,
        message=f"meetings/mail/{message}",
        values=shared | values,
        language=language,
        authority_id=meeting.consultation.authority_id,
        now=now,
        is_secret=is_secret,
    )
