"""What officials set up and do with many remarks at once: topics, departments, templates, assignments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.actor import Actor
from consult.audit import log
from consult.drafts.access import WRITERS
from consult.drafts.models import Draft, Remark
from consult.drafts.operations.record import record
from consult.drafts.operations.remarks import state_to_do
from consult.drafts.rules.decisions import TO_DO, State
from consult.drafts.workbench.models import AnswerTemplate, Department, RemarkTopic, Topic
from consult.mail import outbox
from consult.texts.folding import fold

MESSAGE = "drafts/mail/assigned"
MOST_AT_ONCE = 500


class KnownAlready(Exception):
    """There is one of this name."""


class StillUsed(Exception):
    """Something still belongs to it."""


class NotOfThisOffice(Exception):
    """Who or what was chosen is no part of this office."""


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Who is to answer, and until when; without a person or department, nobody any more."""

    assignee_id: UUID | None = None
    department_id: UUID | None = None
    due_on: date | None = None


Named = TypeVar("Named", Topic, Department, AnswerTemplate)


def list_held(session: Session, draft: Draft, numbers: Collection[int]) -> Sequence[Remark]:
    """Fetch remarks of a draft by their numbers, and hold them until the transaction ends."""
    chosen = sorted(numbers)[:MOST_AT_ONCE]
    query = select(Remark).where(Remark.draft_id == draft.id, Remark.number.in_(chosen)).order_by(Remark.number)
    return session.scalars(query.with_for_update(of=Remark).execution_options(populate_existing=True)).all()


def register(session: Session, draft: Draft, remarks: Sequence[Remark], *, actor: Actor, now: datetime) -> int:
    """Note that the office has looked at what came in; tell how many were new."""
    new = [remark for remark in remarks if remark.state == State.SUBMITTED]
    for remark in new:
        remark.state = State.REGISTERED
    session.flush()
    if new:
        record(session, "remarks_registered", draft, actor=actor, now=now, details={"remarks": len(new)})
    return len(new)


def assign(  # one for each thing that makes an assignment
    session: Session,
    draft: Draft,
    remarks: Sequence[Remark],
    assignment: Assignment,
    *,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Say who answers until when, and leave one mail for them; tell how many remarks were still to be answered.

    Whoever assigns to themselves gets no mail. Raises `NotOfThisOffice`.
    """
    person, department = _checked(session, draft, assignment)
    open_ones = [remark for remark in remarks if remark.state in TO_DO]
    for remark in open_ones:
        remark.assignee_id, remark.department_id = assignment.assignee_id, assignment.department_id
        remark.due_on = assignment.due_on
        if remark.state != State.RETURNED:
            remark.state = State.REGISTERED if state_to_do(remark) == State.SUBMITTED else state_to_do(remark)
    session.flush()
    if not open_ones:
        return 0
    record(session, "remarks_assigned", draft, actor=actor, now=now, details={"remarks": len(open_ones)})
    if person is not None and person.id != actor.id:
        _tell(session, draft, person.email, person.language, len(open_ones), assignment, base_url, now)
    if department is not None and department.email:
        _tell(session, draft, department.email, "pl", len(open_ones), assignment, base_url, now)
    return len(open_ones)


def _checked(session: Session, draft: Draft, assignment: Assignment) -> tuple[Account | None, Department | None]:
    """Find whom the assignment names; raise `NotOfThisOffice` unless they are of the draft's office."""
    authority_id = draft.consultation.authority_id
    person = session.get(Account, assignment.assignee_id) if assignment.assignee_id else None
    department = session.get(Department, assignment.department_id) if assignment.department_id else None
    is_writer = person is not None and person.is_active and person.holds(*WRITERS, authority_id=authority_id)
    if assignment.assignee_id and not is_writer:
        raise NotOfThisOffice
    if assignment.department_id and (department is None or department.authority_id != authority_id):
        raise NotOfThisOffice
    return person, department


def _tell(  # one for each thing that the mail says
    session: Session,
    draft: Draft,
    to: str,
    language: str,
    count: int,
    assignment: Assignment,
    base_url: str,
    now: datetime,
) -> None:
    consultation = draft.consultation
    whose = f"osoba={assignment.assignee_id}" if assignment.assignee_id else f"komorka={assignment.department_id}"
    outbox.put(
        session,
        to=to,
        message=MESSAGE,
        values={
            "draft": draft.title,
            "count": count,
            "due_on": assignment.due_on.isoformat() if assignment.due_on else "",
            "url": f"{base_url}/urzad/k/{consultation.slug}/rozpatrywanie/{draft.number}?stan=todo&{whose}",
        },
        language=language,
        authority_id=consultation.authority_id,
        now=now,
    )


def set_topic(
    session: Session,
    draft: Draft,
    remarks: Sequence[Remark],
    topic_id: UUID,
    *,
    is_on: bool,
    actor: Actor,
    now: datetime,
) -> int:
    """Put remarks under a topic, or take them off it; tell how many. Raises `NotOfThisOffice`."""
    topic = session.get(Topic, topic_id)
    if topic is None or topic.draft_id != draft.id:
        raise NotOfThisOffice
    ids = [remark.id for remark in remarks]
    of_topic = RemarkTopic.topic_id == topic_id, RemarkTopic.remark_id.in_(ids)
    session.execute(delete(RemarkTopic).where(*of_topic))
    if is_on:
        session.add_all([RemarkTopic(remark_id=one, topic_id=topic_id) for one in ids])
    session.flush()
    record(session, "topic_set", draft, actor=actor, now=now, details={"remarks": len(ids)})
    return len(ids)


def add_topic(session: Session, draft: Draft, name: str, *, actor: Actor, now: datetime) -> Topic:
    """Add a topic to a draft. Raises `KnownAlready`."""
    topic = Topic(draft_id=draft.id, name=name, folded_name=fold(name))
    _add(session, topic, Topic.draft_id == draft.id)
    record(session, "topic_added", draft, actor=actor, now=now)
    return topic


def remove_topic(session: Session, draft: Draft, topic_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Remove a topic; the remarks on it lose it and stay."""
    topic = session.get(Topic, topic_id)
    if topic is None or topic.draft_id != draft.id:
        raise NotOfThisOffice
    session.execute(delete(RemarkTopic).where(RemarkTopic.topic_id == topic_id))
    session.delete(topic)
    session.flush()
    record(session, "topic_removed", draft, actor=actor, now=now)


def add_department(
    session: Session, authority_id: UUID, name: str, email: str, *, actor: Actor, now: datetime
) -> Department:
    """Add a department to an office. Raises `KnownAlready`."""
    department = Department(authority_id=authority_id, name=name, folded_name=fold(name), email=email)
    _add(session, department, Department.authority_id == authority_id)
    _record(session, "department.added", department, actor, now)
    return department


def remove_department(
    session: Session, authority_id: UUID, department_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Remove a department to which no remark is assigned. Raises `StillUsed`, `NotOfThisOffice`."""
    department = session.get(Department, department_id)
    if department is None or department.authority_id != authority_id:
        raise NotOfThisOffice
    if session.scalar(select(Remark.id).where(Remark.department_id == department_id).limit(1)) is not None:
        raise StillUsed
    _record(session, "department.removed", department, actor, now)
    session.delete(department)
    session.flush()


def add_template(
    session: Session, authority_id: UUID, name: str, verdict: str, reason: str, *, actor: Actor, now: datetime
) -> AnswerTemplate:
    """Add a template of answers. Raises `KnownAlready`."""
    template = AnswerTemplate(
        authority_id=authority_id, name=name, folded_name=fold(name), verdict=verdict, reason=reason
    )
    _add(session, template, AnswerTemplate.authority_id == authority_id)
    _record(session, "answer_template.added", template, actor, now)
    return template


def remove_template(session: Session, authority_id: UUID, template_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Remove a template; the answers that were written with it stay."""
    template = session.get(AnswerTemplate, template_id)
    if template is None or template.authority_id != authority_id:
        raise NotOfThisOffice
    _record(session, "answer_template.removed", template, actor, now)
    session.delete(template)
    session.flush()


def set_rules(
    session: Session, draft: Draft, *, needs_agreement: bool, answers_due_on: date | None, actor: Actor, now: datetime
) -> None:
    """Say whether decisions are agreed first, and by which day the office will have answered."""
    draft.needs_agreement, draft.answers_due_on = needs_agreement, answers_due_on
    session.flush()
    due = answers_due_on.isoformat() if answers_due_on else ""
    details: dict[str, str | int | bool] = {"agreement": needs_agreement, "due": due}
    record(session, "answering_set", draft, actor=actor, now=now, details=details)


def _add(session: Session, named: Named, among: object) -> None:
    """Add one whose name is free among its own."""
    kind = type(named)
    same = select(kind.id).where(among, kind.folded_name == named.folded_name)  # type: ignore[arg-type]
    if session.scalar(same) is not None:
        raise KnownAlready
    session.add(named)
    session.flush()


def _record(session: Session, action: str, subject: Department | AnswerTemplate, actor: Actor, now: datetime) -> None:
    log.record(
        session,
        action=action,
        subject_kind=action.split(".", maxsplit=1)[0],
        subject_id=subject.id,
        actor_id=actor.id,
        authority_id=subject.authority_id,
        now=now,
    )
