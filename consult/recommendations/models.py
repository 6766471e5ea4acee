"""Tables of recommendations: what each version says, the answers, the progress."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.organisations.models import Organisation
from consult.orm import JSON_DOCUMENT, Base
from consult.recommendations.rules import Outcome, Standing, State, is_overdue


class Recommendation(Base):
    """One recommendation: where it came from, and where it stands. What it says stands in its versions."""

    __tablename__ = "recommendations"
    __table_args__ = (
        UniqueConstraint("authority_id", "number"),
        CheckConstraint("(number IS NULL) = (published_number IS NULL)", name="published_has_a_number"),
        CheckConstraint("(number IS NULL) = (published_on IS NULL)", name="published_has_a_day"),
        CheckConstraint("(verdict IS NULL) = (answered_on IS NULL)", name="answered_has_a_day"),
        Index(None, "due_on"),
        Index(None, "origin_kind", "origin_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultations.id"), index=True)
    """The consultation from which it came, if it came from one."""
    number: Mapped[int | None]
    """Its number in the authority, given when it is published."""
    origin_kind: Mapped[str] = mapped_column(String(40), default="")
    origin_id: Mapped[str] = mapped_column(String(200), default="")
    """Of what it was made: see `consultations.origins`."""
    created_at: Mapped[datetime]
    published_number: Mapped[int | None]
    published_on: Mapped[date | None]
    """The day of its first publication."""

    answer_due_on: Mapped[date | None]
    verdict: Mapped[str | None] = mapped_column(String(20))
    """A key of `rules.Verdict`: the last answer."""
    answered_on: Mapped[date | None]
    """The day of the first answer."""
    deadline: Mapped[date | None]
    review_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(String(20), default=Outcome.UNDER_WAY)
    """A key of `rules.Outcome`."""
    ended_on: Mapped[date | None]
    """The day on which it was kept or given up."""
    due_on: Mapped[date | None]
    """By which day something is owed next; `settle` keeps it."""
    reminded: Mapped[list[str]] = mapped_column(default=list)
    """Which reminders were sent: the day that something was owed, and how many days ahead."""

    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)
    consultation: Mapped[Consultation | None] = relationship()
    versions: Mapped[list["RecommendationVersion"]] = relationship(
        back_populates="recommendation", order_by="RecommendationVersion.number", cascade="all, delete-orphan"
    )

    @property
    def standing(self) -> Standing | None:
        """Give what decides where it stands; nothing before its publication."""
        if self.answer_due_on is None:
            return None
        return Standing(self.answer_due_on, self.verdict, self.deadline, self.review_on, self.outcome)

    @property
    def state(self) -> State:
        """Tell where a published one stands."""
        standing = self.standing
        return standing.state if standing else State.WAITING

    @property
    def is_answered_late(self) -> bool:
        """Tell whether the first answer came after its day."""
        if self.answered_on is None or self.answer_due_on is None:
            return False
        return self.answered_on > self.answer_due_on

    def is_overdue(self, today: date) -> bool:
        """Tell whether what is owed next is late."""
        return is_overdue(self.due_on, today)

    def settle(self) -> None:
        """Note by which day something is owed next."""
        standing = self.standing
        self.due_on = standing.due_on if standing else None


class RecommendationVersion(Base):
    """What a recommendation says: in preparation until it is published, unchangeable from then on."""

    __tablename__ = "recommendation_versions"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"), Index(None, "organisation_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recommendation_id: Mapped[UUID] = mapped_column(ForeignKey("recommendations.id"))
    number: Mapped[int]

    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[Any]] = mapped_column(JSON_DOCUMENT, default=list)
    """`[{"kind": "results_table", "id": "park/q1-often", "title": "…", "url": "/k/park/wyniki#q1-often"}]`"""
    addressee_kind: Mapped[str] = mapped_column(String(20), default="")
    """A key of `rules.ADDRESSEES`."""
    addressee_name: Mapped[str] = mapped_column(String(300), default="")
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisations.id"))
    kind: Mapped[str] = mapped_column(String(20), default="")
    """A key of `rules.KINDS`."""
    priority: Mapped[str] = mapped_column(String(20), default="")
    """A key of `rules.PRIORITIES`."""
    cost: Mapped[str] = mapped_column(String(300), default="")
    indicator: Mapped[str] = mapped_column(Text, default="")
    """By what one will see that it was kept."""
    answer_due_on: Mapped[date | None]

    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was corrected; empty in the first version."""
    edit_count: Mapped[int] = mapped_column(default=0)
    edited_at: Mapped[datetime]
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    """Everybody who wrote in this version: none of them may be its second pair of eyes."""
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None]
    returned_because: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    is_single_handed: Mapped[bool] = mapped_column(default=False)
    """Published by the person who prepared it, in an office that has switched four eyes off."""

    recommendation: Mapped[Recommendation] = relationship(back_populates="versions")
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")

    @property
    def addressee(self) -> str:
        """Name whom it asks; empty where it has the usual name of its kind."""
        return self.organisation.name if self.organisation else self.addressee_name


class Answer(Base):
    """What the addressee said to a recommendation on one day."""

    __tablename__ = "recommendation_answers"
    __table_args__ = (UniqueConstraint("recommendation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recommendation_id: Mapped[UUID] = mapped_column(ForeignKey("recommendations.id"))
    number: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(20))
    reasons: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(String(300), default="")
    """Who sees to it: a unit or an office, not a private person."""
    deadline: Mapped[date | None]
    review_on: Mapped[date | None]
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[UUID | None]
    is_of_organisation: Mapped[bool] = mapped_column(default=False)
    """Whether a representative of the organisation gave it, rather than an official."""


class Progress(Base):
    """What was done about a recommendation until one day."""

    __tablename__ = "recommendation_progress"
    __table_args__ = (Index(None, "recommendation_id", "recorded_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recommendation_id: Mapped[UUID] = mapped_column(ForeignKey("recommendations.id"))
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(20), default=Outcome.UNDER_WAY)
    """How it stands from then on: a key of `rules.Outcome`."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None]
    is_of_organisation: Mapped[bool] = mapped_column(default=False)
