"""Writes: the verbs of an office that consults. They check, change, record in the audit log and flush."""

from consult.consultations.operations.correct import (
    SomethingHangsOnIt,
    begin_correction,
    delete_preparation,
    discard_correction,
)
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
    "SomethingHangsOnIt",
    "Unlawful",
    "add_document",
    "begin_correction",
    "change",
    "delete_preparation",
    "discard_correction",
    "prepare",
    "publish",
    "remove_document",
    "return_to_editor",
    "send_for_approval",
]
