"""People support an initiative: online, each address once, and on paper, counted by officials."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.initiatives.access import can_write
from consult.initiatives.models import Initiative, InitiativeSupport
from consult.initiatives.operations.record import NotAllowed, record, refuse_changed
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.queries import get_initiative
from consult.initiatives.rules.stages import Stage


def support(session: Session, initiative_id: UUID, person_hash: str) -> bool:
    """Count one person; tell whether they are new. Who supports it already is not counted again.

    Raises `NotNow` where support is not collected. No day and no order is kept.
    """
    initiative = get_initiative(session, initiative_id)
    if initiative.stage != Stage.SUPPORT or not initiative.takes_online_support:
        raise NotNow
    if session.get(InitiativeSupport, (initiative_id, person_hash)) is not None:
        return False
    session.add(InitiativeSupport(initiative_id=initiative_id, person_hash=person_hash))
    initiative.online_support += 1
    session.flush()
    return True


def count_signatures(
    session: Session, initiative: Initiative, signatures: int, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Say how many valid signatures there are. Raises `NotAllowed`, `NotNow`, `ChangedMeanwhile`."""
    if not can_write(actor, initiative):
        raise NotAllowed
    if initiative.stage not in {Stage.SUPPORT, Stage.FORMAL}:
        raise NotNow
    refuse_changed(initiative, edit_count)
    initiative.signatures = signatures
    initiative.edit_count += 1
    session.flush()
    record(session, "signatures_counted", initiative, actor=actor, now=now, details={"signatures": signatures})
