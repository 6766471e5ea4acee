"""Passwords: hashed with Argon2id, never inside a transaction, and not one of those that are tried first.

`common_passwords.txt` holds the words of the passwords that people choose most: the letters of the first five
thousand of the list that Django ships (BSD licence; collected by Royce Williams), its longer ones as they are, and
Polish words of our own. A password is refused when nothing but digits, signs and one such word is in it.
"""

import re
import secrets
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from consult.accounts.rules import email_key

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 12
"""Fewest characters; fewer are refused before they come here."""
SHORTEST_NAME = 3
"""A name part of an e-mail address that is shorter stands in too many passwords by chance."""

COMMON = "common"
HAS_EMAIL = "has_email"

_LIST = Path(__file__).with_name("common_passwords.txt")
_LOOKALIKES = str.maketrans("01345@$!", "oleasasi")
_ENDS = re.compile(r"^[^a-z]+|[^a-z]+$")
_NO_LETTER = re.compile(r"[^a-z]+")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "0123456789", "1234567890")
_RUNS = tuple(run for row in _ROWS for run in (row * 9, row[::-1] * 9))


class Passwords:
    """Hashes and checks. The cost is OWASP's for Argon2id: two passes over 19 MiB, so that many at once fit.

    Argon2 is loaded with the first password: most processes and commands never see one.
    """

    def __init__(self, *, time_cost: int = 2, memory_cost: int = 19 * 1024, parallelism: int = 1) -> None:
        self._cost = (time_cost, memory_cost, parallelism)

    @cached_property
    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher  # noqa: PLC0415

        return PasswordHasher(*self._cost)

    @cached_property
    def _nobodys(self) -> str:
        """Give a hash that belongs to nobody, made at the same cost."""
        return self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Hash a password for the database; slow on purpose."""
        return self._hasher.hash(_as_bytes(password))

    def is_right(self, kept: str | None, password: str) -> bool:
        """Check a password; where there is none to check against, take as long and say no."""
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        nobodys = self._nobodys  # made before the clock starts to tell anything, whoever is asked for
        try:
            is_right = self._hasher.verify(kept or nobodys, _as_bytes(password))
        except (InvalidHashError, VerificationError):
            return False
        return is_right and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Tell whether the hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(kept)


def weakness(password: str, email: str) -> str | None:
    """Tell why the password would be guessed (COMMON, HAS_EMAIL), or nothing."""
    folded = normalize("NFKC", password).casefold()
    name = email_key(email).partition("@")[0]
    if len(name) >= SHORTEST_NAME and name in folded:
        return HAS_EMAIL
    return COMMON if _is_common(folded) else None


def _is_common(folded: str) -> bool:
    """Judge the password, the letters left of it, and what it repeats."""
    repeated = _repeated_part(folded)
    letters = _NO_LETTER.sub("", _ENDS.sub("", folded).translate(_LOOKALIKES))
    return (
        len(repeated) < LEAST
        or folded in _common()
        or _repeated_part(letters) in _common()
        or any(folded in run for run in _RUNS)
    )


def _repeated_part(text: str) -> str:
    """Give the shortest part that makes up the text when it is repeated."""
    return text[: (text + text).find(text, 1)] if text else ""


@cache
def _common() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())


def _as_bytes(password: str) -> bytes:
    """Bring the password to one form: keyboards compose letters in different ways."""
    return normalize("NFC", password).encode("utf-8", "surrogatepass")
