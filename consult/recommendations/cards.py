"""Indicators among the evidence, as cards with their value and course."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.recommendations.evidence import Piece, indicator_of
from consult.results.indicator_cards import Card, beside, cards_of
from consult.territory import queries
from consult.territory.models import Unit

MOST = 3
"""Cards on one page; of more indicators the links remain."""


@dataclass(frozen=True)
class Shown:
    """A card, and the unit of which it tells."""

    card: Card
    unit: Unit


def of_evidence(session: Session, pieces: Sequence[Piece]) -> list[Shown]:
    """Make a card of each indicator, as it stands today."""
    found = [pair for pair in map(indicator_of, pieces) if pair is not None]
    shown = []
    for code, key in found[:MOST]:
        unit, indicator = queries.find_unit(session, code), queries.find_indicator(session, key)
        if unit is not None and indicator is not None:
            group = beside(session, unit)
            shown += [Shown(card, unit) for card in cards_of(session, unit, group.codes, [indicator])]
    return shown
