"""Tables of meetings: what is announced, how it was changed, who registered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.files.models import StoredFile
from consult.meetings.rules.places import Hall
from consult.meetings.rules.vocabulary import HAS_PLACE
from consult.orm import Base, Texts

LONGEST_LINE = 300


class Meeting(Base):
    """One meeting; from its publication on, its facts are changed only by a `MeetingChange`."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("begins_at < ends_at", name="begins_before_it_ends"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="a_capacity_is_some"),
        Index(None, "begins_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The random key of the form that began it: sent twice, it begins one meeting."""

    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[Texts]
    description: Mapped[Texts] = mapped_column(default=dict)
    agenda: Mapped[Texts] = mapped_column(default=dict)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    address: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    facilities: Mapped[list[str]] = mapped_column(default=list)
    access_words: Mapped[Texts] = mapped_column(default=dict)
    link: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")

    takes_registrations: Mapped[bool] = mapped_column(default=True)
    asks_name: Mapped[bool] = mapped_column(default=True)
    capacity: Mapped[int | None]
    groups: Mapped[list[str]] = mapped_column(default=list)
    """Who is invited: keys of `GROUPS`, at least one where people register."""
    reserved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Places kept for groups: `{"ngo": 10}`."""

    created_at: Mapped[datetime]
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who prepared it: none of them may publish it where two pairs of eyes are asked."""
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)
    called_off_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """When the names of those who registered were erased."""
    short_code: Mapped[str | None] = mapped_column(String(8), unique=True)
    """What phones type to come in: `/s/<code>`."""
    takes_ideas: Mapped[bool] = mapped_column(default=False)
    """Whether ideas can be written on phones now."""
    ideas_published_at: Mapped[datetime | None]

    consultation: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    files: Mapped[list["MeetingFile"]] = relationship(
        order_by="MeetingFile.position", cascade="all, delete-orphan", back_populates="meeting"
    )
    changes: Mapped[list["MeetingChange"]] = relationship(order_by="MeetingChange.number.desc()")

    @property
    def hall(self) -> Hall:
        """Tell how many may come."""
        return Hall(self.capacity, {group: int(count) for group, count in self.reserved.items()})

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may read it."""
        return self.published_at is not None

    def takes_now(self, now: datetime) -> bool:
        """Tell whether people can register at this moment."""
        is_on = self.is_public and self.called_off_at is None and self.takes_registrations
        return is_on and now < self.begins_at


class MeetingFile(Base):
    """Something to read before the meeting or after it."""

    __tablename__ = "meeting_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), index=True)
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    title: Mapped[Texts]
    position: Mapped[int]

    meeting: Mapped[Meeting] = relationship(back_populates="files")
    stored_file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class MeetingChange(Base):
    """A change of what was announced, or that the meeting is called off, with its reason."""

    __tablename__ = "meeting_changes"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    names: Mapped[list[str]] = mapped_column(default=list)
    """Which facts were changed; empty where the meeting was called off."""
    reason: Mapped[Texts]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None]


class Registration(Base):
    """One person who wants to come, or who came; of whom came without a name, only the group is known."""

    __tablename__ = "meeting_registrations"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("checked_in_at IS NULL OR state = 'place'", name="who_came_has_a_place"),
        Index(None, "meeting_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    """In the order in which they came: so the waiting list is served."""
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Nothing for somebody who came without registering."""
    group: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default=HAS_PLACE)
    name: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    """The name as it is searched."""
    sort_key: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    notice_number: Mapped[int] = mapped_column(default=0)
    """The version of the consultation whose privacy notice the person saw."""
    registered_on: Mapped[date]
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    checked_in_at: Mapped[datetime | None]
    is_reminded: Mapped[bool] = mapped_column(default=False)
    told_number: Mapped[int] = mapped_column(default=0)
    """The last change of the meeting of which the person was told."""

    meeting: Mapped[Meeting] = relationship()


class WorkshopTable(Base):
    """A table at a workshop, and what it talks about."""

    __tablename__ = "meeting_tables"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    topic: Mapped[str] = mapped_column(String(LONGEST_LINE))


class Idea(Base):
    """One idea of a table, with the dots that people gave it; whoever had it is not kept."""

    __tablename__ = "meeting_ideas"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("dots >= 0", name="dots_are_counted"),
        Index(None, "table_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    table_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_tables.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_LINE))
    text: Mapped[str] = mapped_column(Text, default="")
    dots: Mapped[int] = mapped_column(default=0)
    form_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the form of a phone: sent twice, it is one idea. Nothing where an official typed it."""
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """Kept from the public, such as one in which something looks like personal data."""
    made: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What officials made of it, and where they went on: `{"initiative": "/urzad/inicjatywy/…"}`."""

    meeting: Mapped[Meeting] = relationship()
    table: Mapped[WorkshopTable] = relationship(lazy="joined", innerjoin=True)


class Protocol(Base):
    """The protocol of a meeting: drafted, open for objections, published; unchangeable from then on."""

    __tablename__ = "meeting_protocols"
    __table_args__ = (
        CheckConstraint("(opened_at IS NULL) = (objections_until IS NULL)", name="open_until_a_day"),
        CheckConstraint("published_at IS NULL OR opened_at IS NOT NULL", name="published_after_objections"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), unique=True)
    chair: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    recorder: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    present: Mapped[str] = mapped_column(Text, default="")
    """Officials, experts and designers who were there, a line each."""
    access_provided: Mapped[str] = mapped_column(Text, default="")
    presented: Mapped[str] = mapped_column(Text, default="")
    votes: Mapped[str] = mapped_column(Text, default="")
    recording: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    annexes: Mapped[str] = mapped_column(Text, default="")
    participants: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How many came of each group, kept when it is opened for objections: `{"ngo": 12}`."""
    edit_count: Mapped[int] = mapped_column(default=0)
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    opened_at: Mapped[datetime | None]
    objections_until: Mapped[date | None]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)

    meeting: Mapped[Meeting] = relationship(lazy="joined", innerjoin=True)
    speeches: Mapped[list["Speech"]] = relationship(order_by="Speech.number", cascade="all, delete-orphan")
    points: Mapped[list["Point"]] = relationship(order_by="Point.number", cascade="all, delete-orphan")
    objections: Mapped[list["Objection"]] = relationship(order_by="Objection.number")


class Speech(Base):
    """What somebody said, by their role and not by their name; what was asked, answered, promised."""

    __tablename__ = "meeting_speeches"
    __table_args__ = (UniqueConstraint("protocol_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protocol_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_protocols.id"))
    number: Mapped[int]
    role: Mapped[str] = mapped_column(String(LONGEST_LINE))
    gist: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    follow_up: Mapped[str] = mapped_column(Text, default="")
    follow_up_by: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    follow_up_on: Mapped[date | None]


class Point(Base):
    """A finding, a point of agreement, or one in dispute."""

    __tablename__ = "meeting_points"
    __table_args__ = (UniqueConstraint("protocol_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protocol_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_protocols.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    """A key of `rules.protocol.POINTS`."""
    text: Mapped[str] = mapped_column(Text)
    made: Mapped[dict[str, Any]] = mapped_column(default=dict)

    protocol: Mapped[Protocol] = relationship(viewonly=True)


class Objection(Base):
    """What a participant holds against the protocol, and what the office says to it; only the group is known."""

    __tablename__ = "meeting_objections"
    __table_args__ = (UniqueConstraint("protocol_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    protocol_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_protocols.id"))
    number: Mapped[int]
    form_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the form: sent twice, it is one objection. Nothing where an official wrote it down."""
    group: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    verdict: Mapped[str] = mapped_column(String(20), default="")
    """A key of `rules.protocol.VERDICTS`; empty before the answer."""
    answer: Mapped[str] = mapped_column(Text, default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """Whether its words are kept from the public, because of personal data."""

    protocol: Mapped[Protocol] = relationship(viewonly=True)


class Question(Base):
    """A quick question to the hall, answered on phones like a show of hands."""

    __tablename__ = "meeting_questions"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(LONGEST_LINE))
    options: Mapped[list[str]] = mapped_column(default=list)
    """What can be chosen; empty where people write a few words."""
    is_open: Mapped[bool] = mapped_column(default=False)
    is_shown: Mapped[bool] = mapped_column(default=False)
    """Whether the result stands on the screen."""


class Answer(Base):
    """What one phone answered; nothing else is known of it."""

    __tablename__ = "meeting_answers"
    __table_args__ = (Index(None, "question_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("meeting_questions.id"))
    form_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form: sent twice, it is one answer."""
    choice: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(LONGEST_LINE), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)
    """Whether the words are kept off the screen."""
