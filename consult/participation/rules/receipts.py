"""Receipts: a code that the person keeps, made from the key of the form; only its hash is stored.

The code has sixteen signs of Crockford's alphabet, which has no I, L, O and U: fifteen carry 75 bits,
the last is a check sign (Luhn modulo 32), so that a slip of the pen is told from a code that does not exist.
"""

import hmac
from hashlib import sha256

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", "–": "", "\N{NO-BREAK SPACE}": ""})  # noqa: RUF001
LENGTH = 16
BITS = 5
PURPOSE = b"consult receipt 1"


class Mistyped(Exception):
    """What was typed is no receipt code: a sign is missing, too many, or wrong."""


def receipt_code(key: bytes, secret: str) -> str:
    """Make the code of this key, such as `K7M2-94QD-3F0A-9TZ1`."""
    number = int.from_bytes(hmac.digest(PURPOSE + secret.encode(), key, sha256)) >> (256 - BITS * (LENGTH - 1))
    signs = "".join(SIGNS[number >> (BITS * place) & 31] for place in reversed(range(LENGTH - 1)))
    return grouped(signs + check_sign(signs))


def grouped(signs: str) -> str:
    """Write a code in groups of four."""
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def read_code(typed: str) -> str:
    """Read a code as people type it, in any case, with or without hyphens; raise `Mistyped`."""
    signs = typed.strip().upper().translate(READ_AS)
    if len(signs) != LENGTH or set(signs) - set(SIGNS) or check_sign(signs[:-1]) != signs[-1]:
        raise Mistyped
    return grouped(signs)


def receipt_hash(code: str) -> str:
    """Hash a code for the database: 64 hexadecimal digits. It is random enough to need no salt."""
    return sha256(code.encode()).hexdigest()


def check_sign(signs: str) -> str:
    """Give the sign that makes the Luhn sum of the whole divisible by 32."""
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = SIGNS.index(sign) * (2 if place % 2 == 0 else 1)
        total += value // len(SIGNS) + value % len(SIGNS)
    return SIGNS[-total % len(SIGNS)]
