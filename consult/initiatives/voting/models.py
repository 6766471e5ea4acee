"""Tables of votes: the edition, its pools and projects, the codes, the ballots, incoming and sealed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.authorities.models import Authority
from consult.initiatives.models import Initiative
from consult.orm import Base


class VoteEdition(Base):
    """One vote of an authority. Published, it does not change."""

    __tablename__ = "vote_editions"
    __table_args__ = (CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    vote_type: Mapped[str] = mapped_column(String(20))
    """A key of `rules.elections.VoteType`."""
    rule: Mapped[str] = mapped_column(String(20))
    """A key of `rules.working.Rule`."""
    min_length: Mapped[int] = mapped_column(default=1)
    max_length: Mapped[int]
    """So many projects may be on a ballot in each pool."""
    points: Mapped[int | None]
    """So many points are shared out in each pool, where points are given."""
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    edit_count: Mapped[int] = mapped_column(default=0)
    author_ids: Mapped[list[str]] = mapped_column(default=list)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None]
    counted_at: Mapped[datetime | None]
    results_published_at: Mapped[datetime | None]
    results_published_by_id: Mapped[UUID | None]

    authority: Mapped[Authority] = relationship(lazy="joined", innerjoin=True)
    pools: Mapped[list["VotePool"]] = relationship(back_populates="edition", order_by="VotePool.position")

    def is_open(self, now: datetime) -> bool:
        """Tell whether people can vote."""
        return self.published_at is not None and self.opens_at <= now < self.closes_at


class VotePool(Base):
    """Money that is voted on by itself: of a district, or of the whole unit."""

    __tablename__ = "vote_pools"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        UniqueConstraint("edition_id", "position"),
        CheckConstraint("budget > 0", name="some_budget"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("vote_editions.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    is_for_all: Mapped[bool] = mapped_column(default=False)
    """Whether everybody votes in it; in a district only those who choose it."""
    budget: Mapped[int] = mapped_column(BigInteger)
    """In grosze."""
    result: Mapped[dict[str, Any] | None]
    """The count with its working, see `rules.working`."""

    edition: Mapped[VoteEdition] = relationship(back_populates="pools")
    projects: Mapped[list["VoteProject"]] = relationship(back_populates="pool", order_by="VoteProject.position")


class VoteProject(Base):
    """What is voted on."""

    __tablename__ = "vote_projects"
    __table_args__ = (
        UniqueConstraint("pool_id", "key"),
        UniqueConstraint("pool_id", "position"),
        CheckConstraint("cost > 0", name="costs_something"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    pool_id: Mapped[UUID] = mapped_column(ForeignKey("vote_pools.id"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(80))
    """Its number, as people write it on paper."""
    title: Mapped[str] = mapped_column(String(300))
    what: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[int] = mapped_column(BigInteger)
    """In grosze."""
    initiative_id: Mapped[UUID | None] = mapped_column(ForeignKey("initiatives.id"), unique=True)

    pool: Mapped[VotePool] = relationship(back_populates="projects")
    initiative: Mapped[Initiative | None] = relationship()


class VoteCode(Base):
    """A one-time code; only its hash is kept, and whether it is spent. No day, and nothing that leads to a ballot."""

    __tablename__ = "vote_codes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("vote_editions.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    is_spent: Mapped[bool] = mapped_column(default=False)


class IncomingBallot(Base):
    """A ballot that has just come in; a job moves it away."""

    __tablename__ = "incoming_ballots"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("vote_editions.id"), index=True)
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    choices: Mapped[dict[str, Any]]
    """By the key of a pool: what is named, in order, and the points where points are given."""


class SealedBallot(Base):
    """A ballot in the box, in random order."""

    __tablename__ = "sealed_ballots"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("vote_editions.id"), index=True)
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    choices: Mapped[dict[str, Any]]
    batch: Mapped[int]
