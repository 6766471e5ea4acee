"""Look into the outbox."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from consult.mail.models import Mail

STATES = ("waiting", "failed", "sent")


def newest_first(state: str | None = None) -> Select[Any]:
    """Select the mails, all or those in a state."""
    mails = select(Mail).order_by(Mail.created_at.desc(), Mail.id)
    return mails.where(Mail.state == state) if state in STATES else mails


def find_mail(session: Session, mail_id: UUID) -> Mail | None:
    """Find a mail."""
    return session.get(Mail, mail_id)


def count_by_state(session: Session) -> dict[str, int]:
    """Count the mails in each state, states without any among them."""
    rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return dict.fromkeys(STATES, 0) | dict(iter(rows))
