"""Tables of authorities: the office, and the rules that its council has set."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.authorities.rules import DEFAULT_BRAND, SMALLEST_GROUP
from consult.orm import Base, Texts
from consult.procedures.rules import local
from consult.procedures.rules.records import Severity


class Authority(Base):
    """An office that consults, with its appearance, contacts and local rules."""

    __tablename__ = "authorities"
    __table_args__ = (CheckConstraint("smallest_group BETWEEN 5 AND 20", name="smallest_group_within_limits"),)

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
    smallest_group: Mapped[int] = mapped_column(default=SMALLEST_GROUP)
    """How many people a group must have for its results to be shown; public tables keep what held at their making."""
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


class LocalRule(Base):
    """A number that the council's own resolution sets, from a day on: the length of a period of a procedure."""

    __tablename__ = "local_rules"
    __table_args__ = (CheckConstraint("valid_from <= valid_to", name="valid_from_before_its_end"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"), index=True)
    procedure: Mapped[str] = mapped_column(String(80))
    period: Mapped[str] = mapped_column(String(80))
    days: Mapped[int]
    ref: Mapped[str] = mapped_column(String(300))
    """Where it is written: number and date of the resolution, and the paragraph."""
    is_binding: Mapped[bool] = mapped_column(default=False)
    """Whether a calendar that breaks it cannot be published without an override; else it warns."""
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    created_at: Mapped[datetime]

    def as_rule(self) -> local.LocalRule:
        """Give it as the calendar reckons with it."""
        severity = Severity.ERROR if self.is_binding else Severity.WARNING
        return local.LocalRule(
            self.procedure, self.period, self.days, self.ref, severity, self.valid_from, self.valid_to
        )
