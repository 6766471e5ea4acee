"""Evidence, added and removed piece by piece."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.recommendations.models import Recommendation
from consult.recommendations.operations.prepare import in_preparation, touch
from consult.recommendations.operations.record import record

MOST = 30
"""Pieces of evidence of one recommendation."""


def add_evidence(
    session: Session, recommendation: Recommendation, piece: dict[str, str], *, actor: Actor, now: datetime
) -> bool:
    """Add a piece at the end; tell whether it is new. Raises `NotInPreparation`."""
    version = in_preparation(session, recommendation)
    if len(version.evidence) >= MOST or any(one["url"] == piece["url"] for one in version.evidence):
        return False
    version.evidence = [*version.evidence, piece]
    touch(version, actor, now)
    session.flush()
    record(session, "changed", recommendation, actor=actor, now=now, details={"version": version.number})
    return True


def remove_evidence(session: Session, recommendation: Recommendation, url: str, *, actor: Actor, now: datetime) -> None:
    """Take the piece with this address out; where it is gone already, do nothing. Raises `NotInPreparation`."""
    version = in_preparation(session, recommendation)
    left = [one for one in version.evidence if one["url"] != url]
    if len(left) == len(version.evidence):
        return
    version.evidence = left
    touch(version, actor, now)
    session.flush()
    record(session, "changed", recommendation, actor=actor, now=now, details={"version": version.number})
