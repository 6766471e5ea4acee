"""Tables of drafts, their units, the remarks on them and the decisions."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.drafts.positions.models import Position
from consult.drafts.redaction.models import Redaction
from consult.drafts.register.models import Letter
from consult.drafts.rules.channels import Channel, Checking, SenderKind
from consult.drafts.rules.decisions import State
from consult.drafts.workbench.models import Department
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
    grouped_mark: Mapped[str] = mapped_column(String(60), default="")
    """The state of its remarks when those that are one text were last looked for; see `groups`."""
    decisions_published_at: Mapped[datetime | None]
    decisions_published_by_id: Mapped[UUID | None]
    letters_checked: Mapped[str] = mapped_column(String(10), default=Checking.SAMPLE.value)
    """Which letters a second person reads again: a key of `rules.channels.Checking`."""
    needs_agreement: Mapped[bool] = mapped_column(default=False)
    """Whether somebody agrees to each decision, such as a lawyer, before it is approved."""
    answers_due_on: Mapped[date | None]
    """The day by which the office says it will have answered."""

    consultation: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)
    versions: Mapped[list["DraftVersion"]] = relationship(back_populates="draft", order_by="DraftVersion.number")


class DraftVersion(Base):
    """The text of a draft, cut into units: in preparation until it is published, unchangeable from then on."""

    __tablename__ = "draft_versions"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    number: Mapped[int]
    stored_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"))
    """What the office gave, as it gave it; nothing where a later version was written on the page itself."""
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
    stored_file: Mapped[StoredFile | None] = relationship(lazy="joined")


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
    """Its name in addresses, the same in all versions."""
    came_from: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the units of the version before that it was."""


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
        Index(None, "draft_id", "unit_position", "number", "state", "is_held"),  # lists read it alone, row by row
        Index(None, "draft_id", "unit_key", "unit_position", "number", "state", "is_held"),
        Index(None, "draft_id", "is_held", "state"),
        Index(None, "consultation_id", "is_held", "state"),
        Index(None, "organisation_id"),
        Index(None, "letter_id"),
        Index(None, "position_id"),
        Index(None, "draft_id", "assignee_id", "state"),
        Index(None, "draft_id", "department_id", "state"),
        Index(None, "draft_id", "due_on"),
        Index(None, "draft_id", "state", "received_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("draft_versions.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft_units.id"), index=True)
    unit_key: Mapped[str] = mapped_column(String(120))
    unit_label: Mapped[str] = mapped_column(Text)
    unit_position: Mapped[int]
    """Where it stands now: a later version of the draft takes it along. What its sender saw is `unit_id`."""
    fate: Mapped[str] = mapped_column(String(20), default="")
    """What became of the unit since the remark was sent: a key of `rules.alignment.Fate`; nothing in its version."""
    is_moved: Mapped[bool] = mapped_column(default=False)
    """Whether the unit stands in another place since."""
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("remark_groups.id"), index=True)
    """The remarks that are one text with it; see `groups`."""
    is_group_chosen: Mapped[bool] = mapped_column(default=False)
    """Whether an official said so, or said that it is a text of its own."""
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
    channel: Mapped[str] = mapped_column(String(20), default=Channel.WEB.value)
    """A key of `rules.channels.Channel`."""
    sender_kind: Mapped[str] = mapped_column(String(20), default=SenderKind.PERSON.value)
    """A key of `rules.channels.SenderKind`."""
    posted_on: Mapped[date | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    letter_id: Mapped[UUID | None] = mapped_column(ForeignKey("letters.id"))
    """The letter from which a clerk took it."""
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    """The position of which it is a part."""

    state: Mapped[str] = mapped_column(String(20), default=State.SUBMITTED)
    is_held: Mapped[bool] = mapped_column(default=False)
    """Held back from the public, because something in it looks like personal data."""
    held_checked_at: Mapped[datetime | None]
    held_checked_by_id: Mapped[UUID | None]
    edit_count: Mapped[int] = mapped_column(default=0)
    """Counts what was changed, by the sender or by officials."""
    is_told: Mapped[bool] = mapped_column(default=False)
    """Whether a mail about the published decision was left for the sender."""
    assignee_id: Mapped[UUID | None]
    """The account of who answers it."""
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"))
    due_on: Mapped[date | None]
    """Until when the answer is to be written."""
    public_wording: Mapped[str | None] = mapped_column(Text)
    public_justification: Mapped[str | None] = mapped_column(Text)
    public_folded: Mapped[str | None] = mapped_column(Text)
    """What everybody reads and searches instead, once words were taken out; see `redaction`."""

    draft: Mapped[Draft] = relationship()
    version: Mapped[DraftVersion] = relationship()
    unit: Mapped[DraftUnit | None] = relationship()
    group: Mapped["RemarkGroup | None"] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    letter: Mapped[Letter | None] = relationship()
    position: Mapped[Position | None] = relationship()
    department: Mapped[Department | None] = relationship()
    redaction: Mapped[Redaction | None] = relationship(cascade="all, delete-orphan", single_parent=True)
    decision: Mapped["Decision | None"] = relationship(back_populates="remark", uselist=False)
    corrections: Mapped[list["RemarkCorrection"]] = relationship(order_by="RemarkCorrection.number")

    @property
    def is_redacted(self) -> bool:
        """Tell whether words were taken out of what everybody reads."""
        return self.public_folded is not None

    @property
    def signed_by(self) -> list[str]:
        """Name the organisations that signed it, too."""
        signatures = self.position.signatures if self.position_id and self.position else ()
        return [signature.organisation.name for signature in signatures if signature.is_sent]

    @property
    def open_wording(self) -> str:
        """Give the proposed wording as everybody may read it."""
        return self.proposed_wording if self.public_wording is None else self.public_wording

    @property
    def open_justification(self) -> str:
        """Give the justification as everybody may read it."""
        return self.justification if self.public_justification is None else self.public_justification


class RemarkGroup(Base):
    """Remarks that are one text from several senders, found by a job or put together by an official."""

    __tablename__ = "remark_groups"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    number: Mapped[int]
    """Its number among the groups of the draft, for life."""
    sender_count: Mapped[int]
    """How many remarks it has that were not withdrawn, counted whenever it changes."""


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
    forwarded_to: Mapped[str] = mapped_column(String(300), default="")
    """Whom the office has sent a remark that is out of scope."""
    proposed_by_id: Mapped[UUID | None]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who wrote it: none of them may approve it where two pairs of eyes are asked."""
    proposed_at: Mapped[datetime]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    agreed_by_id: Mapped[UUID | None]
    agreed_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)

    remark: Mapped[Remark] = relationship(back_populates="decision")
