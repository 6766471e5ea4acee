"""What a consultation knows of its instruments: the ways to take part that packages above this one bring."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import current_app
from sqlalchemy.orm import Session

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.rules.icalendar import Event
from consult.orm import Texts


@dataclass(frozen=True)
class Card:
    """One way to take part, on the page of the consultation; `meta` are pairs of an icon's name and words.

    An outcome is shown after the end: it leads to what came of it. What happens at an hour has an event of the
    calendar.
    """

    title: Texts
    url: str
    text: str
    meta: Sequence[tuple[str, str]] = ()
    is_outcome: bool = False
    event: Event | None = None


@dataclass(frozen=True)
class DeskLink:
    """Where officials work on this instrument."""

    url: str
    text: str


@dataclass(frozen=True)
class Sent:
    """What a receipt stands for: the heading that tells what became of it, and the template that tells the rest."""

    title: str
    lead: str
    consultation: Consultation | None
    """Nothing where it belongs to an office alone, which `authority` then names."""
    template: str
    values: Mapping[str, Any]
    authority: Authority | None = None

    @property
    def office(self) -> Authority | None:
        """Name the office that has it."""
        return self.consultation.authority if self.consultation else self.authority


class Instrument(Protocol):
    """A kind of way to take part."""

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """List what people can take part in, in the order in which they should meet it."""

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead officials to it."""

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Find what was sent under this receipt code, and tell what became of it."""


def instruments() -> Sequence[Instrument]:
    """Give the instruments of this installation, in their order; `app` lists them."""
    given: Sequence[Instrument] = current_app.extensions["instruments"]
    return given


def cards_of(session: Session, consultation: Consultation) -> list[Card]:
    """List the ways to take part in a consultation."""
    return [card for instrument in instruments() for card in instrument.cards(session, consultation)]


def find_sent(session: Session, receipt: str) -> Sent | None:
    """Ask each instrument what was sent under this receipt code."""
    found = (instrument.find_sent(session, receipt) for instrument in instruments())
    return next((sent for sent in found if sent is not None), None)
