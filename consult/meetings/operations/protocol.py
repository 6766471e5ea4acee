"""The protocol of a meeting: written, opened for the objections of participants, approved by another person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.jobs import queue
from consult.meetings.access import can_publish_protocol
from consult.meetings.models import Meeting, Objection, Point, Protocol, Registration, Speech
from consult.meetings.operations.record import record, with_author
from consult.meetings.queries import count_came, find_protocol
from consult.meetings.rules.protocol import can_be_published, earliest_end, takes_objections
from consult.texts.calendar_words import WARSAW

ASK_PARTICIPANTS = "meetings.ask_participants"
"""The kind of the job that asks participants to look at the protocol."""
FACTS = ("chair", "recorder", "present", "access_provided", "presented", "votes", "recording", "annexes")
SPEECH = ("role", "gist", "question", "answer", "follow_up", "follow_up_by", "follow_up_on")


class ChangedMeanwhile(Exception):
    """Somebody else changed it since the page was opened."""


class NotNow(Exception):
    """The protocol is in a state in which this cannot be done."""


class NotYours(Exception):
    """Another person must approve what this one wrote."""


class NotReady(Exception):
    """Something that a protocol must say is missing."""


def begin(session: Session, meeting: Meeting, *, actor: Actor, now: datetime) -> Protocol:
    """Begin the protocol of a meeting that has begun; begun twice, it is one. The meeting must be held."""
    known = find_protocol(session, meeting.id)
    if known is not None:
        return known
    if not meeting.is_public or meeting.called_off_at is not None or now < meeting.begins_at:
        raise NotNow
    protocol = Protocol(meeting=meeting, author_ids=with_author((), actor))
    session.add(protocol)
    session.flush()
    record(session, "protocol_begun", meeting, actor=actor, now=now)
    return protocol


def write(session: Session, protocol: Protocol, facts: Mapping[str, Any], *, edit_count: int, actor: Actor) -> None:
    """Write the facts of the meeting."""
    if protocol.edit_count != edit_count:
        raise ChangedMeanwhile
    _refuse_published(protocol)
    for name in FACTS:
        setattr(protocol, name, facts[name])
    _touch(session, protocol, actor)


def put_speech(
    session: Session, protocol: Protocol, number: int | None, said: Mapping[str, Any], *, actor: Actor
) -> None:
    """Write down what somebody said, or in other words what stands there under this number.

    The same twice in a row is one: a button that was pressed twice.
    """
    _refuse_published(protocol)
    speech = next((one for one in protocol.speeches if one.number == number), None)
    if speech is None and protocol.speeches and _says(protocol.speeches[-1], said, SPEECH):
        return
    if speech is None:
        last = max((one.number for one in protocol.speeches), default=0)
        speech = Speech(number=last + 1)
        protocol.speeches.append(speech)
    for name in SPEECH:
        setattr(speech, name, said[name])
    _touch(session, protocol, actor)


def _says(last: Speech | Point, said: Mapping[str, Any], names: Sequence[str]) -> bool:
    return all(getattr(last, name) == said[name] for name in names)


def remove_speech(session: Session, protocol: Protocol, number: int, *, actor: Actor) -> None:
    """Take off what somebody said."""
    _refuse_published(protocol)
    protocol.speeches = [one for one in protocol.speeches if one.number != number]
    _touch(session, protocol, actor)


def put_point(session: Session, protocol: Protocol, number: int | None, kind: str, text: str, *, actor: Actor) -> None:
    """Write a finding, a point of agreement or a dispute, or other words for the one of this number."""
    _refuse_published(protocol)
    point = next((one for one in protocol.points if one.number == number), None)
    if point is None and protocol.points and _says(protocol.points[-1], {"kind": kind, "text": text}, ("kind", "text")):
        return
    if point is None:
        point = Point(number=max((one.number for one in protocol.points), default=0) + 1, made={})
        protocol.points.append(point)
    point.kind, point.text = kind, text
    _touch(session, protocol, actor)


def remove_point(session: Session, protocol: Protocol, number: int, *, actor: Actor) -> None:
    """Take a point off."""
    _refuse_published(protocol)
    protocol.points = [one for one in protocol.points if one.number != number]
    _touch(session, protocol, actor)


def open_for_objections(session: Session, protocol: Protocol, until: date, *, actor: Actor, now: datetime) -> None:
    """Let participants read it and object until a day; those who left an address are asked by mail."""
    today = now.astimezone(WARSAW).date()
    _refuse_published(protocol)
    if protocol.opened_at is not None or now < protocol.meeting.ends_at or until < earliest_end(today):
        raise NotNow
    if not (protocol.chair and protocol.recorder and (protocol.speeches or protocol.points)):
        raise NotReady
    protocol.opened_at, protocol.objections_until = now, until
    protocol.participants = dict(count_came(session, protocol.meeting_id))
    session.flush()
    queue.put(session, ASK_PARTICIPANTS, {"protocol_id": str(protocol.id)}, due_at=now)
    record(session, "protocol_opened", protocol.meeting, actor=actor, now=now)


def object_to(
    session: Session, protocol: Protocol, registration: Registration, text: str, *, form_hash: str, now: datetime
) -> Objection:
    """Take the objection of somebody who was there; the same form sent again gives what is there."""
    known = session.scalar(select(Objection).where(Objection.form_hash == form_hash))
    if known is not None:
        return known
    today = now.astimezone(WARSAW).date()
    is_open = takes_objections(today, protocol.objections_until, is_published=protocol.published_at is not None)
    if not is_open or registration.checked_in_at is None or registration.meeting_id != protocol.meeting_id:
        raise NotNow
    return _object(session, protocol, registration.group, text, form_hash, today)


def note_objection(
    session: Session, protocol: Protocol, group: str, text: str, *, actor: Actor, now: datetime
) -> Objection:
    """Write down an objection that somebody told the office."""
    _refuse_published(protocol)
    if protocol.opened_at is None:
        raise NotNow
    record(session, "objection_noted", protocol.meeting, actor=actor, now=now)
    return _object(session, protocol, group, text, None, now.astimezone(WARSAW).date())


def answer(
    session: Session,
    protocol: Protocol,
    number: int,
    verdict: str,
    words: str,
    *,
    is_hidden: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Say what the office does with an objection: it corrects the protocol, or notes the dissent."""
    _refuse_published(protocol)
    objection = next((one for one in protocol.objections if one.number == number), None)
    if objection is None:
        raise NotNow
    objection.verdict, objection.answer, objection.is_hidden = verdict, words, is_hidden
    _touch(session, protocol, actor)
    record(session, "objection_answered", protocol.meeting, actor=actor, now=now, details={"objection": number})


def publish(session: Session, protocol: Protocol, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Approve and publish the protocol: from now on it never changes."""
    _refuse_published(protocol)
    if protocol.edit_count != edit_count:
        raise ChangedMeanwhile
    if not can_publish_protocol(actor, protocol):
        raise NotYours
    unanswered = sum(not one.verdict for one in protocol.objections)
    if not can_be_published(now.astimezone(WARSAW).date(), protocol.objections_until, unanswered):
        raise NotNow
    protocol.published_at, protocol.published_by_id = now, actor.id
    protocol.is_single_handed = str(actor.id) in protocol.author_ids
    session.flush()
    record(session, "protocol_published", protocol.meeting, actor=actor, now=now)


def _object(  # one line for each thing an objection says
    session: Session, protocol: Protocol, group: str, text: str, form_hash: str | None, today: date
) -> Objection:
    last = session.scalar(select(func.max(Objection.number)).where(Objection.protocol_id == protocol.id))
    objection = Objection(
        protocol_id=protocol.id,
        number=(last or 0) + 1,
        form_hash=form_hash,
        group=group,
        text=text,
        received_on=today,
    )
    session.add(objection)
    protocol.edit_count += 1
    session.flush()
    session.expire(protocol, ["objections"])
    return objection


def _refuse_published(protocol: Protocol) -> None:
    if protocol.published_at is not None:
        raise NotNow


def _touch(session: Session, protocol: Protocol, actor: Actor) -> None:
    protocol.edit_count += 1
    protocol.author_ids = with_author(protocol.author_ids, actor)
    session.flush()
