"""Tables of initiatives: how an authority takes them, the cards, who applies, supports, assesses, and the history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.files.models import StoredFile
from consult.initiatives.rules.cards import Cost, Criterion
from consult.initiatives.rules.stages import HIDDEN, OVER, Kind, Stage
from consult.organisations.models import Organisation
from consult.orm import Base


class InitiativeCall(Base):
    """How an authority takes one kind of initiatives; without a row it takes none of this kind."""

    __tablename__ = "initiative_calls"
    __table_args__ = (UniqueConstraint("authority_id", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    kind: Mapped[str] = mapped_column(String(20))
    is_open: Mapped[bool] = mapped_column(default=False)
    rules: Mapped[str] = mapped_column(Text, default="")
    """What the council's resolution asks, in plain words, and where it stands."""
    support_needed: Mapped[int | None]
    """What the office asks for; the statute may say otherwise, see `rules.stages.support_needed`."""
    pass_mark: Mapped[int | None]
    """From how many percent of the points the assessment speaks for a yes."""
    edit_count: Mapped[int] = mapped_column(default=0)

    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)
    criteria: Mapped[list["InitiativeCriterion"]] = relationship(
        order_by="InitiativeCriterion.position", cascade="all, delete-orphan"
    )


class InitiativeCriterion(Base):
    """What initiatives of a kind are assessed by."""

    __tablename__ = "initiative_criteria"
    __table_args__ = (
        UniqueConstraint("call_id", "position"),
        CheckConstraint("most BETWEEN 1 AND 100", name="most_within_limits"),
        CheckConstraint("weight BETWEEN 1 AND 10", name="weight_within_limits"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("initiative_calls.id"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(300))
    most: Mapped[int]
    weight: Mapped[int] = mapped_column(default=1)

    def as_rule(self) -> Criterion:
        """Give it as scores are reckoned with it."""
        return Criterion(str(self.id), self.words, self.most, self.weight)


class Initiative(Base):
    """The card of an initiative, and where it is on its way."""

    __tablename__ = "initiatives"
    __table_args__ = (
        UniqueConstraint("authority_id", "number"),
        Index(None, "authority_id", "stage"),
        Index(None, "origin_kind", "origin_id"),
        CheckConstraint("cost >= 0 AND money >= 0 AND hours >= 0", name="nothing_below_zero"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultations.id"), index=True)
    number: Mapped[int]
    """Its number in the authority."""
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(20), default=Stage.IDEA)
    stage_since: Mapped[date]
    refused_in: Mapped[str | None] = mapped_column(String(20))
    has_appealed: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date | None]

    title: Mapped[str] = mapped_column(String(300))
    what: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    owner: Mapped[str] = mapped_column(String(20), default="")
    """Whose the place is: a key of `OWNERS`."""
    has_consent: Mapped[bool] = mapped_column(default=False)
    """Whether the owner of the place agrees."""
    hours: Mapped[int] = mapped_column(default=0)
    """Hours that the applicants will work without pay."""
    things: Mapped[str] = mapped_column(Text, default="")
    money: Mapped[int] = mapped_column(BigInteger, default=0)
    """What the applicants will pay, in grosze."""
    expected: Mapped[str] = mapped_column(Text, default="")
    """What the authority is asked for."""
    schedule: Mapped[str] = mapped_column(Text, default="")
    cost_lines: Mapped[list[str]] = mapped_column(default=list)
    """The plan of costs: what and how many grosze, in turn."""
    cost: Mapped[int] = mapped_column(BigInteger, default=0)
    """Its sum, in grosze."""
    folded: Mapped[str] = mapped_column(Text, default="")
    """What is searched."""

    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    sent_by_id: Mapped[UUID | None]
    """Who spoke for the organisation, or who wrote it down in the office."""
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Nothing where an official made it."""
    language: Mapped[str] = mapped_column(String(2), default="pl")
    sent_on: Mapped[date]
    edit_count: Mapped[int] = mapped_column(default=0)
    checked: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the formal check that are in order."""
    support_needed: Mapped[int | None]
    """How many people have to support it; settled when it is published."""
    signatures: Mapped[int] = mapped_column(default=0)
    """Valid signatures on paper."""
    online_support: Mapped[int] = mapped_column(default=0)
    """People who supported it online; it stays when their marks are erased."""
    origin_kind: Mapped[str | None] = mapped_column(String(40))
    origin_id: Mapped[str | None] = mapped_column(String(80))

    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)
    consultation: Mapped[Consultation | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    applicants: Mapped[list["InitiativeApplicant"]] = relationship(
        order_by="InitiativeApplicant.position", cascade="all, delete-orphan"
    )
    steps: Mapped[list["InitiativeStep"]] = relationship(back_populates="initiative", order_by="InitiativeStep.number")
    files: Mapped[list["InitiativeFile"]] = relationship(order_by="InitiativeFile.number")

    @property
    def costs(self) -> list[Cost]:
        """Give the plan of costs."""
        pairs = zip(self.cost_lines[::2], self.cost_lines[1::2], strict=True)
        return [Cost(what, int(amount)) for what, amount in pairs]

    @property
    def is_public(self) -> bool:
        """Tell whether everybody may see it; once shown, it stays, also while its applicants mend it."""
        return self.published_on is not None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more comes of it by itself."""
        return self.stage in OVER

    @property
    def is_new(self) -> bool:
        """Tell whether the office has not shown it to anybody yet."""
        return self.stage in HIDDEN

    @property
    def support(self) -> int:
        """Count who supports it; under a draft resolution the statutes count signatures alone."""
        return self.signatures + (self.online_support if self.takes_online_support else 0)

    @property
    def takes_online_support(self) -> bool:
        """Tell whether a mark made online counts: not under a draft resolution, which voters sign (art. 41a usg)."""
        return self.kind != Kind.RESOLUTION

    @property
    def has_support(self) -> bool:
        """Tell whether enough people support it."""
        return self.support_needed is None or self.support >= self.support_needed

    @property
    def kind_of(self) -> Kind:
        """Give the kind as rules know it."""
        return Kind(self.kind)


OWNERS = ("authority", "private", "other", "none")
"""Whose a place can be; `none` where the initiative needs no place."""


class InitiativeApplicant(Base):
    """Somebody who applies. Never public; erased some time after the end."""

    __tablename__ = "initiative_applicants"
    __table_args__ = (UniqueConstraint("initiative_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")


class InitiativeStep(Base):
    """One move, or a comment of an official: public words and a day. Until it is approved, only the office sees it."""

    __tablename__ = "initiative_steps"
    __table_args__ = (
        UniqueConstraint("initiative_id", "number"),
        CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approved_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    """A key of `rules.stages.Act`, `sent`, `mended` or `comment`."""
    to_stage: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    happened_on: Mapped[date]
    is_public: Mapped[bool] = mapped_column(default=True)
    needs_approval: Mapped[bool] = mapped_column(default=False)
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Accounts of all who wrote it: none of them may approve it where two pairs of eyes are asked."""
    returned_because: Mapped[str] = mapped_column(Text, default="")
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None]

    initiative: Mapped[Initiative] = relationship(back_populates="steps")

    @property
    def waits(self) -> bool:
        """Tell whether an approver has to look at it, or its writer to mend it."""
        return self.needs_approval and self.approved_at is None


class InitiativeSupport(Base):
    """The mark of one person who supports an initiative: a keyed hash of an address, so that twice counts once."""

    __tablename__ = "initiative_supports"

    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"), primary_key=True)
    person_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class InitiativeAssessment(Base):
    """The score card of one assessor."""

    __tablename__ = "initiative_assessments"
    __table_args__ = (UniqueConstraint("initiative_id", "account_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"))
    account_id: Mapped[UUID]
    points: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Points by the id of a criterion."""
    words: Mapped[str] = mapped_column(Text, default="")
    assessed_at: Mapped[datetime]


class InitiativeFile(Base):
    """A photograph or a document that belongs to an initiative; what a picture shows stands in words."""

    __tablename__ = "initiative_files"
    __table_args__ = (UniqueConstraint("initiative_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    initiative_id: Mapped[UUID] = mapped_column(ForeignKey("initiatives.id"))
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    alt: Mapped[str] = mapped_column(String(500), default="")
    added_on: Mapped[date]

    stored_file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
