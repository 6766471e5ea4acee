"""Quick questions to the hall: asked, opened, answered on phones, shown on the screen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.meetings.models import Answer, Meeting, Question
from consult.meetings.operations.record import record
from consult.meetings.operations.workshop import new_code
from consult.texts.folding import fold
from consult.texts.personal_data import has_any


class NotOpen(Exception):
    """The question is not asked now."""


def ask(
    session: Session, meeting: Meeting, text: str, options: Sequence[str], *, actor: Actor, now: datetime
) -> Question:
    """Prepare a question; without options, people answer in a few words. The meeting must be held."""
    if meeting.short_code is None:
        meeting.short_code = new_code(session)
    last = session.scalar(select(func.max(Question.number)).where(Question.meeting_id == meeting.id))
    question = Question(meeting_id=meeting.id, number=(last or 0) + 1, text=text, options=list(options))
    session.add(question)
    session.flush()
    record(session, "question_added", meeting, actor=actor, now=now, details={"question": question.number})
    return question


def open_question(session: Session, meeting: Meeting, question: Question) -> None:
    """Let phones answer this question, and no other. The meeting must be held."""
    session.execute(update(Question).where(Question.meeting_id == meeting.id).values(is_open=False, is_shown=False))
    session.refresh(question)
    question.is_open = True
    session.flush()


def close_question(session: Session, question: Question) -> None:
    """Take no more answers."""
    question.is_open = False
    session.flush()


def show_result(session: Session, meeting: Meeting, question: Question, *, is_shown: bool) -> None:
    """Put the result on the screen, or take it off; one at a time. The meeting must be held."""
    session.execute(update(Question).where(Question.meeting_id == meeting.id).values(is_shown=False))
    session.refresh(question)
    question.is_shown = is_shown
    session.flush()


def answer(session: Session, question: Question, choice: int | None, words: str, *, form_hash: str) -> Answer:
    """Take an answer; the same form sent again gives what is there. The question must be held."""
    known = session.scalar(select(Answer).where(Answer.form_hash == form_hash))
    if known is not None:
        return known
    if not question.is_open:
        raise NotOpen
    given = Answer(
        question_id=question.id,
        form_hash=form_hash,
        choice=choice,
        words=words,
        folded=fold(words),
        is_hidden=has_any(words),
    )
    session.add(given)
    session.flush()
    return given


def hide_words(session: Session, question: Question, folded: str) -> None:
    """Keep some words off the screen, whoever wrote them."""
    session.execute(
        update(Answer).where(Answer.question_id == question.id, Answer.folded == folded).values(is_hidden=True)
    )
    session.flush()
