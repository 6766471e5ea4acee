"""How entries are hashed and how a chain is checked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

START = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True)
class Entry:
    """What an entry says."""

    id: UUID
    recorded_at: datetime
    action: str
    subject_kind: str
    subject_id: UUID
    actor_id: UUID | None
    authority_id: UUID | None
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """An entry in its place in the chain."""

    number: int
    hash: str
    entry: Entry


def hash_of(number: int, entry: Entry, before: str) -> str:
    """Hash an entry with its number and the hash before it; 64 hexadecimal digits."""
    said = [
        number,
        before,
        str(entry.id),
        entry.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.action,
        entry.subject_kind,
        str(entry.subject_id),
        entry.actor_id and str(entry.actor_id),
        entry.authority_id and str(entry.authority_id),
        dict(entry.details),
    ]
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def first_bad(chain: Iterable[Link], *, number: int = 0, before: str = START) -> int | None:
    """Name the first number whose entry was changed, moved or taken out, or nothing where all is well.

    Starts after the entry `number` with hash `before`. An end that was cut off is found by comparing with the head.
    """
    for link in chain:
        number += 1
        if link.number != number or link.hash != hash_of(number, link.entry, before):
            return number
        before = link.hash
    return None
