"""Turn a mail into words, and words into a message that no value can add a header to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from uuid import UUID

from flask import current_app
from flask_babel import force_locale

ENCODED_WORD = "=?"
"""How an encoded word begins. The email package of Python 3.11 decodes those that it finds in a value, and writes
a line break that was hidden in one as it is: so no value may bring one along."""
LONGEST_SUBJECT = 200
SUBJECT = "Subject:"
BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""White space and controls: whatever some program may take for the end of a line is among them."""


class NoSubject(Exception):
    """The template of a message does not begin with its subject."""


class BadAddress(Exception):
    """A mail cannot go to an address like this."""


@dataclass(frozen=True)
class Letter:
    """What a mail says."""

    subject: str
    body: str


def render(message: str, values: Mapping[str, Any], language: str, office: str) -> Letter:
    """Render a message in a language.

    The first line of the template is `Subject: …`, then comes an empty line, then the body. Both are
    rendered apart, so that a line break in a value cannot move the border between them.
    """
    environment = current_app.jinja_env.overlay(autoescape=False)
    source = environment.loader.get_source(environment, f"{message}.txt")[0]  # type: ignore[union-attr]
    first, _, rest = source.partition("\n")
    if not first.startswith(SUBJECT):
        raise NoSubject(message)
    known = {"language": language, "office": office, **values}
    with force_locale(language):
        subject = environment.from_string(first.removeprefix(SUBJECT)).render(known)
        body = environment.from_string(rest).render(known)
    return Letter(_shortened(one_line(subject)), body.strip() + "\n")


def compose(letter: Letter, *, mail_id: UUID, to: str, sender: str, office: str, host: str, now: datetime) -> bytes:
    """Compose the message. The same mail always has the same Message-ID, so that a repetition is recognised."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["From"] = Address(one_line(office) or one_line(parseaddr(sender)[0]), addr_spec=parseaddr(sender)[1])
    message["To"] = Address(addr_spec=address(to))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    return message.as_bytes()


def address(given: str) -> str:
    """Give an address as mail servers know it, its domain in ASCII (`ąę.example` is `xn--…`)."""
    name, _, domain = given.rpartition("@")
    try:
        ascii_address = f"{name}@{domain.encode('idna').decode('ascii')}"
        Address(addr_spec=ascii_address)
    except (ValueError, IndexError, MessageError) as mistake:
        raise BadAddress(given) from mistake
    if not ascii_address.isascii() or one_line(given) != given:
        raise BadAddress(given)
    return ascii_address


def one_line(text: str) -> str:
    """Make one line of a text, without encoded words."""
    return BREAKS.sub(" ", text).replace(ENCODED_WORD, "= ?").strip()


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1].rstrip() + "…"
