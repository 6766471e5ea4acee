"""Reads of the questions to the hall."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.meetings.models import Answer, Question

MOST_WORDS = 60
"""So many different words fit on a screen."""


@dataclass(frozen=True)
class Line:
    """One answer and how many gave it."""

    words: str
    folded: str
    count: int
    is_hidden: bool = False


def list_questions(session: Session, meeting_id: UUID) -> Sequence[Question]:
    """List the questions of a meeting."""
    return session.scalars(select(Question).where(Question.meeting_id == meeting_id).order_by(Question.number)).all()


def find_question(session: Session, meeting_id: UUID, number: int, *, for_update: bool = False) -> Question | None:
    """Find a question by its number."""
    query = select(Question).where(Question.meeting_id == meeting_id, Question.number == number)
    if for_update:
        query = query.with_for_update(of=Question).execution_options(populate_existing=True)
    return session.scalar(query)


def find_open(session: Session, meeting_id: UUID) -> Question | None:
    """Find the question that phones can answer now."""
    return session.scalar(select(Question).where(Question.meeting_id == meeting_id, Question.is_open).limit(1))


def find_on_screen(session: Session, meeting_id: UUID) -> Question | None:
    """Find what the screen shows: the result that was put there, else the question that is asked now."""
    found = select(Question).where(Question.meeting_id == meeting_id, Question.is_shown | Question.is_open)
    return session.scalar(found.order_by(Question.is_shown.desc(), Question.number).limit(1))


def count_answers(session: Session, question_id: UUID) -> int:
    """Count the answers to a question."""
    return session.scalar(select(func.count()).where(Answer.question_id == question_id)) or 0


def tally(session: Session, question: Question) -> list[Line]:
    """Count each answer: options in their order, words with the most frequent first."""
    return _by_option(session, question) if question.options else _by_words(session, question)


def _by_option(session: Session, question: Question) -> list[Line]:
    rows = session.execute(
        select(Answer.choice, func.count()).where(Answer.question_id == question.id).group_by(Answer.choice)
    )
    counts: dict[int | None, int] = dict(iter(rows))
    return [Line(option, "", counts.get(place, 0)) for place, option in enumerate(question.options)]


def _by_words(session: Session, question: Question) -> list[Line]:
    rows = session.execute(
        select(Answer.folded, func.min(Answer.words), func.count(), Answer.is_hidden)
        .where(Answer.question_id == question.id)
        .group_by(Answer.folded, Answer.is_hidden)
        .order_by(func.count().desc(), Answer.folded)
        .limit(MOST_WORDS)
    )
    return [Line(words, folded, count, is_hidden) for folded, words, count, is_hidden in rows]
