"""Tables of organisations, of who acts for them, and of which authority verified them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import Account
from consult.authorities.models import Authority
from consult.organisations.rules import ASKED, LONGEST_KEY, WITHHELD
from consult.orm import Base
from consult.territory.models import Unit


class Organisation(Base):
    """An organisation, once for the whole installation."""

    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("register", "number_key"), Index(None, "folded_name"), Index(None, "sort_key"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    folded_name: Mapped[str] = mapped_column(String(LONGEST_KEY))
    """The name as it is searched, and compared with others."""
    sort_key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    kind: Mapped[str] = mapped_column(String(20))
    """A key of `rules.KINDS`."""
    register: Mapped[str] = mapped_column(String(20))
    """A key of `rules.REGISTERS`."""
    number: Mapped[str] = mapped_column(String(60), default="")
    """The number in the register, as the organisation writes it; of the KRS always ten digits."""
    number_key: Mapped[str | None] = mapped_column(String(LONGEST_KEY))
    """The number as it is compared: see `rules.identity`."""
    nip: Mapped[str | None] = mapped_column(String(10), unique=True)
    regon: Mapped[str | None] = mapped_column(String(9), unique=True)
    spheres: Mapped[list[str]] = mapped_column(default=list)
    """Keys of `rules.SPHERES`."""
    seat_code: Mapped[str | None] = mapped_column(ForeignKey("territory_units.code6"), index=True)
    website: Mapped[str] = mapped_column(String(300), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    registered_at: Mapped[datetime]

    seat: Mapped[Unit | None] = relationship(lazy="joined")
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="organisation", order_by="Membership.asked_at", cascade="all, delete-orphan"
    )
    verifications: Mapped[list["Verification"]] = relationship(
        back_populates="organisation", order_by="Verification.asked_at", lazy="selectin"
    )


class Membership(Base):
    """An account that acts for an organisation, or asks to."""

    __tablename__ = "organisation_memberships"
    __table_args__ = (UniqueConstraint("organisation_id", "account_id"), Index(None, "account_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str] = mapped_column(String(20))
    """A key of `rules.MEMBER_ROLES`."""
    is_first: Mapped[bool] = mapped_column(default=False)
    """Whether the person registered the organisation, and so may speak before anybody was verified."""
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None]

    organisation: Mapped[Organisation] = relationship(back_populates="memberships")
    account: Mapped[Account] = relationship()

    @property
    def is_confirmed(self) -> bool:
        """Tell whether a representative or an official has let the person in."""
        return self.confirmed_at is not None


class Verification(Base):
    """What one authority says of an organisation: it was asked, it verified it, or it withholds its word."""

    __tablename__ = "organisation_verifications"
    __table_args__ = (
        UniqueConstraint("organisation_id", "authority_id"),
        CheckConstraint(f"(state = '{ASKED}') = (decided_at IS NULL)", name="decided_has_a_date"),
        CheckConstraint(f"(state = '{WITHHELD}') = (reason <> '')", name="withheld_has_a_reason"),
        Index(None, "authority_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime]
    """When the organisation asked, last. After a refusal it may ask again; the refusal counts until then."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is withheld; shown to the organisation's own people and to officials."""

    organisation: Mapped[Organisation] = relationship(back_populates="verifications")
    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)

    @property
    def waits(self) -> bool:
        """Tell whether an official should decide."""
        return self.decided_at is None or self.asked_at > self.decided_at
