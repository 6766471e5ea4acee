"""Deliver the mails that wait: render, send, note what became of it. The network is never inside a transaction.

A mail is handed over at least once: a process killed between the sending and the note sends it again, with
the same Message-ID. A mail that is noted as sent is never sent again.
"""

from collections.abc import Callable, Mapping
from email.utils import parseaddr
from typing import Any
from uuid import UUID

import structlog
from flask import current_app
from sqlalchemy.orm import Session

from consult import clock
from consult.config import Settings
from consult.extensions import db
from consult.mail import letters, outbox, transport
from consult.mail.models import Mail
from consult.web.transaction import transaction

log = structlog.get_logger(__name__)

OfficeName = Callable[[Session, UUID], str | None]
"""How `app` lets this package ask for the name of an authority, which it does not know."""


class NotDelivered(Exception):
    """A mail could not be handed over now; the job is tried again later."""


def can_send() -> bool:
    """Tell whether mails have a way out."""
    return bool(_settings().smtp_url or _settings().mail_dir)


def deliver(payload: Mapping[str, Any]) -> None:
    """Deliver one mail, unless it is sent already; where there is no way out, it waits."""
    mail_id = UUID(payload["mail_id"])
    if not can_send():
        with transaction() as session:
            outbox.park(session, mail_id)
        return
    try:
        message = _compose(mail_id)
        if message is None:
            return
        _hand_over(*message)
    except Exception as error:  # noqa: BLE001 - whatever it was is noted with the mail
        _note_failure(mail_id, error)
    else:
        with transaction() as session:
            outbox.note_sent(session, mail_id, now=clock.now())


def deliver_waiting() -> None:
    """Take up the mails that waited for a mail server to be set."""
    if can_send() and outbox.has_parked(db.session()):
        with transaction() as session:
            outbox.unpark(session, now=clock.now())


def read(mail: Mail) -> letters.Letter:
    """Render a mail to be read here, where no mail server takes it."""
    return letters.render(mail.message, mail.values, mail.language, _office(mail))


def _compose(mail_id: UUID) -> tuple[str, bytes] | None:
    """Give the recipient and the message, and end the reading."""
    mail = db.session().get(Mail, mail_id)
    try:
        if mail is None or mail.state == "sent":
            return None
        message = letters.compose(
            read(mail),
            mail_id=mail.id,
            to=mail.recipient,
            sender=_settings().mail_from,
            office=_office(mail),
            host=_settings().host,
            now=clock.now(),
        )
        return letters.address(mail.recipient), message
    finally:
        db.session().rollback()


def _hand_over(to: str, message: bytes) -> None:
    settings = _settings()
    if settings.smtp_url:
        sender = parseaddr(settings.mail_from)[1]
        transport.send(settings.smtp_url, sender=sender, to=to, message=message, host=settings.host)
    elif settings.mail_dir:
        transport.write(settings.mail_dir, message)


def _note_failure(mail_id: UUID, error: Exception) -> None:
    """Note why; raise where another try may help, without the address and the words of the mail."""
    is_final = transport.is_permanent(error) or isinstance(error, letters.BadAddress)
    with transaction() as session:
        outbox.note_failure(session, mail_id, f"{type(error).__name__}: {error}", is_final=is_final)
        has_failed = session.get_one(Mail, mail_id).state == "failed"
    log.warning("mail not delivered", mail_id=str(mail_id), error=type(error).__name__)
    if not has_failed:
        raise NotDelivered(f"{type(error).__name__}, see the mail {mail_id}") from error


def _office(mail: Mail) -> str:
    office_name: OfficeName = current_app.extensions["office_name"]
    return (mail.authority_id and office_name(db.session(), mail.authority_id)) or "Consult"


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
