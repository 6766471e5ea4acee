"""The verbs of the office in short, and what they left behind."""

from datetime import timedelta

from sqlalchemy import inspect, select

from consult.audit.models import AuditEntry
from consult.consultations import operations, queries
from consult.consultations.models import ConsultationVersion
from tests.factories.consultations import (
    NOW,
)

LATER = NOW + timedelta(days=1)


def preparing(session, consultation):
    return queries.find_preparing(session, consultation.id)


def publish(session, consultation, actor, *, now=NOW):
    edit_count = preparing(session, consultation).edit_count
    return operations.publish(session, consultation, edit_count=edit_count, actor=actor, now=now)


def send(session, consultation, actor, *, now=NOW):
    operations.send_for_approval(session, consultation, actor=actor, now=now)


def change(session, consultation, actor, **values):
    edit_count = preparing(session, consultation).edit_count
    operations.change(session, consultation, values, edit_count=edit_count, actor=actor, now=LATER)


def acts(session):
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == "consultation"))
    return [entry.action.removeprefix("consultation.") for entry in entries]


def state(version):
    columns = {column.key: getattr(version, column.key) for column in inspect(ConsultationVersion).columns}
    return columns | {"documents": [(one.id, one.stored_file_id, one.title) for one in version.documents]}


def last_details(session, action):
    return session.scalars(select(AuditEntry.details).where(AuditEntry.action == f"consultation.{action}")).all()[-1]
