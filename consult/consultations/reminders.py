"""Reminders of what the office owes by a day: mails to those who prepared and published, some days before."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.accounts.queries import list_people
from consult.consultations.law import Ground, terms_of
from consult.consultations.models import ConsultationVersion
from consult.consultations.rules.stages import opening_moment
from consult.jobs import queue
from consult.mail import outbox
from consult.procedures.loading import load_catalogue
from consult.procedures.rules.plan import Plan
from consult.texts.calendar_words import WARSAW, format_day

REMIND = "consultations.remind"
"""The kind of the job that reminds of one day."""
MESSAGE = "consultations/mail/day_near"
MORNING = timedelta(hours=8)
LATE = 3
"""So many days late a reminder still makes sense; the next one comes in time."""


def put_reminders(
    session: Session, version: ConsultationVersion, ground: Ground, calendar: Plan, *, now: datetime
) -> None:
    """Leave the reminders of a version that is published; those that would be over already are left out."""
    for term in terms_of(ground, calendar):
        for ahead in term.days_ahead:
            due_at = opening_moment(term.day - timedelta(days=ahead)) + MORNING
            payload = {"version_id": str(version.id), "event": term.event, "day": term.day.isoformat(), "ahead": ahead}
            if due_at > now:
                queue.put(session, REMIND, payload, due_at=due_at)


def remind(session: Session, payload: Mapping[str, Any], *, base_url: str, now: datetime) -> None:
    """Write to the officials of a version; where another is in force, that one has reminders of its own."""
    version = session.get(ConsultationVersion, UUID(payload["version_id"]))
    day, ahead = date.fromisoformat(payload["day"]), payload["ahead"]
    left = (day - now.astimezone(WARSAW).date()).days
    if version is None or version.consultation.published_number != version.number or not ahead - LATE <= left <= ahead:
        return
    for person in _officials_of(session, version):
        _put(session, version, person, payload["event"], day, left, base_url, now)


def _officials_of(session: Session, version: ConsultationVersion) -> list[Account]:
    """Find those who prepared and published it, and still work in its office; where none does, all of the office."""
    people = [one for one in list_people(session, version.consultation.authority_id) if not one.is_disabled]
    took_part = {*version.author_ids, str(version.sent_by_id), str(version.published_by_id)}
    return [one for one in people if str(one.id) in took_part] or people


def _put(
    session: Session,
    version: ConsultationVersion,
    person: Account,
    event: str,
    day: date,
    left: int,
    base_url: str,
    now: datetime,
) -> None:
    consultation = version.consultation
    names = load_catalogue().vocabulary.groups["events"][event]
    outbox.put(
        session,
        to=person.email,
        message=MESSAGE,
        values={
            "title": version.title.get(person.language) or version.title["pl"],
            "what": getattr(names, person.language),
            "day": format_day(day, person.language),
            "left": left,
            "url": f"{base_url}/urzad/k/{consultation.slug}",
        },
        language=person.language,
        authority_id=consultation.authority_id,
        now=now,
    )
