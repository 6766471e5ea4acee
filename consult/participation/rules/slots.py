"""The signed value in a form page: what is answered, when the page was issued, and a random key."""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from struct import Struct
from uuid import UUID

KEY_BYTES = 16
SIGNATURE_BYTES = 16
LAYOUT = Struct(f">16sQ{KEY_BYTES}s")
PURPOSE = b"consult form slot 1"
MICROSECONDS = 1_000_000


class NotGenuine(Exception):
    """A slot that we did not make, or that was changed."""


@dataclass(frozen=True)
class Slot:
    """What a form page was issued for (the version of a questionnaire or draft), when, and its random key."""

    subject: UUID
    issued_at: datetime
    key: bytes


def new_slot(subject: UUID, now: datetime) -> Slot:
    """Make a slot with a key of 128 random bits."""
    return Slot(subject, now, secrets.token_bytes(KEY_BYTES))


def sign(slot: Slot, secret: str) -> str:
    """Write a slot as text of 75 characters that fits a hidden field."""
    body = LAYOUT.pack(slot.subject.bytes, round(slot.issued_at.timestamp() * MICROSECONDS), slot.key)
    return _written(body + _signature(body, secret))


def read(value: str, secret: str) -> Slot:
    """Read a slot; raise `NotGenuine` unless it was signed with this secret."""
    try:
        packed = urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4))
    except (NotBase64, UnicodeEncodeError, ValueError) as mistake:
        raise NotGenuine from mistake
    body, signature = packed[: LAYOUT.size], packed[LAYOUT.size :]
    if (
        len(body) != LAYOUT.size
        or _written(packed) != value
        or not hmac.compare_digest(signature, _signature(body, secret))
    ):
        raise NotGenuine
    subject, microseconds, key = LAYOUT.unpack(body)
    return Slot(UUID(bytes=subject), datetime.fromtimestamp(microseconds / MICROSECONDS, UTC), key)


def _written(packed: bytes) -> str:
    return urlsafe_b64encode(packed).decode().rstrip("=")


def _signature(body: bytes, secret: str) -> bytes:
    return hmac.digest(PURPOSE + secret.encode(), body, sha256)[:SIGNATURE_BYTES]
