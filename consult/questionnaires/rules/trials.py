"""The word in the address of a try: which version it shows, signed so that nobody can guess it."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import sha256
from uuid import UUID

PURPOSE = b"consult questionnaire trial 1"
VERSION_BYTES = 16
SIGNATURE_BYTES = 16


class NotOurs(Exception):
    """A word that we did not write."""


def word_for(version_id: UUID, secret: str) -> str:
    """Write the word for a version: always the same one."""
    return urlsafe_b64encode(version_id.bytes + _signature(version_id.bytes, secret)).decode().rstrip("=")


def version_of(word: str, secret: str) -> UUID:
    """Read which version a word is for; raises `NotOurs`."""
    try:
        packed = urlsafe_b64decode(word.encode("ascii") + b"=" * (-len(word) % 4))
        version_id = UUID(bytes=packed[:VERSION_BYTES])
    except (NotBase64, UnicodeEncodeError, ValueError) as mistake:
        raise NotOurs from mistake
    if not hmac.compare_digest(word_for(version_id, secret).encode(), word.encode()):
        raise NotOurs
    return version_id


def _signature(body: bytes, secret: str) -> bytes:
    return hmac.digest(PURPOSE + secret.encode(), body, sha256)[:SIGNATURE_BYTES]
