"""Reads for the workbench: topics, departments, templates, people who answer, and how much waits for each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.accounts.queries import list_people
from consult.drafts.access import WRITERS
from consult.drafts.models import Remark
from consult.drafts.rules.decisions import TO_DO
from consult.drafts.workbench.models import AnswerTemplate, Department, RemarkTopic, Topic


@dataclass(frozen=True)
class Load:
    """How many remarks wait for answers: all of mine, and those whose day has passed."""

    mine: int
    overdue: int


def list_topics(session: Session, draft_id: UUID) -> Sequence[Topic]:
    """List the topics of a draft, by name."""
    return session.scalars(select(Topic).where(Topic.draft_id == draft_id).order_by(Topic.folded_name)).all()


def count_by_topic(session: Session, draft_id: UUID) -> Mapping[UUID, int]:
    """Count the remarks on each topic of a draft."""
    counted = select(RemarkTopic.topic_id, func.count()).join(Topic).where(Topic.draft_id == draft_id)
    return dict(iter(session.execute(counted.group_by(RemarkTopic.topic_id))))


def topics_of(session: Session, remark_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Topic]]:
    """Give the topics of each remark."""
    found: dict[UUID, list[Topic]] = defaultdict(list)
    query = select(RemarkTopic.remark_id, Topic).join(Topic).where(RemarkTopic.remark_id.in_(remark_ids))
    for remark_id, topic in session.execute(query.order_by(Topic.folded_name)):
        found[remark_id].append(topic)
    return found


def list_departments(session: Session, authority_id: UUID) -> Sequence[Department]:
    """List the departments of an office, by name."""
    return session.scalars(
        select(Department).where(Department.authority_id == authority_id).order_by(Department.folded_name)
    ).all()


def list_templates(session: Session, authority_id: UUID) -> Sequence[AnswerTemplate]:
    """List the templates of answers of an office, by name."""
    return session.scalars(
        select(AnswerTemplate).where(AnswerTemplate.authority_id == authority_id).order_by(AnswerTemplate.folded_name)
    ).all()


def list_writers(session: Session, authority_id: UUID) -> list[Account]:
    """List the people who may be asked to answer, by name."""
    people = list_people(session, authority_id)
    return [one for one in people if one.is_active and one.holds(*WRITERS, authority_id=authority_id)]


def name_assignees(session: Session, remarks: Collection[Remark]) -> Mapping[UUID, str]:
    """Name the people who are to answer these remarks, by their accounts."""
    ids = {remark.assignee_id for remark in remarks if remark.assignee_id}
    found = select(Account.id, Account.name).where(Account.id.in_(ids))
    return dict(iter(session.execute(found))) if ids else {}


def load_of(session: Session, draft_id: UUID, account_id: UUID | None, today: date) -> Load:
    """Count what waits for a person, and what is overdue for anybody."""
    waits = Remark.draft_id == draft_id, Remark.state.in_(TO_DO)
    mine = select(func.count()).select_from(Remark).where(*waits, Remark.assignee_id == account_id)
    overdue = select(func.count()).select_from(Remark).where(*waits, Remark.due_on < today)
    return Load(session.scalar(mine) or 0, session.scalar(overdue) or 0)
