"""The log, and the end of its chain."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class AuditEntry(Base):
    """One act. `number` and `hash` are empty until the entry is chained."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index(None, "authority_id", "recorded_at"),
        Index(None, "subject_id"),
        Index(None, "number", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recorded_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    actor_id: Mapped[UUID | None]
    authority_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]]
    number: Mapped[int | None]
    hash: Mapped[str | None] = mapped_column(String(64))


class AuditHead(Base):
    """The last number and hash of the chain: one row, made by the migration, locked by whoever adds to the chain."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
