"""The window of the law: whether a meeting may be held on a day, and whether people hear of it in time."""

from dataclasses import replace
from datetime import date, datetime

from flask_babel import ngettext
from sqlalchemy.orm import Session

from consult.consultations import calendars
from consult.consultations import queries as consultations
from consult.consultations.calendar_pages import Telling
from consult.consultations.law import calendar_of
from consult.consultations.models import Consultation
from consult.meetings.rules.vocabulary import FORMS
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import MEETING, Meeting
from consult.texts.calendar_words import WARSAW

NOTICE = 7
"""Fewer days than these before a meeting, hardly anybody can plan to come."""


def warnings_of(
    session: Session,
    consultation: Consultation,
    kind: str,
    held_on: date,
    now: datetime,
    *,
    announced_at: datetime | None,
) -> list[str]:
    """Tell which rules a meeting on this day would break, and that it is announced late; nothing where all is well."""
    found = _unlawful(session, consultation, kind, held_on, now)
    days = (held_on - (announced_at or now).astimezone(WARSAW).date()).days
    if announced_at is None and 0 <= days < NOTICE:
        found.append(
            ngettext(
                "People would hear of it %(num)d day before at most: hardly anybody can plan so quickly.",
                "People would hear of it %(num)d days before at most: hardly anybody can plan so quickly.",
                days,
            )
        )
    return found


def _unlawful(session: Session, consultation: Consultation, kind: str, held_on: date, now: datetime) -> list[str]:
    """Name the broken rules on meetings, as the calendar of the consultation tells them."""
    version = consultations.find_preparing(session, consultation.id) or consultations.find_in_force(
        session, consultation
    )
    if version is None or version.opens_on is None:
        return []
    ground = calendars.ground_of(session, version, now)
    if not ground.keys:
        return []
    dates = replace(calendars.dates_of(version, version.opens_on), meetings=(Meeting(FORMS[kind], held_on),))
    try:
        plan = calendar_of(ground, dates)
    except NoSuchProcedure:
        return []
    telling = Telling(ground, plan)
    broken = [telling.broken(one) for one in plan.broken if telling.event_of(one) == MEETING]
    return list(dict.fromkeys(f"{one.rule}. {one.mistake} ({one.where})" for one in broken))
