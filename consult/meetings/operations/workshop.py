"""What comes of a workshop: tables, their ideas, the dots; and what an idea becomes."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.meetings.models import Idea, Meeting, WorkshopTable
from consult.meetings.operations.record import record
from consult.texts.personal_data import has_any

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that nobody takes for one another on a screen at the far wall."""
LENGTH = 6


class NotOpen(Exception):
    """No ideas are taken from phones now."""


def add_table(session: Session, meeting: Meeting, topic: str, *, actor: Actor, now: datetime) -> WorkshopTable:
    """Set up one more table. The meeting must be held."""
    last = session.scalar(select(func.max(WorkshopTable.number)).where(WorkshopTable.meeting_id == meeting.id))
    table = WorkshopTable(meeting_id=meeting.id, number=(last or 0) + 1, topic=topic)
    session.add(table)
    session.flush()
    record(session, "table_added", meeting, actor=actor, now=now, details={"table": table.number})
    return table


def add_idea(
    session: Session, meeting: Meeting, table: WorkshopTable, title: str, text: str, *, form_hash: str | None = None
) -> Idea:
    """Write an idea down; the same form of a phone sent again gives what is there. The meeting must be held.

    Typed at a table twice in a row, it is one idea: a button that was pressed twice.
    What came from a phone and looks like personal data is hidden until an official has looked at it.
    """
    if form_hash is not None:
        known = session.scalar(select(Idea).where(Idea.form_hash == form_hash))
        if known is not None:
            return known
        if not meeting.takes_ideas:
            raise NotOpen
    elif (latest := _latest_at(session, table)) is not None and (latest.title, latest.text) == (title, text):
        return latest
    last = session.scalar(select(func.max(Idea.number)).where(Idea.meeting_id == meeting.id))
    idea = Idea(
        meeting=meeting,
        table=table,
        number=(last or 0) + 1,
        title=title,
        text=text,
        form_hash=form_hash,
        is_hidden=form_hash is not None and has_any(title, text),
    )
    session.add(idea)
    session.flush()
    return idea


def _latest_at(session: Session, table: WorkshopTable) -> Idea | None:
    return session.scalar(select(Idea).where(Idea.table_id == table.id).order_by(Idea.number.desc()).limit(1))


def edit_idea(session: Session, idea: Idea, title: str, text: str, *, is_hidden: bool) -> None:
    """Write an idea in other words, or keep it from the public."""
    idea.title, idea.text, idea.is_hidden = title, text, is_hidden
    session.flush()


def remove_idea(session: Session, idea: Idea, *, actor: Actor, now: datetime) -> None:
    """Take an idea away that was written by mistake; of which something was made, it stays."""
    if idea.made:
        return
    record(session, "idea_removed", idea.meeting, actor=actor, now=now, details={"idea": idea.number})
    session.delete(idea)
    session.flush()


def count_dots(session: Session, meeting: Meeting, dots: Mapping[int, int], *, actor: Actor, now: datetime) -> None:
    """Write down how many dots each idea got, by its number."""
    for idea in session.scalars(select(Idea).where(Idea.meeting_id == meeting.id).with_for_update(of=Idea)):
        idea.dots = dots.get(idea.number, idea.dots)
    session.flush()
    record(session, "dots_counted", meeting, actor=actor, now=now)


def switch_phones(session: Session, meeting: Meeting, *, is_on: bool, actor: Actor, now: datetime) -> None:
    """Let ideas be written on phones by a short code, or stop it. The meeting must be held."""
    if is_on and meeting.short_code is None:
        meeting.short_code = new_code(session)
    meeting.takes_ideas = is_on
    session.flush()
    record(session, "phones_on" if is_on else "phones_off", meeting, actor=actor, now=now)


def publish_ideas(session: Session, meeting: Meeting, *, actor: Actor, now: datetime) -> None:
    """Let everybody read the ideas; phones write none any more."""
    meeting.takes_ideas = False
    meeting.ideas_published_at = meeting.ideas_published_at or now
    session.flush()
    record(session, "ideas_published", meeting, actor=actor, now=now)


def new_code(session: Session) -> str:
    """Draw a short code that no meeting has."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if session.scalar(select(Meeting.id).where(Meeting.short_code == code)) is None:
            return code
