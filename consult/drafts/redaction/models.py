"""The table of redactions."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class Redaction(Base):
    """Which words of a remark are taken out, and why. One for each remark; a new choice replaces the earlier one."""

    __tablename__ = "redactions"
    __table_args__ = (CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_by_somebody"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"), unique=True)
    places: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Numbers of the words taken out: `{"justification": [4, 5], "proposed_wording": []}`."""
    reason: Mapped[str] = mapped_column(String(20))
    """A key of `rules.redaction.Reason`."""
    proposed_by_id: Mapped[UUID | None]
    proposed_at: Mapped[datetime]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    approved_by_id: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)
