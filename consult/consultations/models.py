"""Tables of the consultation."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.authorities.models import Authority
from consult.consultations.rules.stages import Stage, stage_at
from consult.files.models import StoredFile
from consult.orm import JSON_DOCUMENT, Base, Texts

TEXTS = (
    "title",
    "summary",
    "can_change",
    "cannot_change",
    "invited",
    "decision",
    "contact_role",
    "purpose",
    "legal_basis",
    "retention",
    "recipients",
    "transfer",
    "automated",
    "controller",
    "reason",
    "override_reason",
)
"""What a version says in several languages."""


class Consultation(Base):
    """One consultation; what it says stands in its versions, its dates are those of the version in force."""

    __tablename__ = "consultations"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("(published_number IS NULL) = (opens_at IS NULL)", name="published_has_dates"),
        Index(None, "authority_id", "closes_at"),
        Index(None, "closes_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    created_at: Mapped[datetime]
    published_number: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    request_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The random key of the form that began it: sent twice, it begins one consultation."""

    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)
    versions: Mapped[list["ConsultationVersion"]] = relationship(
        back_populates="consultation", order_by="ConsultationVersion.number"
    )

    def stage(self, now: datetime) -> Stage:
        """Tell the stage at this moment."""
        return stage_at(
            now, is_published=self.published_number is not None, opens_at=self.opens_at, closes_at=self.closes_at
        )

    def is_open(self, now: datetime) -> bool:
        """Tell whether people may take part at this moment."""
        return self.stage(now) is Stage.OPEN


class ConsultationVersion(Base):
    """What a consultation says: in preparation until it is published, unchangeable from then on."""

    __tablename__ = "consultation_versions"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]

    title: Mapped[Texts]
    summary: Mapped[Texts] = mapped_column(default=dict)
    can_change: Mapped[Texts] = mapped_column(default=dict)
    cannot_change: Mapped[Texts] = mapped_column(default=dict)
    invited: Mapped[Texts] = mapped_column(default=dict)
    decision: Mapped[Texts] = mapped_column(default=dict)
    languages: Mapped[list[str]] = mapped_column(default=lambda: ["pl"])
    case_sign: Mapped[str] = mapped_column(String(300), default="")
    contact_name: Mapped[str] = mapped_column(String(300), default="")
    contact_role: Mapped[Texts] = mapped_column(default=dict)
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(300), default="")
    opens_on: Mapped[date | None]
    last_day: Mapped[date | None]

    procedures: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the catalogue: the legal bases, at least one when it is published."""
    target: Mapped[date | None]
    """The day of the last event, such as the session of the council."""
    event_days: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Days of other events that were set by hand: `{"draft_to_council": "2026-11-05"}`."""
    meetings: Mapped[list[Any]] = mapped_column(JSON_DOCUMENT, default=list)
    """`[{"form": "workshop", "day": "2026-09-20"}]`"""
    law_on: Mapped[date | None]
    """Of which day the law holds; kept from the publication on, with the local rules of that day."""
    law_rules: Mapped[list[Any]] = mapped_column(JSON_DOCUMENT, default=list)
    override_reason: Mapped[Texts] = mapped_column(default=dict)
    """Why it was published although its calendar breaks the law; empty where it does not."""
    overridden: Mapped[list[str]] = mapped_column(default=list)
    """The rules that it breaks: `["strategia_rozwoju.min_period"]`."""

    purpose: Mapped[Texts] = mapped_column(default=dict)
    legal_basis: Mapped[Texts] = mapped_column(default=dict)
    retention: Mapped[Texts] = mapped_column(default=dict)
    recipients: Mapped[Texts] = mapped_column(default=dict)
    transfer: Mapped[Texts] = mapped_column(default=dict)
    """Whether data leave the European Economic Area; empty where nothing has to be said of it."""
    automated: Mapped[Texts] = mapped_column(default=dict)
    """Whether a machine decides about people; empty where nothing has to be said of it."""
    controller: Mapped[Texts] = mapped_column(default=dict)
    """Copied from the authority when published, so that the notice says for ever what people were told."""
    data_protection_officer: Mapped[str] = mapped_column(Text, default="")
    dpo_email: Mapped[str] = mapped_column(String(254), default="")

    reason: Mapped[Texts] = mapped_column(default=dict)
    """Why a correction was made; empty in the first version."""
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[UUID | None]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Everybody who wrote in this version: none of them may be its second pair of eyes."""
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)
    """Published by the person who prepared it, in an office that has switched four eyes off."""

    consultation: Mapped[Consultation] = relationship(back_populates="versions")
    documents: Mapped[list["ConsultationDocument"]] = relationship(
        back_populates="version", order_by="ConsultationDocument.position", cascade="all, delete-orphan"
    )


class ConsultationDocument(Base):
    """A document to download; the file itself is shared by the versions that name it."""

    __tablename__ = "consultation_documents"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("consultation_versions.id"), index=True)
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    title: Mapped[Texts]
    position: Mapped[int]

    version: Mapped[ConsultationVersion] = relationship(back_populates="documents")
    stored_file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
