"""How an office keeps its duty to answer: read from the remarks of a consultation, or of all that it runs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from consult.clock import WARSAW
from consult.consultations import calendars
from consult.consultations.models import Consultation, ConsultationVersion
from consult.drafts.access import is_public
from consult.drafts.models import Decision, Draft, Remark
from consult.drafts.rules.decisions import State, Verdict
from consult.drafts.rules.duty import Board, Tally, board_of

ACCEPTED = (Verdict.ACCEPTED, Verdict.PARTLY_ACCEPTED)


def find_board(session: Session, *of: ColumnElement[bool], now: datetime) -> Board | None:
    """Read the scoreboard of the public drafts that meet the conditions; nothing where nobody has written yet."""
    drafts = session.scalars(select(Draft).where(is_public(), *of).order_by(Draft.title)).all()
    if not drafts:
        return None
    today = now.astimezone(WARSAW).date()
    board = board_of(_tallies(session, drafts, now), accepted=_count_accepted(session, drafts), today=today)
    return board if board.total else None


def of_authority(authority_id: UUID) -> ColumnElement[bool]:
    """Select the drafts of an office."""
    return Draft.consultation.has(Consultation.authority_id == authority_id)


def due_days(session: Session, drafts: Sequence[Draft], now: datetime) -> Mapping[UUID, date | None]:
    """Tell by which day the office owes its answers: the day it promised, else that of the report by law."""
    silent = [one for one in drafts if one.answers_due_on is None and one.decisions_published_at is None]
    by_law = _report_days(session, {one.consultation_id for one in silent}, now)
    return {one.id: one.answers_due_on or by_law.get(one.consultation_id) for one in drafts}


def _report_days(session: Session, consultation_ids: set[UUID], now: datetime) -> Mapping[UUID, date | None]:
    if not consultation_ids:
        return {}
    in_force = ConsultationVersion.number == Consultation.published_number
    versions = session.scalars(
        select(ConsultationVersion)
        .join(ConsultationVersion.consultation)
        .where(Consultation.id.in_(consultation_ids), in_force)
    ).all()
    offices = sorted({version.consultation.authority_id for version in versions})
    rules = calendars.local_rules_of(session, offices)
    found: dict[UUID, date | None] = {}
    for version in versions:
        ground = calendars.ground_with(version, rules[version.consultation.authority_id], now)
        plan = calendars.plan_of(version, ground)
        found[version.consultation_id] = plan.report_due if plan else None
    return found


def _tallies(session: Session, drafts: Sequence[Draft], now: datetime) -> list[Tally]:
    due = due_days(session, drafts, now)
    by_id = {one.id: one for one in drafts}
    counted = session.execute(
        select(Remark.draft_id, Remark.state, Remark.received_on, func.count())
        .where(Remark.draft_id.in_(by_id), Remark.state != State.WITHDRAWN)
        .group_by(Remark.draft_id, Remark.state, Remark.received_on)
    )
    return [
        Tally(
            by_id[draft_id].title,
            received_on,
            _answered_on(by_id[draft_id]) if state == State.PUBLISHED else None,
            due[draft_id],
            count,
        )
        for draft_id, state, received_on, count in counted
    ]


def _answered_on(draft: Draft) -> date | None:
    moment = draft.decisions_published_at
    return moment.astimezone(WARSAW).date() if moment else None


def _count_accepted(session: Session, drafts: Sequence[Draft]) -> int:
    ids = [one.id for one in drafts if one.decisions_published_at is not None]
    counted = select(func.count()).select_from(Remark).join(Remark.decision)
    published = Remark.draft_id.in_(ids), Remark.state == State.PUBLISHED, Decision.verdict.in_(ACCEPTED)
    return session.scalar(counted.where(*published)) or 0 if ids else 0
