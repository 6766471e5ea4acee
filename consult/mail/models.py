"""The outbox."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class Mail(Base):
    """One mail: waiting, sent, or failed until somebody tries again.

    `message` names the template (`accounts/mail/set_password`). A parked mail waits without a job,
    because no mail server is set. `erased_at` tells when the values of a secret mail were taken away.
    """

    __tablename__ = "mails"
    __table_args__ = (Index(None, "state", "created_at"), Index(None, "created_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    recipient: Mapped[str] = mapped_column(String(254))
    message: Mapped[str] = mapped_column(String(120))
    values: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(String(2))
    authority_id: Mapped[UUID | None]
    is_secret: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    is_parked: Mapped[bool] = mapped_column(default=False)
    try_count: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None]
