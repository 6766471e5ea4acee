"""One-time codes: twenty signs of the alphabet of receipts, of which nineteen carry 95 bits and the last checks."""

import secrets
from hashlib import sha256

from consult.participation.rules.receipts import READ_AS, SIGNS, Mistyped, check_sign, grouped

LENGTH = 20
PURPOSE = "consult access code 1 "
FEWEST = 20
"""With fewer codes nobody is told that their answers are anonymous."""


def new_code() -> str:
    """Draw a code, such as `K7M2-94QD-3F0A-9TZ1-B6WH`."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return grouped(signs + check_sign(signs))


def read_access_code(typed: str) -> str:
    """Read a code as people type it, in any case, with or without hyphens; raise `Mistyped`."""
    signs = typed.strip().upper().translate(READ_AS)
    if len(signs) != LENGTH or set(signs) - set(SIGNS) or check_sign(signs[:-1]) != signs[-1]:
        raise Mistyped
    return grouped(signs)


def code_hash(code: str) -> str:
    """Hash a code for the database: 64 hexadecimal digits. It is random enough to need no salt."""
    return sha256((PURPOSE + code).encode()).hexdigest()
