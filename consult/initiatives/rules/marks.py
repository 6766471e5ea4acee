"""Who supports an initiative, without knowing who it is: the mark of an address, and the link that confirms it.

A mark is a keyed hash of the initiative and the address: the same address gives another mark for each initiative, and
without the key nobody can try addresses. The link holds the mark and when it was made, signed; nothing is stored
until it is opened and confirmed.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

PURPOSE = b"consult support 1"
VALID_FOR = timedelta(days=7)
MARK_BYTES = 32
SIGNED_BYTES = 16
TIME_BYTES = 8


class NotGenuine(Exception):
    """A link that we did not make, that was changed, or that is too old."""


def mark_of(initiative: UUID, email: str, secret: str) -> str:
    """Mark an address: 64 hexadecimal digits. What follows a plus sign, and the case, make no other person."""
    name, _at, place = email.strip().lower().rpartition("@")
    same = f"{name.partition('+')[0]}@{place}"
    return hmac.digest(_key(secret), initiative.bytes + same.encode(), sha256).hex()


def link_of(initiative: UUID, mark: str, now: datetime, secret: str) -> str:
    """Make the part of an address that confirms a mark."""
    body = bytes.fromhex(mark) + int(now.timestamp()).to_bytes(TIME_BYTES, "big")
    return urlsafe_b64encode(body + _signature(initiative, body, secret)).decode().rstrip("=")


def mark_in(initiative: UUID, link: str, now: datetime, secret: str) -> str:
    """Read the mark out of a link; raise `NotGenuine`."""
    try:
        packed = urlsafe_b64decode(link.encode("ascii") + b"=" * (-len(link) % 4))
    except (NotBase64, UnicodeEncodeError, ValueError) as mistake:
        raise NotGenuine from mistake
    body, signature = packed[:-SIGNED_BYTES], packed[-SIGNED_BYTES:]
    is_ours = hmac.compare_digest(signature, _signature(initiative, body, secret))
    if len(body) != MARK_BYTES + TIME_BYTES or not is_ours:
        raise NotGenuine
    made_at = datetime.fromtimestamp(int.from_bytes(body[MARK_BYTES:], "big"), UTC)
    if now - made_at > VALID_FOR:
        raise NotGenuine
    return body[:MARK_BYTES].hex()


def _signature(initiative: UUID, body: bytes, secret: str) -> bytes:
    return hmac.digest(_key(secret), b"link" + initiative.bytes + body, sha256)[:SIGNED_BYTES]


def _key(secret: str) -> bytes:
    return PURPOSE + secret.encode()
