"""What the pages of a consultation show, made ready for their templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from consult.authorities.rules import phone_link
from consult.consultations.models import Consultation, ConsultationDocument, ConsultationVersion
from consult.consultations.public_calendar import Deadline, PublicCalendar
from consult.consultations.rules.stages import SOON, closing_moment, days_left, opening_moment
from consult.files.rules import size_words
from consult.markup import in_language
from consult.orm import Texts
from consult.texts.calendar_words import format_day, format_moment, last_day_words
from consult.web.locale import language


@dataclass(frozen=True)
class Plate:
    """Days left, like the number on a house."""

    days: str
    unit: str
    kind: str
    prefix: str


@dataclass(frozen=True)
class Event:
    """One point of the timeline; state is `done`, `now` or empty."""

    when: str
    what: str
    why: str
    state: str


@dataclass(frozen=True)
class Person:
    """Whom people can ask."""

    name: str
    initials: str
    role: str
    phone: str
    phone_href: str
    email: str


@dataclass(frozen=True)
class Download:
    """A document with its format and size in words."""

    url: str
    name: str
    detail: str
    lang: str | None


def plate_of(opens_at: datetime, closes_at: datetime, now: datetime) -> Plate:
    """Make the plate: days until the end, until the beginning, or the word that it is over."""
    if now < opens_at:
        days = days_left(now, opens_at) + 1
        return Plate(str(days), ngettext("day to wait", "days to wait", days), "rest", _("Until it opens:"))
    if now >= closes_at:
        return Plate(_("over"), "", "rest", "")
    days = days_left(now, closes_at)
    if days == 0:
        return Plate(_("today"), _("until 23:59"), "soon", _("Until the end:"))
    kind = "soon" if days <= SOON else ""
    return Plate(str(days), ngettext("day left", "days left", days), kind, _("Until the end:"))


def timeline_of(
    version: ConsultationVersion, first_published_at: datetime | None, now: datetime, shown: PublicCalendar | None
) -> list[Event]:
    """Tell what was, is and comes, and which law says when."""
    events: list[tuple[datetime, Event]] = []
    if first_published_at is not None:
        why = shown.why_it_is_announced() if shown else ""
        announced = Event(format_moment(first_published_at, language()), _("Announced"), why, "done")
        events.append((first_published_at, announced))
    if version.opens_on is None or version.last_day is None:
        return [event for _moment, event in events]
    opens_at, closes_at = opening_moment(version.opens_on), closing_moment(version.last_day)
    begins = format_day(version.opens_on, language())
    events.append((opens_at, Event(begins, _("Beginning"), "", "done" if now >= opens_at else "")))
    if opens_at <= now < closes_at:
        events.append((now, Event(_("today"), _("Everybody can take part"), "", "now")))
    why = shown.why_it_ends() if shown else ""
    over = "done" if now >= closes_at else ""
    events.append((closes_at, Event(last_day_words(closes_at, language()), _("End"), why, over)))
    if over:
        events.append((now, Event(_("now"), _("The office considers what people said"), "", "now")))
    events += [_deadline(one, now) for one in (shown.deadlines() if shown else ())]
    return [event for _moment, event in sorted(events, key=lambda told: told[0])]


def _deadline(one: Deadline, now: datetime) -> tuple[datetime, Event]:
    """Tell a further day; the latest day for something says nothing of whether it was done."""
    moment = closing_moment(one.day)
    day = format_day(one.day, language())
    if one.is_limit:
        return moment, Event(_("by %(day)s", day=day), one.what, one.why, "")
    return opening_moment(one.day), Event(day, one.what, one.why, "done" if now >= moment else "")


def person_of(version: ConsultationVersion) -> Person:
    """Make the person to ask, with initials and a number to call."""
    initials = "".join(word[0] for word in version.contact_name.split()[:2]).upper()
    phone_href = phone_link(version.contact_phone)
    phone = version.contact_phone if phone_href else ""
    return Person(version.contact_name, initials, _said(version.contact_role), phone, phone_href, version.contact_email)


def downloads_of(consultation: Consultation, documents: Sequence[ConsultationDocument]) -> list[Download]:
    """List the documents, each with its address."""
    return [
        Download(
            url_for("consultations.document", consultation=consultation.slug, document=document.id),
            document.title.get(language()) or document.title.get("pl", ""),
            f"{_format_of(document)}, {size_words(document.stored_file.size, language())}",
            None if language() in document.title else "pl",
        )
        for document in documents
    ]


def _said(texts: Texts) -> str:
    """Give a text in the reader's language, else in Polish and marked so."""
    own = texts.get(language())
    return own if own is not None else in_language(texts.get("pl", ""), "pl")


def _format_of(document: ConsultationDocument) -> str:
    return document.stored_file.original_name.rpartition(".")[2].upper()
