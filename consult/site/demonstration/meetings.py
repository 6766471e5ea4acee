"""The meetings of the demonstration: one to come in each open consultation, one held with its ideas and protocol."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.clock import WARSAW
from consult.consultations.models import Consultation
from consult.consultations.queries import get_consultation
from consult.meetings.models import Meeting
from consult.meetings.operations import announcing, entrance, workshop
from consult.meetings.operations import protocol as protocols
from consult.meetings.operations.places import Asked, register
from consult.meetings.queries import get_meeting
from consult.participation.rules.receipts import receipt_code, receipt_hash

DATA = Path(__file__).with_name("meetings.toml")
AT = time(17)
LASTS = timedelta(hours=2)
TO_COME = timedelta(days=8)
BEFORE_THE_END = timedelta(days=7)
ANNOUNCED = timedelta(days=10)
"""So long before it a meeting is announced."""
FOR_OBJECTIONS = timedelta(days=4)


def add_meetings(
    session: Session, public: Sequence[Consultation], people: Sequence[Account], *, base_url: str, now: datetime
) -> None:
    """Put a meeting into each public consultation that has none."""
    told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for consultation in public:
        if consultation.closes_at is None or _has_meeting(session, consultation):
            continue
        editor, approver = (_holder(people, role, consultation) for role in ("editor", "approver"))
        is_over = consultation.closes_at <= now
        day = (consultation.closes_at - BEFORE_THE_END) if is_over else now + TO_COME
        begins_at = _at(day.astimezone(WARSAW).date())
        known_at = begins_at - ANNOUNCED
        said = told["held" if is_over else "coming"]
        meeting = _published(session, consultation, said, begins_at, editor, approver, known_at)
        _registered(session, meeting, said["people"], base_url, known_at)
        if is_over:
            _held(session, meeting, said, editor, approver)


def _has_meeting(session: Session, consultation: Consultation) -> bool:
    return session.scalar(select(Meeting.id).where(Meeting.consultation_id == consultation.id).limit(1)) is not None


def _holder(people: Sequence[Account], role: str, consultation: Consultation) -> Account:
    return next(person for person in people if person.holds(role, authority_id=consultation.authority_id))


def _at(day: date) -> datetime:
    return datetime.combine(day, AT, WARSAW)


def _published(  # one for each thing that makes it
    session: Session,
    consultation: Consultation,
    told: dict[str, Any],
    begins_at: datetime,
    editor: Account,
    approver: Account,
    now: datetime,
) -> Meeting:
    facts = told["facts"] | {"begins_at": begins_at, "ends_at": begins_at + LASTS}
    held = get_consultation(session, consultation.id)
    meeting = announcing.prepare(session, held, facts, request_key=None, actor=editor, now=now)
    announcing.publish(session, meeting, edit_count=0, actor=approver, now=now)
    return meeting


def _registered(
    session: Session, meeting: Meeting, people: Sequence[dict[str, str]], base_url: str, now: datetime
) -> None:
    held = get_meeting(session, meeting.id)
    for place, told in enumerate(people):
        code = receipt_code(f"{meeting.id} {place}".encode(), "demonstration")
        register(session, held, Asked(**told), receipt_hash=receipt_hash(code), code=code, base_url=base_url, now=now)


def _held(session: Session, meeting: Meeting, told: dict[str, Any], editor: Account, approver: Account) -> None:
    """Let people come, have ideas, and read a protocol in which one of them dissents."""
    at = meeting.begins_at
    held = get_meeting(session, meeting.id)
    for group, count in told["came"].items():
        for _ in range(count):
            entrance.walk_in(session, held, group, now=at)
    for said in told["tables"]:
        table = workshop.add_table(session, held, said["topic"], actor=editor, now=at)
        for idea in said["ideas"]:
            kept = workshop.add_idea(session, held, table, idea["title"], idea.get("text", ""))
            kept.dots = idea["dots"]
    workshop.publish_ideas(session, held, actor=approver, now=held.ends_at)
    _protocol(session, held, told["protocol"], editor, approver)


def _protocol(session: Session, meeting: Meeting, told: dict[str, Any], editor: Account, approver: Account) -> None:
    written_at = meeting.ends_at + timedelta(hours=15)
    protocol = protocols.begin(session, meeting, actor=editor, now=written_at)
    facts = dict.fromkeys(protocols.FACTS, "") | told["facts"]
    protocols.write(session, protocol, facts, edit_count=0, actor=editor)
    empty: dict[str, Any] = dict.fromkeys(protocols.SPEECH, "") | {"follow_up_on": None}
    for speech in told["speeches"]:
        protocols.put_speech(session, protocol, None, empty | speech, actor=editor)
    for point in told["points"]:
        protocols.put_point(session, protocol, None, point["kind"], point["text"], actor=editor)
    until = (written_at + FOR_OBJECTIONS).astimezone(WARSAW).date()
    protocols.open_for_objections(session, protocol, until, actor=editor, now=written_at)
    for objection in told["objections"]:
        noted = protocols.note_objection(
            session, protocol, objection["group"], objection["text"], actor=editor, now=written_at
        )
        protocols.answer(
            session,
            protocol,
            noted.number,
            objection["verdict"],
            objection["answer"],
            is_hidden=False,
            actor=editor,
            now=written_at,
        )
    later = written_at + FOR_OBJECTIONS + timedelta(days=1)
    protocols.publish(session, protocol, edit_count=protocol.edit_count, actor=approver, now=later)
