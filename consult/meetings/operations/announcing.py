"""What an office does with a meeting until it is held: prepare, publish, change with a reason, call off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.files.models import StoredFile
from consult.jobs import queue
from consult.meetings.access import can_publish
from consult.meetings.models import Meeting, MeetingChange, MeetingFile
from consult.meetings.operations.places import move_up
from consult.meetings.operations.record import record, with_author
from consult.orm import Texts

TELL_CHANGED = "meetings.tell_changed"
"""The kind of the job that tells those who registered of a change."""
FACTS = (
    "kind",
    "title",
    "description",
    "agenda",
    "begins_at",
    "ends_at",
    "place",
    "address",
    "facilities",
    "access_words",
    "link",
    "takes_registrations",
    "asks_name",
    "capacity",
    "groups",
    "reserved",
)
"""What an office says of a meeting."""


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the page was opened."""


class NotNow(Exception):
    """The meeting is in a state in which this cannot be done."""


class NotYours(Exception):
    """Another person must approve what this one prepared."""


class NothingChanged(Exception):
    """A change was to be announced, and all facts are as before."""


def prepare(
    session: Session,
    consultation: Consultation,
    facts: Mapping[str, Any],
    *,
    request_key: str | None,
    actor: Actor,
    now: datetime,
) -> Meeting:
    """Begin a meeting; the same form sent twice begins one. The consultation must be held."""
    known = session.scalar(
        select(Meeting).where(Meeting.request_key == request_key, Meeting.consultation_id == consultation.id)
    )
    if request_key and known is not None:
        return known
    last = session.scalar(select(func.max(Meeting.number)).where(Meeting.consultation_id == consultation.id))
    meeting = Meeting(
        consultation=consultation,
        number=(last or 0) + 1,
        request_key=request_key,
        created_at=now,
        edited_at=now,
        author_ids=with_author((), actor),
        **{name: facts[name] for name in FACTS},
    )
    session.add(meeting)
    session.flush()
    record(session, "prepared", meeting, actor=actor, now=now)
    return meeting


def edit(
    session: Session, meeting: Meeting, facts: Mapping[str, Any], *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Write other facts into a meeting that is not public yet."""
    if meeting.is_public:
        raise NotNow
    _refuse_other(meeting, edit_count)
    _put(meeting, facts)
    _touch(meeting, actor, now)
    session.flush()
    record(session, "edited", meeting, actor=actor, now=now)


def publish(session: Session, meeting: Meeting, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Announce a meeting, if it is still the one that was read and has not begun."""
    if meeting.is_public or now >= meeting.begins_at:
        raise NotNow
    _refuse_other(meeting, edit_count)
    if not can_publish(actor, meeting):
        raise NotYours
    meeting.published_at, meeting.published_by_id = now, actor.id
    meeting.is_single_handed = str(actor.id) in meeting.author_ids
    session.flush()
    record(session, "published", meeting, actor=actor, now=now)


def change(
    session: Session,
    meeting: Meeting,
    facts: Mapping[str, Any],
    reason: Texts,
    *,
    edit_count: int,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Change facts of a public meeting, with the reason; those who registered are told, and may move up.

    Nobody who has a place loses it, also where the hall is smaller now. Raises `NothingChanged`.
    """
    if not meeting.is_public or meeting.called_off_at is not None or now >= meeting.ends_at:
        raise NotNow
    _refuse_other(meeting, edit_count)
    names = _put(meeting, facts)
    if not names:
        raise NothingChanged
    _touch(meeting, actor, now)
    _tell(session, meeting, names, reason, actor, now)
    move_up(session, meeting, base_url=base_url, now=now)
    record(session, "changed", meeting, actor=actor, now=now, details={"change": len(meeting.changes)})


def call_off(session: Session, meeting: Meeting, reason: Texts, *, actor: Actor, now: datetime) -> None:
    """Say that a meeting is not held; those who registered are told."""
    if not meeting.is_public or meeting.called_off_at is not None or now >= meeting.begins_at:
        raise NotNow
    meeting.called_off_at = now
    _touch(meeting, actor, now)
    _tell(session, meeting, [], reason, actor, now)
    record(session, "called_off", meeting, actor=actor, now=now)


def remove(session: Session, meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Take away a meeting that was never public."""
    if meeting.is_public:
        raise NotNow
    record(session, "removed", meeting, actor=actor, now=now)
    stored = [one.stored_file for one in meeting.files]
    session.delete(meeting)
    session.flush()
    for file in stored:
        session.delete(file)
    session.flush()


def add_file(
    session: Session, meeting: Meeting, stored_file: StoredFile, title: Texts, *, actor: Actor, now: datetime
) -> None:
    """Add something to read, also after the meeting."""
    position = max((one.position for one in meeting.files), default=0) + 1
    meeting.files.append(MeetingFile(stored_file=stored_file, title=dict(title), position=position))
    _touch(meeting, actor, now)
    session.flush()
    record(session, "file_added", meeting, actor=actor, now=now)


def remove_file(session: Session, meeting: Meeting, file_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take a file off; where it is not there (any longer), nothing happens."""
    found = next((one for one in meeting.files if one.id == file_id), None)
    if found is None:
        return
    stored = found.stored_file
    meeting.files.remove(found)
    _touch(meeting, actor, now)
    session.flush()
    session.delete(stored)
    session.flush()
    record(session, "file_removed", meeting, actor=actor, now=now)


def _refuse_other(meeting: Meeting, edit_count: int) -> None:
    if meeting.edit_count != edit_count:
        raise ChangedMeanwhile


def _put(meeting: Meeting, facts: Mapping[str, Any]) -> list[str]:
    """Write the facts, and name those that are other than before."""
    names = [name for name in FACTS if getattr(meeting, name) != facts[name]]
    for name in names:
        setattr(meeting, name, facts[name])
    return names


def _touch(meeting: Meeting, actor: Actor, now: datetime) -> None:
    meeting.edit_count += 1
    meeting.edited_at = now
    if not meeting.is_public:
        meeting.author_ids = with_author(meeting.author_ids, actor)


def _tell(session: Session, meeting: Meeting, names: list[str], reason: Texts, actor: Actor, now: datetime) -> None:
    """Keep the change, and leave the mails to a job."""
    number = max((one.number for one in meeting.changes), default=0) + 1
    session.add(
        MeetingChange(
            meeting_id=meeting.id, number=number, names=names, reason=dict(reason), made_at=now, made_by_id=actor.id
        )
    )
    session.flush()
    session.expire(meeting, ["changes"])
    queue.put(session, TELL_CHANGED, {"meeting_id": str(meeting.id), "number": number}, due_at=now)
