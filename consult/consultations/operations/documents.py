"""Documents to download."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation, ConsultationDocument
from consult.consultations.operations.prepare import in_preparation, touch
from consult.consultations.operations.record import record
from consult.files.models import StoredFile
from consult.orm import Texts


def add_document(
    session: Session, consultation: Consultation, stored_file: StoredFile, title: Texts, *, actor: Actor, now: datetime
) -> ConsultationDocument:
    """Add a document at the end; raises `NotInPreparation`."""
    version = in_preparation(session, consultation)
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
    """Take a document off the version in preparation; published versions keep theirs.

    Where it is not there (any longer), nothing happens. Raises `NotInPreparation`.
    """
    version = in_preparation(session, consultation)
    document = next((one for one in version.documents if one.id == document_id), None)
    if document is None:
        return
    version.documents.remove(document)
    touch(version, actor, now)
    session.flush()
    forget_files(session, [document.stored_file])
    record(session, "document_removed", consultation, actor=actor, now=now, details={"document": str(document_id)})


def forget_files(session: Session, stored_files: Iterable[StoredFile]) -> None:
    """Delete the records of files that no document names any longer; a job removes the files themselves."""
    for stored_file in stored_files:
        naming = select(ConsultationDocument.id).where(ConsultationDocument.stored_file_id == stored_file.id)
        if session.scalar(naming.limit(1)) is None:
            session.delete(stored_file)
    session.flush()
