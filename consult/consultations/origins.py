"""From one thing to another: what was said somewhere becomes an initiative, a recommendation or a remark.

Whoever makes something of what was said keeps its origin as a pair of strings, kind and id. Origins tell where
something came from, destinations what became of it; neither knows the other's tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation

LONGEST_TITLE = 300


@dataclass(frozen=True)
class Said:
    """Something that was said somewhere, ready to become something else; `kind` and `id` name where it came from."""

    kind: str
    """"idea", "finding", "remark", "indicator", "results_table"."""
    id: str
    """A UUID as text, or another lasting name."""
    authority_id: UUID
    consultation: Consultation | None
    title: str
    """At most `LONGEST_TITLE` characters."""
    text: str


@dataclass(frozen=True)
class Link:
    """Where something can be read, and the words that lead there."""

    text: str
    url: str


class Destination(Protocol):
    """What can be made of something that was said."""

    key: str

    def words(self) -> str:
        """Say what the button does, such as "Make a recommendation of it"."""

    def may_take(self, session: Session, actor: Actor, said: Said) -> bool:
        """Tell whether the actor may make it of this."""

    def take(self, session: Session, actor: Actor, now: datetime, said: Said) -> str:
        """Make it, in preparation; return the address where the official goes on."""

    def made_of(self, session: Session, kind: str, ids: Sequence[str]) -> Mapping[str, Sequence[Link]]:
        """List what was made of these, as far as everybody may see it, by the id it came from."""


class Source(Protocol):
    """Where something that was said can be found again."""

    kinds: Sequence[str]

    def find(self, session: Session, kind: str, id: str) -> Link | None:  # noqa: A002  # an origin is a kind and an id
        """Lead to where it was said; nothing where that is not public."""


def destinations() -> Sequence[Destination]:
    """Give what can be made of something that was said; `app` lists them."""
    given: Sequence[Destination] = current_app.extensions["destinations"]
    return given


def sources() -> Sequence[Source]:
    """Give where things are said; `app` lists them."""
    given: Sequence[Source] = current_app.extensions["sources"]
    return given


def programme_of(session: Session, consultation: Consultation) -> Link | None:
    """Lead to the programme to which a consultation belongs; `app` knows who keeps programmes."""
    find: Callable[[Session, Consultation], Link | None] = current_app.extensions["programme_of"]
    return find(session, consultation)


def find_origin(session: Session, kind: str, id: str) -> Link | None:  # noqa: A002  # an origin is a kind and an id
    """Lead to where something came from, if that is public."""
    return next((source.find(session, kind, id) for source in sources() if kind in source.kinds), None)


def made_of(session: Session, kind: str, ids: Sequence[str]) -> dict[str, list[Link]]:
    """List what became of these, whatever it is, by the id it came from; where nothing did, an empty list."""
    made: dict[str, list[Link]] = {id_: [] for id_ in ids}
    for destination in destinations():
        for id_, links in destination.made_of(session, kind, ids).items():
            made[id_].extend(links)
    return made
