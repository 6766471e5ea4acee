"""Consultations join a programme by the hand of their own office."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.programmes.access import can_join
from consult.programmes.models import JoinedConsultation, Programme
from consult.programmes.operations.record import record
from consult.programmes.queries import find_joined


class NotToBeJoined(Exception):
    """It is another office's, the office has not agreed, or the consultation belongs to another programme."""


def join(session: Session, programme: Programme, consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    """Join a consultation; raise `NotToBeJoined`. The consultation must be held."""
    before = find_joined(session, consultation.id)
    if before is not None and before.programme_id == programme.id:
        return
    if before is not None or not can_join(actor, programme, consultation):
        raise NotToBeJoined
    session.add(JoinedConsultation(programme_id=programme.id, consultation_id=consultation.id, joined_at=now))
    session.flush()
    record(session, "consultation_joined", programme, actor=actor, now=now, authority_id=consultation.authority_id)


def part(session: Session, programme: Programme, consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    """Take a consultation out; raise `NotToBeJoined`. Where it is out already, do nothing."""
    if not can_join(actor, programme, consultation):
        raise NotToBeJoined
    joined = find_joined(session, consultation.id)
    if joined is None or joined.programme_id != programme.id:
        return
    session.delete(joined)
    session.flush()
    record(session, "consultation_parted", programme, actor=actor, now=now, authority_id=consultation.authority_id)
