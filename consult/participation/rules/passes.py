"""A pass: the signed value that somebody who may take part carries from the entrance to the last page."""

import hmac
from hashlib import sha256
from uuid import UUID

PURPOSE = b"consult pass 1"
MARK_LENGTH = 64


class NoPass(Exception):
    """Not made by us, or not for this questionnaire."""


def make_mark(kind: str, subject: UUID, who: str, secret: str) -> str:
    """Make the mark of a person or an address for one questionnaire: without the secret, nobody can tell whose."""
    said = f"{kind}\0{subject.hex}\0{who}"
    return hmac.digest(b"consult mark 1" + secret.encode(), said.encode(), sha256).hex()


def make_pass(mark: str, subject: UUID, secret: str) -> str:
    """Sign a mark for a questionnaire."""
    return f"{mark}.{_signature(mark, subject, secret)}"


def read_pass(value: str, subject: UUID, secret: str) -> str:
    """Give the mark; raise `NoPass`."""
    mark, _dot, signature = value.partition(".")
    if len(mark) != MARK_LENGTH or not hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(mark, subject, secret).encode()
    ):
        raise NoPass
    return mark


def _signature(mark: str, subject: UUID, secret: str) -> str:
    return hmac.digest(PURPOSE + secret.encode(), subject.bytes + mark.encode("utf-8", "replace"), sha256).hex()
