"""Writes: the verbs of an office that consults. They check, change, record in the audit log and flush."""

from consult.consultations.operations.correct import begin_correction, discard_correction
from consult.consultations.operations.documents import add_document, remove_document
from consult.consultations.operations.prepare import (
    ChangedMeanwhile,
    NotInPreparation,
    change,
    prepare,
)
from consult.consultations.operations.publish import (
    NotReady,
    NotYours,
    Unlawful,
    publish,
    return_to_editor,
    send_for_approval,
)

__all__ = [
    "ChangedMeanwhile",
    "NotInPreparation",
    "NotReady",
    "NotYours",
    "Unlawful",
    "add_document",
    "begin_correction",
    "change",
    "discard_correction",
    "prepare",
    "publish",
    "remove_document",
    "return_to_editor",
    "send_for_approval",
]
