"""Which remark caused which change."""

from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.drafts.models import Remark
from consult.orm import Base


class ChangeCause(Base):
    """A remark that stands behind what a version changed in one unit; of what it removed, the key it had."""

    __tablename__ = "change_causes"
    __table_args__ = (UniqueConstraint("version_id", "unit_key", "remark_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("draft_versions.id"))
    unit_key: Mapped[str] = mapped_column(String(120))
    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"), index=True)

    remark: Mapped[Remark] = relationship()
