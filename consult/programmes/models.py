"""Tables of programmes: what they say, who is a member, which consultations belong to them."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.organisations.models import Organisation
from consult.orm import Base

INVITED, ACCEPTED, DECLINED = "invited", "accepted", "declined"


class Programme(Base):
    """One programme."""

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("organisation_id IS NULL OR organiser_authority_id IS NULL", name="one_organiser_of_one_kind"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"), index=True)
    """The authority that began it, and publishes it."""
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    organiser_authority_id: Mapped[UUID | None] = mapped_column(ForeignKey("authorities.id"))
    controller: Mapped[str] = mapped_column(Text, default="")
    """Who controls the personal data of the programme itself: name and address."""
    contact: Mapped[str] = mapped_column(String(300), default="")
    """An e-mail address or a telephone number."""
    edit_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    authority: Mapped[Authority] = relationship(foreign_keys=authority_id)
    organisation: Mapped[Organisation | None] = relationship()
    organiser_authority: Mapped[Authority | None] = relationship(foreign_keys=organiser_authority_id)
    members: Mapped[list["Member"]] = relationship(back_populates="programme", order_by="Member.invited_at")

    @property
    def organiser(self) -> str:
        """Name who runs it; empty where that is not said yet."""
        if self.organisation is not None:
            return self.organisation.name
        return self.organiser_authority.name if self.organiser_authority else ""

    @property
    def accepted_ids(self) -> set[UUID]:
        """Name the authorities that agreed."""
        return {member.authority_id for member in self.members if member.state == ACCEPTED}


class Member(Base):
    """An authority in a programme: invited, accepted by its own administrator, or declined."""

    __tablename__ = "programme_members"
    __table_args__ = (
        UniqueConstraint("programme_id", "authority_id"),
        CheckConstraint(f"(state = '{INVITED}') = (decided_at IS NULL)", name="decided_has_a_date"),
        Index(None, "authority_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    state: Mapped[str] = mapped_column(String(10), default=INVITED)
    invited_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None]

    programme: Mapped[Programme] = relationship(back_populates="members")
    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)


class JoinedConsultation(Base):
    """A consultation that its own authority has joined to a programme; to one at most."""

    __tablename__ = "programme_consultations"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"), index=True)
    joined_at: Mapped[datetime]

    programme: Mapped[Programme] = relationship()
    consultation: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
