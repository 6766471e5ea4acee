"""What the pages of programmes show, made ready for their templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from consult.authorities.models import Authority
from consult.consultations.instruments import Card, cards_of
from consult.consultations.models import Consultation
from consult.consultations.pages import Plate, plate_of
from consult.consultations.queries import find_in_force, find_preparing
from consult.consultations.rules.stages import Stage
from consult.orm import Texts
from consult.questionnaires.queries import list_in_force
from consult.results.counting import taken


@dataclass(frozen=True)
class Row:
    """One consultation of a programme; `answers` is nothing where no questionnaire is public."""

    consultation: Consultation
    title: Texts
    stage: Stage
    plate: Plate | None
    answers: int | None


@dataclass(frozen=True)
class Happening:
    """A meeting of the programme."""

    begins_at: datetime
    card: Card
    office: str
    is_over: bool


def rows_of(session: Session, consultations: Sequence[Consultation], now: datetime) -> list[Row]:
    """Make the rows of consultations that the reader may see."""
    return [_row(session, one, now) for one in consultations]


def by_authority(rows: Sequence[Row]) -> list[tuple[Authority, list[Row]]]:
    """Put the rows of each authority together; they come in the order of authorities."""
    groups = groupby(rows, key=lambda row: row.consultation.authority)
    return [(authority, list(own)) for authority, own in groups]


def happenings_of(session: Session, consultations: Sequence[Consultation], now: datetime) -> list[Happening]:
    """List the meetings of public consultations: those that come in their order, then those that are over."""
    found = [
        Happening(card.event.begins, card, one.authority.name, card.event.ends <= now)
        for one in consultations
        for card in cards_of(session, one)
        if card.event is not None and isinstance(card.event.begins, datetime) and isinstance(card.event.ends, datetime)
    ]
    coming = sorted((one for one in found if not one.is_over), key=lambda one: one.begins_at)
    return coming + sorted((one for one in found if one.is_over), key=lambda one: one.begins_at, reverse=True)


def _row(session: Session, consultation: Consultation, now: datetime) -> Row:
    version = find_in_force(session, consultation) or find_preparing(session, consultation.id)
    stage = consultation.stage(now)
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    asked = list_in_force(session, consultation.id) if consultation.published_number is not None else []
    return Row(
        consultation,
        dict(version.title) if version else {},
        stage,
        plate_of(opens_at, closes_at, now) if opens_at and closes_at else None,
        sum(taken(session, one.questionnaire).counted for one in asked) if asked else None,
    )
