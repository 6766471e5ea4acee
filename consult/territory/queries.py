"""Reads of the territory."""

from sqlalchemy.orm import Session

from consult.territory.models import Unit
from consult.territory.rules import BadCode, kind_of, lasting


def find_unit(session: Session, code: str) -> Unit | None:
    """Find a unit by its code of any year: of a gmina only the first six digits count."""
    try:
        kind_of(code)
    except BadCode:
        return None
    return session.get(Unit, lasting(code))
