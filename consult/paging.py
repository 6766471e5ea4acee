"""Long lists in pages."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list, and where it stands in the whole."""

    rows: list[Any]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """Number of the last page; an empty list has one."""
        return max(1, -(-self.total // self.size))


def page_of(session: Session, query: Select[Any], number: int, size: int = SIZE) -> Page:
    """Fetch one page of an ordered query: two statements, however long the list is; one where it fits on a page."""
    first = list(session.scalars(query.limit(size))) if number == 1 else []
    if number == 1 and len(first) < size:
        return Page(first, 1, len(first), size)
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    number = min(number, max(1, -(-total // size)))
    rows = first or list(session.scalars(query.limit(size).offset((number - 1) * size)))
    return Page(rows, number, total, size)
