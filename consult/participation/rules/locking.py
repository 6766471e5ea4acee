"""Lock what somebody has typed with a code that only they have: without it, nobody can read what is stored.

AES-256-GCM hides the words and says that nothing was changed, nor put in the place of something else: what is locked
for one subject opens for no other. The code carries 95 random bits, so its key needs no slow hash. The length is
rounded up, so that it does not tell what was written.
"""

import secrets
from hashlib import sha256

KEY_BYTES = 32
NONCE_BYTES = 12
ROUND = 1024
LENGTH_BYTES = 4


class CannotBeOpened(Exception):
    """The code or the subject is another one, or what was stored has changed."""


def lock(words: bytes, code: str, subject: bytes) -> bytes:
    """Lock words about a subject with a code."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # the web starts without it

    whole = len(words).to_bytes(LENGTH_BYTES, "big") + words
    whole += bytes(-len(whole) % ROUND)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_key(code)).encrypt(nonce, whole, subject)


def unlock(locked: bytes, code: str, subject: bytes) -> bytes:
    """Give the words; raise `CannotBeOpened`."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    if len(locked) < NONCE_BYTES:
        raise CannotBeOpened
    try:
        whole = AESGCM(_key(code)).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], subject)
    except InvalidTag as error:
        raise CannotBeOpened from error
    length = int.from_bytes(whole[:LENGTH_BYTES], "big")
    return whole[LENGTH_BYTES : LENGTH_BYTES + length]


def locked_hash(code: str) -> str:
    """Name what is locked with this code: 64 hexadecimal digits that do not tell the code."""
    return sha256(b"consult unfinished answers 1 " + code.encode()).hexdigest()


def _key(code: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    made = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"consult unfinished answers 2 key")
    return made.derive(code.encode())
