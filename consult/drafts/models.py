"""Tables of drafts, their units, the remarks on them and the decisions."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.drafts.rules.decisions import State
from consult.files.models import StoredFile
from consult.organisations.models import Organisation
from consult.orm import Base, Texts

LONGEST_TITLE = 300


class Draft(Base):
    """One draft policy of a consultation; what it says stands in its versions."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    """In Polish: it is the name of an act of the office."""
    asks_name: Mapped[bool] = mapped_column(default=False)
    asks_contact: Mapped[bool] = mapped_column(default=False)
    """Whether a sender is asked for a name, and for an address; neither is ever required."""
    created_at: Mapped[datetime]
    published_number: Mapped[int | None]
    decisions_published_at: Mapped[datetime | None]
    decisions_published_by_id: Mapped[UUID | None]

    consultation: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    versions: Mapped[list["DraftVersion"]] = relationship(back_populates="draft", order_by="DraftVersion.number")


class DraftVersion(Base):
    """The text of a draft, cut into units: in preparation until it is published, unchangeable from then on."""

    __tablename__ = "draft_versions"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    number: Mapped[int]
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    """What the office gave, as it gave it."""
    reason: Mapped[Texts] = mapped_column(default=dict)
    """Why there is a later version; empty in the first."""
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who cut or changed it: none of them may publish it where two pairs of eyes are asked."""
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)

    draft: Mapped[Draft] = relationship(back_populates="versions")
    stored_file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)


class DraftUnit(Base):
    """One unit of a version, in the order of reading; see `rules.units`."""

    __tablename__ = "draft_units"
    __table_args__ = (UniqueConstraint("version_id", "key"), UniqueConstraint("version_id", "position"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("draft_versions.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    label: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(120))


class Remark(Base):
    """What somebody said of a unit, or of the draft as a whole (`unit_key` is then `calosc`).

    The unit's wording is copied: it is what the sender saw. Of the time only the day is kept, unless it came late.
    Whoever sends it without an organisation is a numbered person; nothing joins two remarks of the same person.
    """

    __tablename__ = "remarks"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        CheckConstraint("(organisation_id IS NULL) <> (person_number IS NULL)", name="a_person_or_an_organisation"),
        CheckConstraint("organisation_id IS NULL OR name = ''", name="an_organisation_has_its_own_name"),
        CheckConstraint("organisation_id IS NOT NULL OR sent_by_id IS NULL", name="a_person_has_no_account"),
        Index(None, "draft_id", "state", "unit_position"),
        Index(None, "draft_id", "unit_key"),
        Index(None, "organisation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("draft_versions.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft_units.id"), index=True)
    unit_key: Mapped[str] = mapped_column(String(120))
    unit_label: Mapped[str] = mapped_column(Text)
    unit_position: Mapped[int]
    number: Mapped[int]
    """Its number in the consultation."""
    person_number: Mapped[int | None]
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)

    kind: Mapped[str] = mapped_column(String(20))
    """A key of `KINDS`."""
    current_wording: Mapped[str] = mapped_column(Text)
    proposed_wording: Mapped[str] = mapped_column(Text)
    """The unit as the sender would write it; the same as the current wording where nothing is proposed."""
    justification: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    """What is searched."""

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    sent_by_id: Mapped[UUID | None]
    """Who spoke for the organisation."""
    name: Mapped[str] = mapped_column(String(300), default="")
    is_name_public: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    notice_number: Mapped[int]
    """The version of the consultation whose privacy notice the sender saw."""
    received_on: Mapped[date]
    late_at: Mapped[datetime | None]
    """The moment, where it came after the close in a form opened before it."""

    state: Mapped[str] = mapped_column(String(20), default=State.SUBMITTED)
    is_held: Mapped[bool] = mapped_column(default=False)
    """Held back from the public, because something in it looks like personal data."""
    held_checked_at: Mapped[datetime | None]
    held_checked_by_id: Mapped[UUID | None]
    edit_count: Mapped[int] = mapped_column(default=0)
    """Counts what was changed, by the sender or by officials."""
    is_told: Mapped[bool] = mapped_column(default=False)
    """Whether a mail about the published decision was left for the sender."""

    draft: Mapped[Draft] = relationship()
    version: Mapped[DraftVersion] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    decision: Mapped["Decision | None"] = relationship(back_populates="remark", uselist=False)
    corrections: Mapped[list["RemarkCorrection"]] = relationship(order_by="RemarkCorrection.number")


KINDS = ("change", "addition", "deletion", "question", "opinion")
"""What a remark wants: domain form of remarks, field 'rodzaj'."""


class RemarkCorrection(Base):
    """What a remark said before its sender corrected it."""

    __tablename__ = "remark_corrections"
    __table_args__ = (UniqueConstraint("remark_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    proposed_wording: Mapped[str] = mapped_column(Text)
    justification: Mapped[str] = mapped_column(Text)
    corrected_on: Mapped[date]


class Decision(Base):
    """The office's answer to one remark, written by one person and approved by another."""

    __tablename__ = "decisions"
    __table_args__ = (CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_by_somebody"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"), unique=True)
    verdict: Mapped[str] = mapped_column(String(20))
    """A key of `rules.decisions.Verdict`."""
    reason: Mapped[str] = mapped_column(Text)
    proposed_by_id: Mapped[UUID | None]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who wrote it: none of them may approve it where two pairs of eyes are asked."""
    proposed_at: Mapped[datetime]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    approved_by_id: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)

    remark: Mapped[Remark] = relationship(back_populates="decision")
