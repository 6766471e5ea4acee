"""Put mails into the outbox, and keep the state of those that are in it. Nothing here renders or sends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.jobs import queue
from consult.mail.models import Mail

DELIVER = "mail.deliver"
"""The kind of the job that delivers one mail."""
AT_ONCE = 200
LONGEST_ERROR = 2000


def put(
    session: Session,
    *,
    to: str,
    message: str,
    values: Mapping[str, Any],
    language: str,
    authority_id: UUID | None,
    now: datetime,
    is_secret: bool = False,
) -> Mail:
    """Leave a mail for delivery, in the caller's transaction: what is rolled back is never sent.

    `message` names the template: `accounts/mail/set_password` is `templates/accounts/mail/set_password.txt`.
    """
    mail = Mail(
        recipient=to,
        message=message,
        values=dict(values),
        language=language,
        authority_id=authority_id,
        is_secret=is_secret,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    _put_job(session, mail, now)
    return mail


def try_again(session: Session, mail_id: UUID, *, now: datetime) -> bool:
    """Give a mail that failed another chance; tell whether there was one to give."""
    mail = session.get(Mail, mail_id, with_for_update=True)
    if mail is None or mail.state != "failed":
        return False
    mail.state = "waiting"
    mail.try_count = 0
    _put_job(session, mail, now)
    return True


def park(session: Session, mail_id: UUID) -> None:
    """Let a mail wait without a job, until there is a mail server."""
    mail = session.get(Mail, mail_id, with_for_update=True)
    if mail is not None and mail.state == "waiting":
        mail.is_parked = True
        session.flush()


def has_parked(session: Session) -> bool:
    """Tell whether a mail is parked."""
    return session.scalar(select(Mail.id).where(Mail.is_parked).limit(1)) is not None


def unpark(session: Session, *, now: datetime) -> int:
    """Give parked mails their jobs again, oldest first, at most two hundred at once; give how many."""
    parked = select(Mail).where(Mail.is_parked).order_by(Mail.created_at, Mail.id).limit(AT_ONCE)
    mails = session.scalars(parked.with_for_update(skip_locked=True)).all()
    for mail in mails:
        mail.is_parked = False
        _put_job(session, mail, now)
    return len(mails)


def note_sent(session: Session, mail_id: UUID, *, now: datetime) -> None:
    """Note that a mail was handed over; a secret one loses what it said."""
    mail = session.get(Mail, mail_id, with_for_update=True)
    if mail is None:
        return
    mail.state = "sent"
    mail.sent_at = now
    mail.last_error = None
    if mail.is_secret:
        mail.values = {}
        mail.erased_at = now
    session.flush()


def note_failure(session: Session, mail_id: UUID, error: str, *, is_final: bool) -> None:
    """Note a try that failed; after a final one the mail waits for a person."""
    mail = session.get(Mail, mail_id, with_for_update=True)
    if mail is None or mail.state == "sent":
        return
    mail.try_count += 1
    mail.last_error = error[:LONGEST_ERROR]
    if is_final or mail.try_count >= queue.MOST_TRIES:
        mail.state = "failed"
    session.flush()


def _put_job(session: Session, mail: Mail, now: datetime) -> None:
    queue.put(session, DELIVER, {"mail_id": str(mail.id)}, due_at=now)
