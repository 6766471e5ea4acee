"""Correct what was published, by a new version; and give up what is in preparation."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation, ConsultationDocument, ConsultationVersion
from consult.consultations.operations.documents import forget_files
from consult.consultations.operations.prepare import EDITABLE, NotInPreparation, in_preparation
from consult.consultations.operations.record import record
from consult.consultations.queries import find_preparing

KEPT = ("law_on", "law_rules")
"""What a correction keeps: it runs by the law of the day on which the consultation starts."""


class SomethingHangsOnIt(Exception):
    """A questionnaire, a draft or something else belongs to the consultation."""


def begin_correction(
    session: Session, consultation: Consultation, *, actor: Actor, now: datetime
) -> ConsultationVersion:
    """Begin a new version from the one in force; where one is in preparation already, give that."""
    begun = find_preparing(session, consultation.id)
    if begun is not None:
        return begun
    latest = consultation.versions[-1]
    version = ConsultationVersion(
        number=latest.number + 1, edited_at=now, edited_by_id=actor.id, author_ids=[str(actor.id)]
    )
    for name in (*EDITABLE, *KEPT):
        setattr(version, name, getattr(latest, name))
    version.reason = {}
    version.documents = [
        ConsultationDocument(stored_file=document.stored_file, title=document.title, position=document.position)
        for document in latest.documents
    ]
    consultation.versions.append(version)
    session.flush()
    record(session, "correction_begun", consultation, actor=actor, now=now, details={"version": version.number})
    return version


def discard_correction(session: Session, consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    """Give up a correction; the version in force stays as it is. A first version cannot be given up."""
    version = in_preparation(session, consultation)
    if consultation.published_number is None:
        raise NotInPreparation
    files = [document.stored_file for document in version.documents]
    consultation.versions.remove(version)
    session.delete(version)
    session.flush()
    forget_files(session, files)
    record(session, "correction_discarded", consultation, actor=actor, now=now, details={"version": version.number})


def delete_preparation(session: Session, consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    """Delete a consultation that was never published, with all that was written in it.

    Raises `NotInPreparation` where it was published, and `SomethingHangsOnIt`: the database knows what refers to it.
    """
    version = in_preparation(session, consultation)
    if consultation.published_number is not None:
        raise NotInPreparation
    files = [document.stored_file for document in version.documents]
    try:
        with session.begin_nested():
            session.delete(version)
            session.flush()
            session.delete(consultation)
            session.flush()
    except IntegrityError:
        raise SomethingHangsOnIt from None
    forget_files(session, files)
    record(session, "preparation_deleted", consultation, actor=actor, now=now)
