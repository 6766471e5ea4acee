"""Writes: bring and publish versions, take answers, seal them."""

from consult.questionnaires.operations.bring import BroughtBefore, bring_answers
from consult.questionnaires.operations.counting import AlreadyFinal, choose_what_counts
from consult.questionnaires.operations.edit import begin_correction, edit_version, state_of
from consult.questionnaires.operations.publish import (
    ChangedMeanwhile,
    NothingAsked,
    NotInPreparation,
    NotYours,
    publish_version,
)
from consult.questionnaires.operations.seal import seal
from consult.questionnaires.operations.submit import Given, OtherAnswers, correct, submit
from consult.questionnaires.operations.versions import import_version, keep_report

__all__ = [
    "AlreadyFinal",
    "BroughtBefore",
    "ChangedMeanwhile",
    "Given",
    "NotInPreparation",
    "NotYours",
    "NothingAsked",
    "OtherAnswers",
    "begin_correction",
    "bring_answers",
    "choose_what_counts",
    "correct",
    "edit_version",
    "import_version",
    "keep_report",
    "publish_version",
    "seal",
    "state_of",
    "submit",
]
