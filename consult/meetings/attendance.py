"""The list to sign at the door: kept apart from the protocol, and not for long."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from flask_babel import gettext as _

from consult.documents.tree import Block, Cell, Column, Document, Table, paragraph
from consult.meetings import pages
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations.erasing import KEPT
from consult.meetings.rules.vocabulary import WAITS
from consult.meetings.words import GROUP_WORDS
from consult.web.locale import language

EMPTY_LINES = 12
"""Room for those who come without registering."""


def document_of(meeting: Meeting, registered: Sequence[Registration], now: datetime) -> Document:
    """Set the list out."""
    authority = meeting.consultation.authority
    office = authority.official_name or authority.name
    return Document(
        title=_("Attendance list: %(title)s", title=pages.said(meeting.title)),
        language=language(),
        author=office,
        made_at=now,
        blocks=tuple(_blocks(meeting, registered)),
        footer=office,
    )


def _blocks(meeting: Meeting, registered: Sequence[Registration]) -> Iterator[Block]:
    where = ", ".join(part for part in (meeting.place, meeting.address) if part)
    yield paragraph(pages.when(meeting))
    if where:
        yield paragraph(where)
    yield paragraph(
        _(
            "This list is kept apart from the protocol and is not published. It is destroyed %(days)s days after the "
            "meeting. You may come in without signing.",
            days=KEPT.days,
        )
    )
    columns = (
        Column(_("No."), 1),
        Column(_("Name"), 6),
        Column(_("Group"), 5),
        Column(_("Signature"), 5),
    )
    rows = [_row(place, one) for place, one in enumerate(registered, start=1)]
    empty: list[tuple[Cell, ...]] = [
        ((paragraph(str(place)),), (paragraph(""),), (paragraph(""),), (paragraph(""),))
        for place in range(len(rows) + 1, len(rows) + 1 + EMPTY_LINES)
    ]
    yield Table(_("People who registered, with room for a signature"), columns, tuple(rows + empty))


def _row(place: int, one: Registration) -> tuple[Cell, ...]:
    name = one.name or _("Number %(number)s", number=one.number)
    if one.state == WAITS:
        name = _("%(name)s (waiting list)", name=name)
    return ((paragraph(str(place)),), (paragraph(name),), (paragraph(str(GROUP_WORDS[one.group])),), (paragraph(""),))
