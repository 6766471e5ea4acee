"""Reads of the register and of what it does not cover; fast reads of submissions, as text, for those who code them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from consult.questionnaires.models import IncomingSubmission, Questionnaire, Submission, Tombstone
from consult.questionnaires.queries import shows_incoming
from consult.results.rules.tally import Counted
from consult.results.segments.models import Segment

BETWEEN = "\x1f"
"""Stands between the parts of a line."""
AT_ONCE = 2000
"""Rows that are fetched together, to be counted one by one."""


Apart = tuple[bool, str | None]
"""Whether it came late, and why it may come from a machine."""


@dataclass(frozen=True)
class Range:
    """Batches of a version."""

    version_id: UUID
    first: int
    last: int


@dataclass(frozen=True)
class Registered:
    """A segment, as the register knows it."""

    id: UUID
    questionnaire_id: UUID
    range: Range
    row_count: int
    size: int
    checksum: str
    layout: str


@dataclass(frozen=True)
class State:
    """What the database says of the segments of a questionnaire at one moment."""

    segments: tuple[Registered, ...]
    """Those whose batches are still there: after the close all batches are mixed into a later one."""
    dead: frozenset[tuple[UUID, UUID]]
    """Version and id of what was sealed, and has been withdrawn or corrected."""
    counts_late: bool
    counts_doubtful: bool

    @property
    def watermark(self) -> int:
        """Give the last batch that is covered."""
        return max((one.range.last for one in self.segments), default=0)


def state_of(session: Session, questionnaire_id: UUID) -> State:
    """Read the register, and what it has to be corrected by."""
    first = select(func.min(Submission.batch)).where(Submission.questionnaire_id == questionnaire_id)
    asked = select(Questionnaire.counts_late, Questionnaire.counts_doubtful, first.scalar_subquery())
    late, doubtful, first_batch = session.execute(asked.where(Questionnaire.id == questionnaire_id)).one()
    if first_batch is None:
        return State((), frozenset(), late, doubtful)
    kept = select(*Segment.__table__.columns).where(
        Segment.questionnaire_id == questionnaire_id, Segment.last_batch >= first_batch
    )
    segments = tuple(
        Registered(
            one.id,
            one.questionnaire_id,
            Range(one.version_id, one.first_batch, one.last_batch),
            one.row_count,
            one.size,
            one.checksum,
            one.layout,
        )
        for one in session.execute(kept.order_by(Segment.version_id, Segment.first_batch))
    )
    return State(segments, frozenset(list_dead(session, questionnaire_id)) if segments else frozenset(), late, doubtful)


def list_dead(session: Session, questionnaire_id: UUID) -> Sequence[tuple[UUID, UUID]]:
    """List the tombstones."""
    found = select(Tombstone.version_id, Tombstone.submission_id).where(Tombstone.questionnaire_id == questionnaire_id)
    return [(version, id_) for version, id_ in session.execute(found)]


def tail(session: Session, questionnaire_id: UUID, state: State, broken: Iterable[Registered]) -> list[Counted]:
    """Give what counts and is in no segment: what is incoming, later batches, and those of broken segments."""
    incoming, sealed = (
        select(table.version_id, table.answers, table.submitted_on, table.participant_class, table.area).where(
            table.questionnaire_id == questionnaire_id,
            or_(~table.is_late, literal(state.counts_late)),
            or_(table.doubt.is_(None), literal(state.counts_doubtful)),
        )
        for table in (IncomingSubmission, Submission)
    )
    both = union_all(incoming.where(shows_incoming(questionnaire_id)), sealed.where(_uncovered(state, broken)))
    return [tuple(row) for row in session.execute(both.execution_options(yield_per=AT_ONCE))]


def tail_apart(session: Session, questionnaire_id: UUID, state: State, broken: Iterable[Registered]) -> Counter[Apart]:
    """Count everything that is in no segment, by whether it came late and why it may come from a machine."""
    incoming, sealed = (
        select(table.is_late, table.doubt).where(table.questionnaire_id == questionnaire_id)
        for table in (IncomingSubmission, Submission)
    )
    both = union_all(incoming, sealed.where(_uncovered(state, broken))).subquery()
    counted = select(both.c.is_late, both.c.doubt, func.count()).group_by(both.c.is_late, both.c.doubt)
    return Counter({(late, doubt): people for late, doubt, people in session.execute(counted)})


def tail_ids(session: Session, questionnaire_id: UUID, state: State, broken: Iterable[Registered]) -> list[UUID]:
    """List what is in no segment."""
    incoming, sealed = (
        select(table.id).where(table.questionnaire_id == questionnaire_id) for table in (IncomingSubmission, Submission)
    )
    return sorted(session.scalars(union_all(incoming, sealed.where(_uncovered(state, broken)))))


def _uncovered(state: State, broken: Iterable[Registered]) -> ColumnElement[bool]:
    return or_(Submission.batch > state.watermark, *(_within(one.range) for one in broken))


def _within(one: Range) -> ColumnElement[bool]:
    return and_(Submission.version_id == one.version_id, Submission.batch.between(one.first, one.last))


def is_much_after(session: Session, questionnaire_id: UUID, after: int, much: int) -> bool:
    """Tell whether much was sealed after a batch, or is incoming."""
    parts = (
        select(Submission.id).where(Submission.questionnaire_id == questionnaire_id, Submission.batch > after),
        select(IncomingSubmission.id).where(IncomingSubmission.questionnaire_id == questionnaire_id),
    )
    counts = (select(func.count()).select_from(part.limit(much).subquery()).scalar_subquery() for part in parts)
    return sum(session.execute(select(*counts)).one()) >= much


def list_versions(session: Session, questionnaire_id: UUID, after: int) -> Sequence[tuple[UUID, int]]:
    """List the versions that were answered in batches after this one, each with the last such batch of all."""
    later = [Submission.questionnaire_id == questionnaire_id, Submission.batch > after]
    last = session.scalar(select(func.max(Submission.batch)).where(*later)) or 0
    return [(version, last) for version in session.scalars(select(Submission.version_id).where(*later).distinct())]


def list_growing(session: Session) -> Sequence[UUID]:
    """List the questionnaires of which something is sealed, or was."""
    sealed = select(Submission.id).where(Submission.questionnaire_id == Questionnaire.id).exists()
    registered = select(Segment.id).where(Segment.questionnaire_id == Questionnaire.id).exists()
    return session.scalars(select(Questionnaire.id).where(or_(sealed, registered)).order_by(Questionnaire.id)).all()


def lines_of(session: Session, questionnaire_id: UUID, batches: Range, at_once: int) -> Iterator[Sequence[str]]:
    """Give the answers to a version in these batches, each as one line of text: nothing is made of it on the way.

    Between id, day, late, class, area, doubt and answers stands a character that JSON cannot hold as it is.
    """
    columns = (
        cast(Submission.id, Text),
        cast(Submission.submitted_on, Text),
        case((Submission.is_late, "1"), else_="0"),
        func.coalesce(Submission.participant_class, ""),
        func.coalesce(Submission.area, ""),
        func.coalesce(Submission.doubt, ""),
        cast(Submission.answers, Text),
    )
    line: ColumnElement[Any] = columns[0]
    for column in columns[1:]:
        line = line.concat(literal(BETWEEN)).concat(column)
    chosen = select(line).where(Submission.questionnaire_id == questionnaire_id, _within(batches))
    found = session.connection().execute(chosen.execution_options(yield_per=at_once))
    while rows := found.fetchmany(at_once):
        yield [line for (line,) in rows]


def list_ids(session: Session, questionnaire_id: UUID) -> Sequence[UUID]:
    """List everything that is in the register."""
    return session.scalars(select(Segment.id).where(Segment.questionnaire_id == questionnaire_id)).all()
