"""Tables of positions, their parts, what these said before, and who signs them."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.organisations.models import Organisation
from consult.orm import Base

if TYPE_CHECKING:
    from consult.drafts.models import Draft


class Position(Base):
    """What one organisation says of one draft; the general part is the part about the draft as a whole."""

    __tablename__ = "positions"
    __table_args__ = (UniqueConstraint("organisation_id", "draft_id"), Index(None, "draft_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    begun_by_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    edit_count: Mapped[int] = mapped_column(default=0)
    """Counts every change of any part: a signature holds for what was read."""
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None]
    sent_edit_count: Mapped[int | None]
    """What the office has is the position as it was at this count."""

    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
    draft: Mapped["Draft"] = relationship(lazy="joined", innerjoin=True)
    parts: Mapped[list["PositionPart"]] = relationship(
        back_populates="position", order_by="(PositionPart.unit_position, PositionPart.added_at)"
    )
    signatures: Mapped[list["Signature"]] = relationship(back_populates="position", order_by="Signature.asked_at")

    @property
    def has_news(self) -> bool:
        """Tell whether something was changed since it was sent."""
        return self.sent_edit_count is not None and self.sent_edit_count != self.edit_count


class PositionPart(Base):
    """What a position says of one place of the draft."""

    __tablename__ = "position_parts"
    __table_args__ = (Index(None, "position_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("draft_versions.id"))
    unit_key: Mapped[str] = mapped_column(String(120))
    unit_label: Mapped[str] = mapped_column(Text)
    unit_position: Mapped[int]
    current_wording: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    proposed_wording: Mapped[str] = mapped_column(Text)
    justification: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_by_id: Mapped[UUID | None]
    edited_at: Mapped[datetime]
    is_removed: Mapped[bool] = mapped_column(default=False)
    """Taken out; what was sent of it is withdrawn when the position is sent anew."""
    remark_id: Mapped[UUID | None] = mapped_column(ForeignKey("remarks.id"))
    """The remark that it became when it was sent."""

    position: Mapped[Position] = relationship(back_populates="parts")
    earlier: Mapped[list["PartEdit"]] = relationship(order_by="PartEdit.number")


class PartEdit(Base):
    """What a part said before somebody changed it, and who had written that."""

    __tablename__ = "position_part_edits"
    __table_args__ = (UniqueConstraint("part_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    part_id: Mapped[UUID] = mapped_column(ForeignKey("position_parts.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    proposed_wording: Mapped[str] = mapped_column(Text)
    justification: Mapped[str] = mapped_column(Text)
    edited_by_id: Mapped[UUID | None]
    edited_at: Mapped[datetime]


class Signature(Base):
    """Another organisation that is asked to sign a position, and what it confirmed."""

    __tablename__ = "position_signatures"
    __table_args__ = (
        UniqueConstraint("position_id", "organisation_id"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
        Index(None, "organisation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None]
    confirmed_edit_count: Mapped[int | None]
    """The position as it was read; a later change asks for another confirmation."""
    is_sent: Mapped[bool] = mapped_column(default=False)
    """Whether the office has the position with this signature."""

    position: Mapped[Position] = relationship(back_populates="signatures")
    organisation: Mapped[Organisation] = relationship(lazy="joined", innerjoin=True)
