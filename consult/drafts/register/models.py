"""The table of letters."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.files.models import StoredFile
from consult.organisations.models import Organisation
from consult.orm import Base


class Letter(Base):
    """What one sender gave at one time, on paper or otherwise; its remarks repeat who sent it and when it came."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("organisation_id IS NULL OR name = ''", name="an_organisation_has_its_own_name"),
        CheckConstraint("(checked_at IS NULL) = (checked_by_id IS NULL)", name="checked_by_somebody"),
        Index(None, "draft_id"),
        Index(None, "organisation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    number: Mapped[int]
    """Its number in the consultation."""
    request_key: Mapped[str] = mapped_column(String(64), unique=True)
    """The random key of the form with which it was entered: sent twice, it is one letter."""
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)

    channel: Mapped[str] = mapped_column(String(20))
    """A key of `rules.channels.Channel`."""
    received_on: Mapped[date]
    posted_on: Mapped[date | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    sign: Mapped[str] = mapped_column(String(120), default="")
    """The number that the letter has in the office's own register."""
    sender_kind: Mapped[str] = mapped_column(String(20))
    """A key of `rules.channels.SenderKind`."""
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str] = mapped_column(String(300), default="")
    is_name_public: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    person_number: Mapped[int | None]
    """The number under which its sender is shown, the same on each of its remarks."""
    stored_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"))

    entered_by_id: Mapped[UUID | None]
    entered_at: Mapped[datetime]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who typed in it: none of them checks it where two pairs of eyes are asked."""
    is_to_check: Mapped[bool] = mapped_column(default=False)
    checked_by_id: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    edit_count: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation | None] = relationship()
    scan: Mapped[StoredFile | None] = relationship(lazy="joined")
