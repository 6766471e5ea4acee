"""The table of what was brought over."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.files.models import StoredFile
from consult.orm import JSON_DOCUMENT, Base


class BroughtTable(Base):
    """One file with remarks, what it was read with, and what became of each of its lines."""

    __tablename__ = "brought_tables"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"), index=True)
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    channel: Mapped[str] = mapped_column(String(20))
    """How those came of which the table does not say it."""
    names_unknown: Mapped[bool] = mapped_column(default=False)
    """Whether senders that the register does not know are organisations, and named."""
    lines: Mapped[list[Any]] = mapped_column(JSON_DOCUMENT, default=list)
    """`[{"line": 2, "says": "…", "problem": "place", "number": 14}]`; without a number it is not taken (yet)."""
    read_by_id: Mapped[UUID | None]
    read_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]

    stored_file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
