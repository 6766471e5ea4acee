"""What applicants do: send an initiative, mend it when the office returned it. A receipt code is all they need."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.models import Authority
from consult.clock import WARSAW
from consult.initiatives.models import Initiative, InitiativeApplicant
from consult.initiatives.operations.record import add_step, refuse_changed
from consult.initiatives.queries import find_by_receipt, find_call
from consult.initiatives.rules.cards import Cost, total
from consult.initiatives.rules.stages import Kind, Stage
from consult.organisations.access import can_speak
from consult.organisations.models import Membership
from consult.texts.folding import fold


class NotTaken(Exception):
    """The authority does not take this kind of initiative now."""


class OtherWords(Exception):
    """The same form was sent before with other words."""


class NoMandate(Exception):
    """The actor may not speak for this organisation."""


class NotNow(Exception):
    """The initiative is not in a stage in which this can be done."""


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What people write on the card; amounts are in grosze."""

    title: str
    what: str = ""
    why: str = ""
    place: str = ""
    owner: str = ""
    has_consent: bool = False
    hours: int = 0
    things: str = ""
    money: int = 0
    expected: str = ""
    schedule: str = ""
    costs: tuple[Cost, ...] = ()
    applicants: tuple[Applicant, ...] = ()


@dataclass(frozen=True)
class Sending:
    """How it came: the hash of its receipt, and the language of who wrote it."""

    receipt_hash: str
    language: str = "pl"


PLAIN = ("title", "what", "why", "place", "owner", "has_consent", "hours", "things", "money", "expected", "schedule")
PLANNED = ("hours", "things", "money", "expected", "schedule")
"""What applicants and the office draw up together (art. 19g), beside the costs."""


def submit(
    session: Session,
    authority: Authority,
    kind: Kind,
    card: Card,
    sending: Sending,
    *,
    membership: Membership | None = None,
    actor: Actor,
    now: datetime,
) -> Initiative:
    """Take an initiative; the same form sent again gives the one that is there.

    The authority must be held, so that no two get the same number. Raises `NotTaken`, `OtherWords`, `NoMandate`.
    """
    known = find_by_receipt(session, sending.receipt_hash)
    if known is not None:
        if not _says(known, card):
            raise OtherWords
        return known
    call = find_call(session, authority.id, kind)
    if call is None or not call.is_open:
        raise NotTaken
    if membership is not None and not can_speak(actor, membership):
        raise NoMandate
    initiative = begin(session, authority, kind, card, language=sending.language, now=now)
    initiative.receipt_hash = sending.receipt_hash
    if membership is not None:
        initiative.organisation_id, initiative.sent_by_id = membership.organisation_id, actor.id
    session.flush()
    return initiative


def begin(
    session: Session, authority: Authority, kind: Kind, card: Card, *, language: str, now: datetime
) -> Initiative:
    """Make the row of an initiative under the next number of the authority, which must be held."""
    last = session.scalar(select(func.max(Initiative.number)).where(Initiative.authority_id == authority.id)) or 0
    today = now.astimezone(WARSAW).date()
    initiative = Initiative(
        authority=authority,
        number=last + 1,
        slug=f"{authority.slug}-{last + 1}",
        kind=kind,
        stage=Stage.IDEA,
        stage_since=today,
        language=language,
        sent_on=today,
        edit_count=0,
        checked=[],
        applicants=[],
    )
    write(initiative, card)
    session.add(initiative)
    session.flush()
    add_step(session, initiative, "sent", Stage.IDEA, "", today)
    return initiative


def mend(session: Session, initiative: Initiative, card: Card, *, edit_count: int, now: datetime) -> None:
    """Take the card as its applicants mended it, and give it to the office. Raises `NotNow`, `ChangedMeanwhile`."""
    if initiative.stage != Stage.RETURNED:
        raise NotNow
    refuse_changed(initiative, edit_count)
    write(initiative, card)
    to = Stage.FORMAL if initiative.is_public else Stage.IDEA
    today = now.astimezone(WARSAW).date()
    initiative.stage, initiative.stage_since = to, today
    initiative.edit_count += 1
    session.flush()
    add_step(session, initiative, "mended", to, "", today, is_public=initiative.is_public)


def write(initiative: Initiative, card: Card) -> None:
    """Put what is on the card into the row; applicants stay where the card names none."""
    for name in PLAIN:
        setattr(initiative, name, getattr(card, name))
    write_costs(initiative, card)
    initiative.folded = fold(f"{card.title} {card.place} {card.what} {card.why}")
    if card.applicants:
        _name_applicants(initiative, card.applicants)


def write_costs(initiative: Initiative, card: Card) -> None:
    """Put the plan of costs into the row."""
    initiative.cost_lines = [word for cost in card.costs for word in (cost.what, str(cost.amount))]
    initiative.cost = total(card.costs)


def _name_applicants(initiative: Initiative, applicants: tuple[Applicant, ...]) -> None:
    """Keep the rows of those who stay at their places: so no two rows have one place at any moment."""
    for position, one in enumerate(applicants, 1):
        if position > len(initiative.applicants):
            initiative.applicants.append(InitiativeApplicant(position=position))
        row = initiative.applicants[position - 1]
        row.name, row.email, row.phone = one.name, one.email, one.phone
    del initiative.applicants[len(applicants) :]


def _says(initiative: Initiative, card: Card) -> bool:
    """Tell whether the card says what is kept."""
    same = all(getattr(initiative, name) == getattr(card, name) for name in PLAIN)
    return same and tuple(initiative.costs) == card.costs
