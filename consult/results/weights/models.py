"""The table of weightings."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class KeptWeighting(Base):
    """A weighting of a questionnaire, under its name."""

    __tablename__ = "weightings"
    __table_args__ = (UniqueConstraint("questionnaire_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaires.id"))
    name: Mapped[str] = mapped_column(String(60))
    definition: Mapped[dict[str, Any]]
    """A `rules.weighting.Weighting` as a document."""
    kept_at: Mapped[datetime]
