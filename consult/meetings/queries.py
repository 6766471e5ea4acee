"""Reads of meetings and of those who registered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from consult.consultations.models import Consultation
from consult.meetings.models import Idea, Meeting, MeetingFile, Point, Protocol, Registration, WorkshopTable
from consult.meetings.rules.vocabulary import CANCELLED, HAS_PLACE, WAITS
from consult.paging import SIZE, Page, page_of
from consult.texts.folding import fold


def find_meeting(session: Session, consultation: str, number: int, *conditions: ColumnElement[bool]) -> Meeting | None:
    """Find a meeting by the address of its consultation and its number, among those that meet the conditions."""
    return session.scalar(
        select(Meeting)
        .join(Meeting.consultation)
        .where(Consultation.slug == consultation, Meeting.number == number, *conditions)
        .options(contains_eager(Meeting.consultation))
    )


def get_meeting(session: Session, meeting_id: UUID) -> Meeting:
    """Get a meeting that must be there, and hold it until the transaction ends."""
    return session.get_one(Meeting, meeting_id, with_for_update={"of": Meeting}, populate_existing=True)


def list_meetings(session: Session, consultation_id: UUID, *conditions: ColumnElement[bool]) -> Sequence[Meeting]:
    """List the meetings of a consultation, in the order in which they are held."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.consultation_id == consultation_id, *conditions)
        .order_by(Meeting.begins_at, Meeting.number)
    ).all()


def find_file(session: Session, meeting_id: UUID, file_id: UUID) -> MeetingFile | None:
    """Find a file of a meeting."""
    return session.scalar(select(MeetingFile).where(MeetingFile.meeting_id == meeting_id, MeetingFile.id == file_id))


def find_by_receipt(session: Session, receipt_hash: str, *, for_update: bool = False) -> Registration | None:
    """Find a registration by the hash of its receipt code."""
    query = (
        select(Registration).where(Registration.receipt_hash == receipt_hash).options(joinedload(Registration.meeting))
    )
    if for_update:
        query = query.with_for_update(of=Registration).execution_options(populate_existing=True)
    return session.scalar(query)


def find_registration(session: Session, meeting_id: UUID, number: int) -> Registration | None:
    """Find a registration by its number, and hold it."""
    return session.scalar(
        select(Registration)
        .where(Registration.meeting_id == meeting_id, Registration.number == number)
        .with_for_update(of=Registration)
        .execution_options(populate_existing=True)
    )


def count_taken(session: Session, meeting_id: UUID) -> dict[str, int]:
    """Count the places that are taken, by group; who walked in without registering sits in the hall too."""
    rows = session.execute(
        select(Registration.group, func.count())
        .where(Registration.meeting_id == meeting_id, Registration.state == HAS_PLACE)
        .group_by(Registration.group)
    )
    return dict(iter(rows))


def count_waiting(session: Session, meeting_id: UUID) -> int:
    """Count those on the waiting list."""
    waiting = select(func.count()).where(Registration.meeting_id == meeting_id, Registration.state == WAITS)
    return session.scalar(waiting) or 0


def count_before(session: Session, registration: Registration) -> int:
    """Count those on the waiting list before somebody."""
    before = select(func.count()).where(
        Registration.meeting_id == registration.meeting_id,
        Registration.state == WAITS,
        Registration.number < registration.number,
    )
    return session.scalar(before) or 0


def count_came(session: Session, meeting_id: UUID) -> Mapping[str, int]:
    """Count those who came, by group."""
    rows = session.execute(
        select(Registration.group, func.count())
        .where(Registration.meeting_id == meeting_id, Registration.checked_in_at.is_not(None))
        .group_by(Registration.group)
    )
    return dict(iter(rows))


def list_registered(session: Session, meeting_id: UUID) -> Sequence[Registration]:
    """List all who registered and have not cancelled, by name, those without a name by number."""
    return session.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting_id, Registration.state != CANCELLED, ~_is_counted_only())
        .order_by(Registration.sort_key, Registration.number)
    ).all()


def page_at_the_door(session: Session, meeting_id: UUID, words: str, number: int) -> Page:
    """Give one page of those who may come in, by name; those on the waiting list among them."""
    query = select(Registration).where(
        Registration.meeting_id == meeting_id, Registration.state != CANCELLED, ~_is_counted_only()
    )
    for word in fold(words).split():
        query = query.where(Registration.folded.contains(word, autoescape=True))
    return page_of(session, query.order_by(Registration.sort_key, Registration.number), number, SIZE)


def count_anonymous(session: Session, meeting_id: UUID) -> Mapping[str, int]:
    """Count those who came and are only counted, by group."""
    rows = session.execute(
        select(Registration.group, func.count())
        .where(Registration.meeting_id == meeting_id, _is_counted_only())
        .group_by(Registration.group)
    )
    return dict(iter(rows))


def _is_counted_only() -> ColumnElement[bool]:
    """Select those who came and are only counted: they are no line of a list."""
    return Registration.is_walk_in & (Registration.name == "")


def list_to_remind(session: Session, begins_from: datetime, begins_before: datetime, limit: int) -> Sequence[UUID]:
    """List the registrations whose meeting begins between two moments and who were not reminded yet."""
    return session.scalars(
        select(Registration.id)
        .join(Registration.meeting)
        .where(
            Meeting.begins_at >= begins_from,
            Meeting.begins_at < begins_before,
            Meeting.published_at.is_not(None),
            Meeting.called_off_at.is_(None),
            Registration.state == HAS_PLACE,
            Registration.email != "",
            ~Registration.is_reminded,
        )
        .order_by(Registration.number)
        .limit(limit)
    ).all()


def list_tables(session: Session, meeting_id: UUID) -> Sequence[WorkshopTable]:
    """List the tables of a workshop."""
    return session.scalars(
        select(WorkshopTable).where(WorkshopTable.meeting_id == meeting_id).order_by(WorkshopTable.number)
    ).all()


def find_table(session: Session, meeting_id: UUID, number: int) -> WorkshopTable | None:
    """Find a table by its number."""
    return session.scalar(
        select(WorkshopTable).where(WorkshopTable.meeting_id == meeting_id, WorkshopTable.number == number)
    )


def list_ideas(session: Session, meeting_id: UUID, *conditions: ColumnElement[bool]) -> Sequence[Idea]:
    """List the ideas of a workshop, those with the most dots first."""
    return session.scalars(
        select(Idea).where(Idea.meeting_id == meeting_id, *conditions).order_by(Idea.dots.desc(), Idea.number)
    ).all()


def find_idea(session: Session, meeting_id: UUID, number: int, *, for_update: bool = False) -> Idea | None:
    """Find an idea by its number."""
    query = select(Idea).where(Idea.meeting_id == meeting_id, Idea.number == number)
    if for_update:
        query = query.with_for_update(of=Idea).execution_options(populate_existing=True)
    return session.scalar(query)


def find_public_idea(session: Session, idea_id: UUID) -> Idea | None:
    """Find an idea that everybody may read."""
    return session.scalar(
        select(Idea)
        .join(Idea.meeting)
        .join(Meeting.consultation)
        .where(
            Idea.id == idea_id,
            ~Idea.is_hidden,
            Meeting.ideas_published_at.is_not(None),
            Consultation.published_number.is_not(None),
        )
        .options(contains_eager(Idea.meeting).contains_eager(Meeting.consultation))
    )


def find_protocol(session: Session, meeting_id: UUID, *, for_update: bool = False) -> Protocol | None:
    """Find the protocol of a meeting."""
    query = select(Protocol).where(Protocol.meeting_id == meeting_id)
    if for_update:
        query = query.with_for_update(of=Protocol).execution_options(populate_existing=True)
    return session.scalar(query)


def find_public_point(session: Session, point_id: UUID) -> Point | None:
    """Find a point of a published protocol."""
    return session.scalar(
        select(Point)
        .join(Point.protocol)
        .join(Protocol.meeting)
        .join(Meeting.consultation)
        .where(Point.id == point_id, Protocol.published_at.is_not(None), Consultation.published_number.is_not(None))
    )


def find_by_short_code(session: Session, code: str) -> Meeting | None:
    """Find the meeting that phones come into by this code."""
    return session.scalar(select(Meeting).where(Meeting.short_code == code, Meeting.published_at.is_not(None)))
