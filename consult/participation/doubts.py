"""What looks as if a machine had sent it: labelled, so that an official can decide; refused by nobody.

What is sent within a second after its page was issued is *fast*: no person is. The *trap* is a field that no person
sees; a reader that reads it out is told to leave it empty. A *burst* is more from one network within ten minutes than
people who share it send: a class or a library stays below. To count, the network's address is hashed with a salt that
is thrown away with the counts; neither is written anywhere, so nothing that is stored tells which answers came from
one place.
"""

import secrets
from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from threading import Lock

from flask import current_app, request

from consult import clock
from consult.accounts.throttle import network_of

TRAP = "subject"
"""The name of the field that stays empty: one that browsers do not fill in by themselves."""
WINDOW = timedelta(minutes=10)
MOST = 60
"""So many may come from one network within a window, in each process, before the next are labelled."""


class Doubt(StrEnum):
    """Why it may come from a machine."""

    TRAP = "trap"
    BURST = "burst"
    FAST = "fast"


class Bursts:
    """How much came from each network in the present window; in memory alone."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.began_at: datetime | None = None
        self.salt = b""
        self.counts: Counter[bytes] = Counter()

    def is_one(self, network: str, now: datetime) -> bool:
        """Count one more from this network, and tell whether it is too much."""
        with self.lock:
            if self.began_at is None or not timedelta() <= now - self.began_at < WINDOW:
                self.began_at, self.salt, self.counts = now, secrets.token_bytes(16), Counter()
            place = blake2b(network.encode(), key=self.salt, digest_size=16).digest()
            self.counts[place] += 1
            return self.counts[place] > MOST


def doubt_about_this(*, is_fast: bool = False) -> Doubt | None:
    """Judge the form that was sent just now."""
    if is_trapped():
        return Doubt.TRAP
    bursts: Bursts = current_app.extensions.setdefault("bursts", Bursts())
    if bursts.is_one(network_of(request.remote_addr), clock.now()):
        return Doubt.BURST
    return Doubt.FAST if is_fast else None


def is_trapped() -> bool:
    """Tell whether something is in the field that stays empty, on this page or on one before."""
    return any(value.strip() for value in request.form.getlist(TRAP))
