"""Make one-time codes, withdraw those that nobody used, and find one that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from consult.accounts.throttle import HOUR, QUARTER, Keys, Limit, give_back, take
from consult.participation.models import AccessCode, SpentMark
from consult.participation.rules.codes import code_hash, new_code

CLIENT = Limit(20, QUARTER)
"""Codes that one network may try."""
EVERYBODY = Limit(200, HOUR)
"""Codes that all together may try at one questionnaire before each network is slowed down."""
SLOWED = 5
"""What a try costs then; a right one costs nothing, so nobody with a code is kept out."""


@dataclass(frozen=True)
class Lot:
    """The codes of one download."""

    number: int
    count: int
    spent: int


def make_codes(session: Session, subject_id: UUID, count: int) -> list[str]:
    """Make codes of a new lot; they are given out here, once, and only their hashes are kept.

    They are stored in the order of their hashes: the order of the list tells nothing about the table.
    """
    last = session.scalar(select(func.max(AccessCode.lot)).where(AccessCode.subject_id == subject_id))
    codes = [new_code() for _ in range(count)]
    rows = [
        {"hash": one, "subject_id": subject_id, "lot": (last or 0) + 1} for one in sorted(code_hash(c) for c in codes)
    ]
    session.execute(insert(AccessCode), rows)
    return codes


def withdraw_unused(session: Session, subject_id: UUID, lot: int) -> int:
    """Withdraw the codes of a lot that nobody has used; give how many."""
    spent = select(SpentMark.mark).where(SpentMark.subject_id == subject_id)
    unused = delete(AccessCode).where(
        AccessCode.subject_id == subject_id, AccessCode.lot == lot, AccessCode.hash.not_in(spent)
    )
    return len(session.execute(unused.returning(AccessCode.hash)).all())


def list_lots(session: Session, subject_id: UUID) -> Sequence[Lot]:
    """List the lots of a questionnaire."""
    spent = func.count(SpentMark.mark)
    counted = (
        select(AccessCode.lot, func.count(), spent)
        .outerjoin(SpentMark, SpentMark.mark == AccessCode.hash)
        .where(AccessCode.subject_id == subject_id)
        .group_by(AccessCode.lot)
        .order_by(AccessCode.lot)
    )
    return [Lot(*row) for row in session.execute(counted)]


def count_codes(session: Session, subject_id: UUID) -> int:
    """Count the codes of a questionnaire."""
    mine = select(func.count()).select_from(AccessCode).where(AccessCode.subject_id == subject_id)
    return session.scalar(mine) or 0


def is_given_out(session: Session, subject_id: UUID, mark: str) -> bool:
    """Tell whether the code with this hash was given out for a questionnaire, and not withdrawn since."""
    known = session.get(AccessCode, mark)
    return known is not None and known.subject_id == subject_id


def try_code(
    session: Session, subject_id: UUID, code: str, *, network: str, keys: Keys, now: datetime
) -> timedelta | bool:
    """Tell whether the code opens the questionnaire; or, after too many wrong ones, how long to wait."""
    mine, all_tries = keys.of("code from", network), keys.of("codes for", subject_id.hex)
    is_attacked = take(session, all_tries, EVERYBODY, now=now) is not None
    cost = SLOWED if is_attacked else 1
    wait = take(session, mine, CLIENT, now=now, cost=cost)
    if wait is not None:
        return wait
    if not is_given_out(session, subject_id, code_hash(code)):
        return False
    give_back(session, mine, CLIENT, now=now, amount=cost)
    if not is_attacked:
        give_back(session, all_tries, EVERYBODY, now=now)
    return True
