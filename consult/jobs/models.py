"""The queue."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class Job(Base):
    """One piece of work: waiting until `due_at`, leased while somebody does it, or given up."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "given_up_at", "due_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    try_count: Mapped[int] = mapped_column(default=0)
    given_up_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)
