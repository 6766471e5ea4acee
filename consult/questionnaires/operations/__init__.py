"""Writes: bring and publish versions, take answers, seal them."""

from consult.questionnaires.operations.publish import ChangedMeanwhile, NotInPreparation, NotYours, publish_version
from consult.questionnaires.operations.seal import seal
from consult.questionnaires.operations.submit import Given, OtherAnswers, correct, submit
from consult.questionnaires.operations.versions import import_version

__all__ = [
    "ChangedMeanwhile",
    "Given",
    "NotInPreparation",
    "NotYours",
    "OtherAnswers",
    "correct",
    "import_version",
    "publish_version",
    "seal",
    "submit",
]
