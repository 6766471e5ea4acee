"""Documents to download."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation, ConsultationDocument
from consult.consultations.operations.prepare import NotInPreparation, touch
from consult.consultations.operations.record import record
from consult.consultations.queries import find_preparing
from consult.files.models import StoredFile
from consult.orm import Texts


def add_document(
    session: Session, consultation: Consultation, stored_file: StoredFile, title: Texts, *, actor: Actor, now: datetime
) -> ConsultationDocument:
    """Add a document at the end; raises `NotInPreparation`."""
    version = find_preparing(session, consultation.id, for_update=True)
    if version is None:
        raise NotInPreparation
    position = max((document.position for document in version.documents), default=0) + 1
    document = ConsultationDocument(stored_file=stored_file, title=dict(title), position=position)
    version.documents.append(document)
    touch(version, actor, now)
    session.flush()
    record(session, "document_added", consultation, actor=actor, now=now, details={"document": str(document.id)})
    return document


def remove_document(
    session: Session, consultation: Consultation, document_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """Take a document off the version in preparation; published versions keep theirs."""
    version = find_preparing(session, consultation.id, for_update=True)
    if version is None:
        raise NotInPreparation
    version.documents = [document for document in version.documents if document.id != document_id]
    touch(version, actor, now)
    session.flush()
    record(session, "document_removed", consultation, actor=actor, now=now, details={"document": str(document_id)})
