"""Meetings as a consultation shows them, and what became of a registration."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.meetings import pages, queries
from consult.meetings.access import has_public_protocol, is_public
from consult.meetings.models import Meeting
from consult.meetings.rules.vocabulary import CANCELLED
from consult.participation.rules.receipts import receipt_hash


class Meetings:
    """The instrument."""

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """List the published meetings: first those that come, then those that are over."""
        now = clock.now()
        found = queries.list_meetings(session, consultation.id, is_public())
        ordered = [one for one in found if now < one.ends_at] + [one for one in found if now >= one.ends_at]
        return [_card(session, one, consultation) for one in ordered]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead to the list, where one is prepared, too."""
        return DeskLink(url_for("meetings_manage.meetings", consultation=consultation.slug), _("Meetings"))

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Tell whether somebody has a place."""
        kept = queries.find_by_receipt(session, receipt_hash(receipt))
        if kept is None or not kept.meeting.is_public:
            return None
        meeting = kept.meeting
        now = clock.now()
        values = {
            "registration": kept,
            "meeting": meeting,
            "when": pages.when(meeting),
            "code": receipt,
            "picture": pages.qr_of(meeting, receipt),
            "can_cancel": kept.state != CANCELLED and meeting.called_off_at is None and now < meeting.begins_at,
        }
        title, lead = pages.registered_title(kept), pages.registered_lead(session, kept)
        return Sent(title, lead, meeting.consultation, "meetings/_sent.html", values)


def _card(session: Session, meeting: Meeting, consultation: Consultation) -> Card:
    now = clock.now()
    is_over = now >= meeting.ends_at
    has_protocol = is_over and has_public_protocol(queries.find_protocol(session, meeting.id))
    free = pages.free_of(session, meeting) if meeting.takes_now(now) else None
    if meeting.called_off_at is not None:
        text = _("This meeting is called off; the page says why.")
    elif has_protocol:
        text = _("Read what was said, found, agreed and disputed.")
    elif is_over:
        text = _("It is over. Its page tells what came of it.")
    elif meeting.takes_registrations:
        text = _("Register: you need no account.")
    else:
        text = _("Just come: you need not register.")
    where = meeting.place or _("online")
    meta = [("clock", pages.when(meeting)), ("info", where), *([("people", free.words)] if free else [])]
    return Card(
        title={code: f"{pages.kind_of(meeting)}: {words}" for code, words in meeting.title.items()},
        url=url_for(
            "meetings.protocol" if has_protocol else "meetings.meeting",
            consultation=consultation.slug,
            number=meeting.number,
        ),
        text=text,
        meta=meta,
        is_outcome=has_protocol or meeting.ideas_published_at is not None,
        event=pages.event_of(meeting),
    )
