"""Tables of questionnaires and of what people answered."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.files.models import StoredFile
from consult.orm import Base, Texts

CLASSES = ("resident", "organisation", "business", "public_body", "other")
"""As whom somebody takes part."""


class Questionnaire(Base):
    """One questionnaire of a consultation; what it asks stands in its versions."""

    __tablename__ = "questionnaires"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    published_number: Mapped[int | None]
    access: Mapped[str] = mapped_column(String(20), default="open", server_default="open")
    """Who may answer, a key of `participation.rules.access.Access`; it stands once a version is published."""
    counts_late: Mapped[bool] = mapped_column(default=True)
    """Whether answers that came late count; by its procedure, the office decides."""
    counts_doubtful: Mapped[bool] = mapped_column(default=True)
    """Whether answers that look as if a machine sent them count."""
    counting_reason: Mapped[Texts] = mapped_column(default=dict)
    """Why some do not count; everybody reads it."""
    counting_chosen_at: Mapped[datetime | None]
    """When somebody last decided what counts."""
    awaits_paper: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the office still types in what came on paper: the last seal and the public results wait for it."""
    smallest_group: Mapped[int | None]
    """What the public tables show at least; once it is set they are final, and nothing about them changes."""
    created_at: Mapped[datetime]

    consultation: Mapped[Consultation] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_decided(self) -> bool:
        """Tell whether somebody has decided what counts after everything came."""
        closes_at = self.consultation.closes_at
        return closes_at is not None and self.counting_chosen_at is not None and self.counting_chosen_at >= closes_at


class QuestionnaireVersion(Base):
    """What a questionnaire asks, as one document: in preparation until it is published, unchangeable from then on."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaires.id"))
    number: Mapped[int]
    document: Mapped[dict[str, Any]]
    reason: Mapped[Texts] = mapped_column(default=dict)
    """Why a later version differs; empty in the first."""
    import_report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What became of another program's file (see `bringing.Read.report`); empty where there was none."""
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[UUID | None]
    """Nothing where a command of the machine brought it."""
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Everybody who brought this version or one that it replaced: none of them may be its second pair of eyes."""
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)
    """Published by a person who brought it, in an office that has switched four eyes off."""

    questionnaire: Mapped[Questionnaire] = relationship(lazy="joined", innerjoin=True)


class Answered:
    """What is kept of one person's answers: nothing that says who, from where, or when but the day.

    Nothing refers to a row, and its id is random, so rows may be copied into another order.
    """

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    answers: Mapped[dict[str, Any]]
    submitted_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(2))
    channel: Mapped[str] = mapped_column(String(20))
    participant_class: Mapped[str | None] = mapped_column(String(20))
    """A key of CLASSES, where the questionnaire asks for it and the person says it."""
    area: Mapped[str | None] = mapped_column(String(6))
    """The gmina where the person lives, likewise: the lasting six digits of its TERYT code."""
    is_late: Mapped[bool] = mapped_column(default=False)
    """Begun before the close and sent within the grace after it."""
    doubt: Mapped[str | None] = mapped_column(String(20))
    """Why it may come from a machine, a key of `participation.doubts.Doubt`; it is labelled, and never dropped."""
    correction_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """How often the person corrected them; what they said before is gone."""

    @declared_attr
    @classmethod
    def questionnaire_id(cls) -> Mapped[UUID]:
        """Name the questionnaire."""
        return mapped_column(ForeignKey("questionnaires.id"))

    @declared_attr
    @classmethod
    def version_id(cls) -> Mapped[UUID]:
        """Name the version that was answered."""
        return mapped_column(ForeignKey("questionnaire_versions.id"))


class IncomingSubmission(Answered, Base):
    """Answers as they come in, until a batch of them is sealed."""

    __tablename__ = "incoming_submissions"
    # Without the hidden row number of SQLite, which would tell the order of arrival.
    __table_args__ = (Index(None, "questionnaire_id"), {"sqlite_with_rowid": False})


class Submission(Answered, Base):
    """Sealed answers: written in random order, in batches."""

    __tablename__ = "submissions"
    __table_args__ = (Index(None, "questionnaire_id", "batch"), {"sqlite_with_rowid": False})

    batch: Mapped[int]
    """The number of the batch: what readers have seen up to a number stays as it is."""


class Tombstone(Base):
    """A sealed submission that is gone: withdrawn, or corrected and waiting to be sealed again. Nothing of it is left.

    Who counts from a copy of what was sealed takes it off. After the close, when all batches are mixed, none is left.
    """

    __tablename__ = "tombstones"
    __table_args__ = (Index(None, "questionnaire_id"), {"sqlite_with_rowid": False})

    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaires.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire_versions.id"))
    batch: Mapped[int]


class PaperSheet(Base):
    """A questionnaire that came on paper: its number, which the clerk writes on it, and who typed it in.

    The receipt joins it to its answers, so that a second person can compare: the sheet itself lies in the office.
    """

    __tablename__ = "paper_sheets"
    __table_args__ = (UniqueConstraint("questionnaire_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaires.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire_versions.id"))
    number: Mapped[int]
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    received_on: Mapped[date]
    scan_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"))
    entered_by_id: Mapped[UUID]
    entered_at: Mapped[datetime]
    is_sampled: Mapped[bool]
    """Whether a second person reads it."""
    checked_by_id: Mapped[UUID | None]
    checked_at: Mapped[datetime | None]
    difference_count: Mapped[int | None]
    """Questions that the second person read differently; nothing before the check."""

    scan: Mapped[StoredFile | None] = relationship(lazy="joined")
