"""Tables of what an office sets up to work through many remarks."""

from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base

LONGEST_NAME = 120


class Topic(Base):
    """What several remarks are about, wherever in the draft they stand."""

    __tablename__ = "draft_topics"
    __table_args__ = (UniqueConstraint("draft_id", "folded_name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("drafts.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    folded_name: Mapped[str] = mapped_column(String(3 * LONGEST_NAME))


class RemarkTopic(Base):
    """One topic of one remark."""

    __tablename__ = "remark_topics"
    __table_args__ = (Index(None, "topic_id", "remark_id"),)

    remark_id: Mapped[UUID] = mapped_column(ForeignKey("remarks.id"), primary_key=True)
    topic_id: Mapped[UUID] = mapped_column(ForeignKey("draft_topics.id"), primary_key=True)


class Department(Base):
    """A part of an office that answers remarks; its address gets a mail when some are assigned to it."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("authority_id", "folded_name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    folded_name: Mapped[str] = mapped_column(String(3 * LONGEST_NAME))
    email: Mapped[str] = mapped_column(String(254), default="")


class AnswerTemplate(Base):
    """A decision with its reason, written once and used for many remarks of an office."""

    __tablename__ = "answer_templates"
    __table_args__ = (UniqueConstraint("authority_id", "folded_name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    folded_name: Mapped[str] = mapped_column(String(3 * LONGEST_NAME))
    verdict: Mapped[str] = mapped_column(String(20))
    """A key of `rules.decisions.Verdict`."""
    reason: Mapped[str] = mapped_column(Text)
