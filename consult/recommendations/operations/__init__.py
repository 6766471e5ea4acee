"""Writes: prepare and publish a recommendation, answer it, tell of its progress, remind of what is owed."""

from consult.recommendations.operations.answer import NotPublished, NotYourAnswer, answer, report
from consult.recommendations.operations.evidence import add_evidence, remove_evidence
from consult.recommendations.operations.prepare import (
    ChangedMeanwhile,
    NotInPreparation,
    begin_correction,
    change,
    discard,
    prepare,
)
from consult.recommendations.operations.publish import (
    NotReady,
    NotYours,
    publish,
    return_to_editor,
    send_for_approval,
    what_is_missing,
)
from consult.recommendations.operations.remind import remind

__all__ = [
    "ChangedMeanwhile",
    "NotInPreparation",
    "NotPublished",
    "NotReady",
    "NotYourAnswer",
    "NotYours",
    "add_evidence",
    "answer",
    "begin_correction",
    "change",
    "discard",
    "prepare",
    "publish",
    "remind",
    "remove_evidence",
    "report",
    "return_to_editor",
    "send_for_approval",
    "what_is_missing",
]
