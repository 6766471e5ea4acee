"""Writes: bring and publish versions, take answers, seal them."""

from consult.questionnaires.operations.access import (
    AlreadyPublished,
    NotByCodes,
    TooFewLeft,
    choose_access,
    give_out_codes,
    withdraw_codes,
)
from consult.questionnaires.operations.bring import BroughtBefore, bring_answers
from consult.questionnaires.operations.copy import copy_questionnaire
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
from consult.questionnaires.operations.submit import AlreadyUsed, Given, OtherAnswers, Sent, correct, submit, submit_all
from consult.questionnaires.operations.versions import import_version, keep_report

__all__ = [
    "AlreadyFinal",
    "AlreadyPublished",
    "AlreadyUsed",
    "BroughtBefore",
    "ChangedMeanwhile",
    "Given",
    "NotByCodes",
    "NotInPreparation",
    "NotYours",
    "NothingAsked",
    "OtherAnswers",
    "Sent",
    "TooFewLeft",
    "begin_correction",
    "bring_answers",
    "choose_access",
    "choose_what_counts",
    "copy_questionnaire",
    "correct",
    "edit_version",
    "give_out_codes",
    "import_version",
    "keep_report",
    "publish_version",
    "seal",
    "state_of",
    "submit",
    "submit_all",
    "withdraw_codes",
]
