"""Compiled questionnaires, kept in the process: a version that was published never changes."""

from uuid import UUID

from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.shape import Plan

MOST = 100
"""Plans that are kept."""
_kept: dict[tuple[UUID, int], Plan] = {}


def plan_of(version: QuestionnaireVersion) -> Plan:
    """Give the plan of a version."""
    key = (version.id, version.edit_count)
    plan = _kept.get(key)
    if plan is None:
        plan = compile_plan(version.document)
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = plan
    return plan
