"""Reads of votes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session, selectinload

from consult.actor import Actor
from consult.consultations.access import OFFICIALS
from consult.initiatives.models import Initiative
from consult.initiatives.rules.cards import GROSZE
from consult.initiatives.rules.elections import Ballot, Election, Limits, Project, VoteType
from consult.initiatives.rules.stages import Kind, Stage
from consult.initiatives.rules.working import limits_of
from consult.initiatives.voting.models import (
    IncomingBallot,
    SealedBallot,
    VoteCode,
    VoteEdition,
    VotePool,
    VoteProject,
)

AT_ONCE = 5000


def is_public() -> ColumnElement[bool]:
    """Select the editions that everybody may see."""
    return VoteEdition.published_at.is_not(None)


def on_desk_of(actor: Actor) -> ColumnElement[bool]:
    """Select the editions of the offices in which the actor works."""
    offices = actor.authority_ids(*OFFICIALS)
    return VoteEdition.authority_id.in_(offices) if offices else false()


def find_edition(session: Session, slug: str, *conditions: ColumnElement[bool]) -> VoteEdition | None:
    """Find an edition by its address, with its pools and projects."""
    asked = select(VoteEdition).where(VoteEdition.slug == slug, *conditions)
    return session.scalar(asked.options(selectinload(VoteEdition.pools).selectinload(VotePool.projects)))


def get_edition(session: Session, edition_id: UUID) -> VoteEdition:
    """Get an edition that must be there, and hold it until the transaction ends."""
    return session.get_one(VoteEdition, edition_id, with_for_update={"of": VoteEdition}, populate_existing=True)


def list_editions(session: Session, *conditions: ColumnElement[bool]) -> Sequence[VoteEdition]:
    """List editions, the latest first."""
    return session.scalars(
        select(VoteEdition).where(*conditions).order_by(VoteEdition.closes_at.desc(), VoteEdition.slug)
    ).all()


def list_public(session: Session, authority_id: UUID | None) -> Sequence[VoteEdition]:
    """List the published editions, of one authority where it is named."""
    if authority_id is None:
        return list_editions(session, is_public())
    return list_editions(session, is_public(), VoteEdition.authority_id == authority_id)


def find_pool(session: Session, edition_id: UUID, key: str) -> VotePool | None:
    """Find a pool of an edition."""
    return session.scalar(select(VotePool).where(VotePool.edition_id == edition_id, VotePool.key == key))


def count_codes(session: Session, edition_id: UUID) -> tuple[int, int]:
    """Count the codes that were made, and those that are spent."""
    mine = VoteCode.edition_id == edition_id
    made = session.scalar(select(func.count()).select_from(VoteCode).where(mine)) or 0
    spent = session.scalar(select(func.count()).select_from(VoteCode).where(mine, VoteCode.is_spent)) or 0
    return made, spent


def count_ballots(session: Session, edition_id: UUID) -> int:
    """Count the ballots, incoming and sealed."""
    counts = (
        session.scalar(select(func.count()).select_from(table).where(table.edition_id == edition_id)) or 0
        for table in (IncomingBallot, SealedBallot)
    )
    return sum(counts)


def is_in_the_box(session: Session, receipt_hash: str) -> UUID | None:
    """Find the edition in which the form of this receipt has voted already."""
    for table in (IncomingBallot, SealedBallot):
        found = session.scalar(select(table.edition_id).where(table.receipt_hash == receipt_hash))
        if found is not None:
            return found
    return None


def list_to_seal(session: Session, *, at_least: int, closed_before: datetime) -> list[UUID]:
    """List the editions of which a batch waits, or which are over and not counted."""
    waiting = select(IncomingBallot.edition_id).group_by(IncomingBallot.edition_id).having(func.count() >= at_least)
    is_over = (VoteEdition.closes_at < closed_before) & VoteEdition.counted_at.is_(None) & is_public()
    return list(session.scalars(select(VoteEdition.id).where(VoteEdition.id.in_(waiting) | is_over)))


def list_to_vote_on(session: Session, authority_id: UUID) -> Sequence[Initiative]:
    """List the initiatives that are admitted to the vote and stand in no edition."""
    taken = select(VoteProject.initiative_id).where(VoteProject.initiative_id.is_not(None))
    found = select(Initiative).where(
        Initiative.authority_id == authority_id,
        Initiative.kind == Kind.BUDGET,
        Initiative.stage == Stage.VOTE,
        Initiative.id.not_in(taken),
    )
    return session.scalars(found.order_by(Initiative.number)).all()


def limits_in(edition: VoteEdition) -> Limits:
    """Give what a ballot may hold in each pool."""
    return limits_of(VoteType(edition.vote_type), edition.min_length, edition.max_length, edition.points)


def projects_of(pool: VotePool) -> tuple[Project, ...]:
    """Give the projects of a pool as they are counted, in zlotys."""
    return tuple(Project(one.key, Fraction(one.cost, GROSZE), one.title) for one in pool.projects)


def election_of(session: Session, pool: VotePool) -> Election:
    """Put a pool and its sealed ballots together as an election; voters are numbered in the order of the box."""
    edition = pool.edition
    said = {
        "description": f"{edition.title}: {pool.name}",
        "country": "Poland",
        "unit": edition.authority.name,
        "subunit": pool.name,
        "instance": str(edition.closes_at.year),
        "rule": edition.rule,
    }
    ballots = tuple(_ballots(session, pool))
    budget = Fraction(pool.budget, GROSZE)
    return Election(budget, VoteType(edition.vote_type), projects_of(pool), ballots, limits_in(edition), said)


def _ballots(session: Session, pool: VotePool) -> Iterator[Ballot]:
    """Read the ballots that say something in this pool, in the order of their random ids."""
    mine = select(SealedBallot.choices).where(SealedBallot.edition_id == pool.edition_id).order_by(SealedBallot.id)
    number = 0
    for choices in session.scalars(mine.execution_options(yield_per=AT_ONCE)):
        said = choices.get(pool.key)
        if said:
            number += 1
            points = said.get("points")
            given = None if points is None else tuple(Fraction(str(one)) for one in points)
            yield Ballot(str(number), tuple(said["named"]), given)
