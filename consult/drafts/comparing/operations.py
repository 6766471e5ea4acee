"""Say which remarks stand behind a change of the version in preparation."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.drafts.comparing.models import ChangeCause
from consult.drafts.comparing.queries import find_numbered
from consult.drafts.models import Draft
from consult.drafts.operations.record import record
from consult.drafts.operations.versions import ChangedMeanwhile, in_preparation, touch


class NoSuchRemark(Exception):
    """There is no remark on this draft with one of the numbers."""

    def __init__(self, numbers: Collection[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


def name_causes(
    session: Session,
    draft: Draft,
    key: str,
    numbers: Collection[int],
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Put these remarks behind what the version in preparation changes in a unit, instead of those named before.

    Raises `ChangedMeanwhile`, `NoSuchRemark`.
    """
    version = in_preparation(session, draft)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile
    found = find_numbered(session, draft, sorted(numbers))
    if len(found) < len(set(numbers)):
        raise NoSuchRemark(sorted(set(numbers) - set(found)))
    _put(session, version.id, key, [remark.id for remark in found.values()])
    touch(version, actor, now)
    session.flush()
    record(session, "causes_named", draft, actor=actor, now=now, details={"unit": key, "remarks": len(found)})


def _put(session: Session, version_id: UUID, key: str, remark_ids: Collection[UUID]) -> None:
    session.execute(delete(ChangeCause).where(ChangeCause.version_id == version_id, ChangeCause.unit_key == key))
    session.add_all(ChangeCause(version_id=version_id, unit_key=key, remark_id=one) for one in remark_ids)
