"""Put the self-assessment of cooperation into a consultation."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.programmes.access import can_join
from consult.programmes.models import Programme
from consult.programmes.operations.joining import NotToBeJoined
from consult.programmes.queries import find_joined, list_titles
from consult.programmes.self_assessment import documents
from consult.questionnaires.operations import import_version


def ask_maturity(
    session: Session, programme: Programme, consultation: Consultation, *, actor: Actor, now: datetime
) -> int:
    """Add a questionnaire for each class, in preparation; give how many were not there yet.

    Raises `NotToBeJoined` where the consultation is no part of the programme or another office's. It must be held.
    """
    joined = find_joined(session, consultation.id)
    if joined is None or joined.programme_id != programme.id or not can_join(actor, programme, consultation):
        raise NotToBeJoined
    there = list_titles(session, consultation.id)
    new = [document for document in documents() if document["title"]["pl"] not in there]
    for document in new:
        import_version(session, consultation, document, actor=actor, now=now)
    return len(new)
