"""Unfinished answers: kept under a code that is stored nowhere, until they are sent or nobody can send them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.participation.models import Unfinished
from consult.participation.rules.locking import CannotBeOpened, lock, locked_hash, unlock


def keep(session: Session, subject_id: UUID, code: str, words: bytes, *, erased_after: datetime) -> None:
    """Keep the words under the code, in the place of what was there."""
    name, locked = locked_hash(code), lock(words, code, subject_id.bytes)
    held = session.get(Unfinished, name, with_for_update=True)
    if held is None:
        session.add(Unfinished(hash=name, subject_id=subject_id, sealed=locked, erased_after=erased_after))
    else:
        held.sealed, held.erased_after = locked, erased_after
    session.flush()


def find(session: Session, subject_id: UUID, code: str) -> bytes | None:
    """Give what is kept for this questionnaire under the code."""
    held = session.get(Unfinished, locked_hash(code))
    if held is None or held.subject_id != subject_id:
        return None
    try:
        return unlock(held.sealed, code, subject_id.bytes)
    except CannotBeOpened:
        return None


def forget(session: Session, code: str) -> None:
    """Erase what is kept under the code."""
    session.execute(delete(Unfinished).where(Unfinished.hash == locked_hash(code)))


def erase_over(session: Session, *, now: datetime) -> None:
    """Erase what nobody can send any more."""
    session.execute(delete(Unfinished).where(Unfinished.erased_after <= now))
