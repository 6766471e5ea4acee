"""The table of authorities."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.authorities.rules import DEFAULT_BRAND
from consult.orm import Base, Texts


class Authority(Base):
    """An office that consults, with its appearance, contacts and local rules."""

    __tablename__ = "authorities"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    teryt: Mapped[str] = mapped_column(String(7), ForeignKey("territory_units.code", onupdate="CASCADE"), unique=True)
    """The code of its unit; it follows when the register changes the last digit."""
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    official_name: Mapped[str] = mapped_column(default="")
    host: Mapped[str | None] = mapped_column(unique=True)
    brand: Mapped[str] = mapped_column(String(7), default=DEFAULT_BRAND)
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["pl"])
    """Languages of its pages; Polish always first."""
    requires_four_eyes: Mapped[bool] = mapped_column(default=True)
    """Whether a second person must approve what one prepared."""
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    controller: Mapped[Texts] = mapped_column(default=dict)
    """Who controls the personal data (art. 13 GDPR): name and address."""
    data_protection_officer: Mapped[str] = mapped_column(default="")
    """Name of the officer and how to reach them."""
    dpo_email: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    hours: Mapped[Texts] = mapped_column(default=dict)
    accessibility_status: Mapped[str] = mapped_column(default="partial")
    """How far the pages keep the act on digital accessibility: full, partial or none."""
    accessibility_made_on: Mapped[date | None]
    accessibility_reviewed_on: Mapped[date | None]
    accessibility_contact: Mapped[str] = mapped_column(default="")
    accessibility_email: Mapped[str] = mapped_column(default="")
    accessibility_phone: Mapped[str] = mapped_column(default="")
    accessibility_building: Mapped[Texts] = mapped_column(default=dict)
    """How to get into the building and what helps there (the declaration's part on architecture)."""
    created_at: Mapped[datetime]
