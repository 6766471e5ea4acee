"""How the office of the demonstration works through the remarks: topics, a department, a template, who answers what."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.clock import WARSAW
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.decisions import TO_DO
from consult.drafts.workbench import operations, queries

TOPICS = ("Pieniądze i konkursy", "Konsultacje i zespoły", "Lokale i szkolenia")
DEPARTMENT = "Wydział Spraw Społecznych"
TEMPLATE = (
    "Poza programem: zadanie innej jednostki",
    "explained",
    "Dziękujemy za uwagę. To zadanie prowadzi inna jednostka, więc program współpracy nie może go zmienić.",
)
TO_ANSWER = timedelta(days=21)
TO_WRITE = timedelta(days=7)


def set_up_workbench(session: Session, draft: Draft, editor: Account, now: datetime) -> None:
    """Set up topics and a template, and share out what is to be answered between the editor and a department."""
    closes_at = draft.consultation.closes_at or now
    office = draft.consultation.authority_id
    operations.set_rules(
        session,
        draft,
        needs_agreement=False,
        answers_due_on=(closes_at + TO_ANSWER).astimezone(WARSAW).date(),
        actor=editor,
        now=now,
    )
    topics = [operations.add_topic(session, draft, name, actor=editor, now=now) for name in TOPICS]
    department = next((one for one in queries.list_departments(session, office) if one.name == DEPARTMENT), None)
    if department is None:
        department = operations.add_department(session, office, DEPARTMENT, "", actor=editor, now=now)
        operations.add_template(session, office, *TEMPLATE, actor=editor, now=now)
    waiting = select(Remark).where(Remark.draft_id == draft.id, Remark.state.in_(TO_DO)).order_by(Remark.number)
    remarks = session.scalars(waiting).all()
    for place, topic in enumerate(topics):
        chosen = remarks[place :: len(topics)]
        operations.set_topic(session, draft, chosen, topic.id, is_on=True, actor=editor, now=now)
        assignment = operations.Assignment(
            assignee_id=editor.id if place else None,
            department_id=None if place else department.id,
            due_on=(now + TO_WRITE * (place + 1)).astimezone(WARSAW).date(),
        )
        operations.assign(session, draft, chosen[::2], assignment, base_url="", actor=editor, now=now)
