"""Compiled questionnaires, kept in the process: a version that was published never changes."""

from uuid import UUID

from sqlalchemy.orm import Session

from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.shape import Plan

MOST = 100
"""Plans that are kept."""
_kept: dict[tuple[UUID, int], Plan] = {}


def plan_of(version: QuestionnaireVersion) -> Plan:
    """Give the plan of a version."""
    key = (version.id, version.edit_count)
    return _kept.get(key) or _compiled(key, version)


def plan_with(session: Session, version_id: UUID, edit_count: int) -> Plan:
    """Give the plan of a version of which no more is known; its document is fetched once."""
    key = (version_id, edit_count)
    return _kept.get(key) or _compiled(key, session.get_one(QuestionnaireVersion, version_id))


def _compiled(key: tuple[UUID, int], version: QuestionnaireVersion) -> Plan:
    plan = compile_plan(version.document)
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = plan
    return plan
