"""What the pages of meetings show, made ready for their templates."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from consult.consultations.origins import Link
from consult.consultations.rules.icalendar import Event
from consult.documents.qr_codes import qr_code
from consult.files.rules import size_words
from consult.meetings import queries
from consult.meetings.models import Idea, Meeting, MeetingChange, MeetingFile, Registration, WorkshopTable
from consult.meetings.rules.vocabulary import CANCELLED, GROUPS, HAS_PLACE
from consult.meetings.words import COMES_AS_WORDS, FACILITY_WORDS, FACT_WORDS, GROUP_WORDS, KIND_WORDS, capital
from consult.orm import Texts
from consult.texts.calendar_words import WARSAW, format_day
from consult.web.locale import language


@dataclass(frozen=True)
class Download:
    """A file with its format and size in words."""

    url: str
    name: str
    detail: str
    lang: str | None


@dataclass(frozen=True)
class Changed:
    """A change of a meeting: what it was about, and why."""

    made_at: datetime
    what: str
    reason: Texts


@dataclass(frozen=True)
class Free:
    """How many places are left, in words; `is_full` where whoever registers waits."""

    words: str
    is_full: bool


def when(meeting: Meeting) -> str:
    """Say when it is, as people say it: weekday, day, and from which hour to which."""
    begins, ends = (moment.astimezone(WARSAW) for moment in (meeting.begins_at, meeting.ends_at))
    weekday = format_date(begins.date(), "EEEE", locale=language())
    return f"{weekday}, {format_day(begins.date(), language())}, {begins:%H:%M}–{ends:%H:%M}"  # noqa: RUF001


def kind_of(meeting: Meeting) -> str:
    """Name the kind of a meeting."""
    return capital(KIND_WORDS[meeting.kind])


def facilities_of(meeting: Meeting) -> list[str]:
    """Say what is accessible."""
    return [str(words) for key, words in FACILITY_WORDS.items() if key in meeting.facilities]


def invited(meeting: Meeting) -> list[str]:
    """Say who is invited."""
    return [str(GROUP_WORDS[group]) for group in meeting.groups]


def group_words(group: str) -> str:
    """Say as what one person came."""
    return capital(COMES_AS_WORDS[group])


def downloads_of(meeting: Meeting) -> list[tuple[MeetingFile, Download]]:
    """List the files, each with its address."""
    return [
        (
            one,
            Download(
                url_for(
                    "meetings.file",
                    consultation=meeting.consultation.slug,
                    number=meeting.number,
                    file_id=one.id,
                ),
                said(one.title),
                f"{one.stored_file.original_name.rpartition('.')[2].upper()}, "
                f"{size_words(one.stored_file.size, language())}",
                None if language() in one.title else "pl",
            ),
        )
        for one in meeting.files
    ]


def changes_of(meeting: Meeting) -> list[Changed]:
    """List the changes, the latest first."""
    return [Changed(one.made_at, _what(one), one.reason) for one in meeting.changes]


def _what(change: MeetingChange) -> str:
    if not change.names:
        return str(_("Called off"))
    names = dict.fromkeys(str(FACT_WORDS[name]) for name in change.names)
    return str(_("Changed: %(what)s", what=", ".join(names)))


def free_of(session: Session, meeting: Meeting) -> Free | None:
    """Say how many places are left; nothing where there is no limit."""
    if meeting.capacity is None:
        return None
    taken = queries.count_taken(session, meeting.id)
    left = {group: meeting.hall.left(taken, group) or 0 for group in meeting.groups}
    most = max(left.values(), default=0)
    if most:
        words = ngettext("%(num)d place left", "%(num)d places left", most)
        if not all(left.values()):
            groups = ", ".join(str(GROUP_WORDS[group]) for group, count in left.items() if count)
            words = str(
                _("%(places)s, kept for: %(groups)s; all others join the waiting list", places=words, groups=groups)
            )
        return Free(words, is_full=False)
    return Free(str(_("All places are taken; you can join the waiting list")), is_full=True)


def event_of(meeting: Meeting) -> Event:
    """Give a meeting to a calendar."""
    where = ", ".join(part for part in (meeting.place, meeting.address, meeting.link) if part)
    title = said(meeting.title)
    return Event(
        f"held-{meeting.number}.{meeting.consultation_id}@consult",
        str(_("Called off: %(title)s", title=title)) if meeting.called_off_at else title,
        meeting.begins_at,
        meeting.ends_at,
        description=where,
        url=url_for("meetings.meeting", consultation=meeting.consultation.slug, number=meeting.number, _external=True),
    )


def qr_of(meeting: Meeting, code: str) -> str:
    """Draw the code of a receipt for the door: it leads an official to the list, with this person on it."""
    address = url_for(
        "meetings_manage.door", consultation=meeting.consultation.slug, number=meeting.number, kod=code, _external=True
    )
    return picture_of(address)


def picture_of(address: str) -> str:
    """Draw an address as a QR code that stands in the page itself."""
    return f"data:image/png;base64,{b64encode(qr_code(address, 5)).decode()}"


@dataclass(frozen=True)
class Count:
    """A group in numbers."""

    group: str
    words: str
    registered: int
    came: int


def counts_of(meeting: Meeting, taken: Mapping[str, int], came: Mapping[str, int]) -> list[Count]:
    """Count each group that is invited, or that came all the same."""
    return [
        Count(group, str(GROUP_WORDS[group]), taken.get(group, 0), came.get(group, 0))
        for group in GROUPS
        if group in meeting.groups or taken.get(group) or came.get(group)
    ]


def registered_title(registration: Registration) -> str:
    """Answer in the heading what became of a registration."""
    meeting = registration.meeting
    if meeting.called_off_at is not None:
        return str(_("The meeting is called off"))
    if registration.state == CANCELLED:
        return str(_("You have given your place back"))
    if registration.state == HAS_PLACE:
        return str(_("You have a place"))
    return str(_("You are on the waiting list"))


def registered_lead(session: Session, registration: Registration) -> str:
    """Say what comes next for somebody who registered."""
    if registration.state == CANCELLED or registration.meeting.called_off_at is not None:
        return said(registration.meeting.title)
    if registration.state == HAS_PLACE:
        return f"{said(registration.meeting.title)}, {when(registration.meeting)}"
    before = queries.count_before(session, registration)
    words: str = ngettext(
        "%(num)d person waits before you. When a place gets free, you move up by yourself.",
        "%(num)d people wait before you. When a place gets free, you move up by yourself.",
        before,
    )
    return words


def said(texts: Texts) -> str:
    """Give words in the reader's language, else in Polish."""
    return texts.get(language()) or texts.get("pl", "")


def agenda_of(meeting: Meeting) -> Sequence[str]:
    """List the points of the agenda, a line each."""
    return [line.strip() for line in said(meeting.agenda).splitlines() if line.strip()]


@dataclass(frozen=True)
class ShownIdea:
    """An idea as everybody reads it, and what became of it."""

    idea: Idea
    became: Sequence[Link]


@dataclass(frozen=True)
class TableOfIdeas:
    """A table of a workshop with its ideas."""

    table: WorkshopTable
    ideas: Sequence[ShownIdea]


def tables_of(
    tables: Sequence[WorkshopTable], ideas: Sequence[Idea], became: Mapping[str, Sequence[Link]]
) -> list[TableOfIdeas]:
    """Put the ideas to their tables."""
    return [
        TableOfIdeas(
            table,
            [ShownIdea(idea, became.get(str(idea.id), ())) for idea in ideas if idea.table_id == table.id],
        )
        for table in tables
    ]
