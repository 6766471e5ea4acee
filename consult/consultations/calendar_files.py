"""The calendar file of a published consultation."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _

from consult.clock import WARSAW
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.public_calendar import PublicCalendar
from consult.consultations.rules.icalendar import Event, calendar_file, whole_day
from consult.consultations.rules.stages import SOON, closing_moment, opening_moment
from consult.orm import Texts
from consult.web.locale import language


def file_of(
    consultation: Consultation,
    version: ConsultationVersion,
    shown: PublicCalendar | None,
    published_at: datetime,
    happenings: Sequence[Event] = (),
) -> bytes:
    """Write the file in the reader's language; an event keeps its UID from version to version.

    `happenings` are those of the instruments, such as meetings that are announced with their hour.
    """
    title = _said(version.title)
    announced = {one.begins.astimezone(WARSAW).date() for one in happenings if isinstance(one.begins, datetime)}
    return calendar_file(
        title,
        [*_events(consultation, version, shown, title, announced), *happenings],
        stamp=published_at,
        sequence=version.number,
        language=language(),
    )


def _events(
    consultation: Consultation,
    version: ConsultationVersion,
    shown: PublicCalendar | None,
    title: str,
    announced: Collection[date],
) -> list[Event]:
    """List the days; a meeting that is announced with its hour stands for the planned one of the same day."""
    page = url_for("consultations.consultation", consultation=consultation.slug, _external=True)

    def uid(key: str) -> str:
        return f"{key}.{consultation.id}@consult"

    found = []
    if version.opens_on and version.last_day:
        summary = _("It begins: %(title)s", title=title)
        found.append(Event(uid("opens"), summary, *whole_day(version.opens_on), url=page))
        summary = _("Last day, until 23.59: %(title)s", title=title)
        why = shown.why_it_ends() if shown else ""
        day = (opening_moment(version.last_day), closing_moment(version.last_day))
        found.append(Event(uid("closes"), summary, *day, description=why, url=page, days_ahead=(SOON,)))
    for one in shown.deadlines() if shown else ():
        if one.key.startswith("meeting-") and one.day in announced:
            continue
        words = _("%(what)s at the latest: %(title)s") if one.is_limit else "%(what)s: %(title)s"
        summary = words % {"what": one.what, "title": title}
        begins, ends = whole_day(one.day)
        found.append(Event(uid(one.key), summary, begins, ends, one.why, page, one.days_ahead))
    return found


def _said(texts: Texts) -> str:
    return texts.get(language()) or texts.get("pl", "")
