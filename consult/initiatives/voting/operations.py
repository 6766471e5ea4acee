"""Writes of votes: prepare an edition, publish it, make codes, take ballots, keep and publish the count."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.authorities.models import Authority
from consult.initiatives.access import KEEPERS
from consult.initiatives.models import Initiative
from consult.initiatives.operations.record import ChangedMeanwhile, NotAllowed, with_author
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.rules.elections import Ballot, Project, VoteType
from consult.initiatives.voting.models import (
    IncomingBallot,
    SealedBallot,
    VoteCode,
    VoteEdition,
    VotePool,
    VoteProject,
)
from consult.initiatives.voting.queries import is_in_the_box
from consult.participation.rules.intake import Intake, intake
from consult.participation.rules.receipts import receipt_code, receipt_hash
from consult.texts.folding import slug

GROSZE = 100
MOST_CODES = 5000
"""So many codes are made at once; an office may do it again and again."""
KEY_BYTES = 16
AT_ONCE = 5000


class NotOpen(Exception):
    """People cannot vote now; `taken` says why."""

    def __init__(self, taken: Intake) -> None:
        super().__init__(taken)
        self.taken = taken


class UnknownCode(Exception):
    """There is no such code in this vote."""


class SpentCode(Exception):
    """Somebody has voted with this code."""


class NotComplete(Exception):
    """A pool has no project, or there is no pool: it cannot be published."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an edition is."""

    title: str
    vote_type: VoteType
    rule: str
    min_length: int
    max_length: int
    points: int | None
    opens_at: datetime
    closes_at: datetime


def prepare(session: Session, authority: Authority, said: Said, *, actor: Actor, now: datetime) -> VoteEdition:
    """Begin an edition; the authority must be held. Raises `NotAllowed`."""
    if not actor.holds(*KEEPERS, authority_id=authority.id):
        raise NotAllowed
    edition = VoteEdition(authority=authority, slug=_free_slug(session, authority, said), edit_count=0, author_ids=[])
    _write(edition, said, actor)
    session.add(edition)
    session.flush()
    _record(session, "begun", edition, actor, now)
    return edition


def change(session: Session, edition: VoteEdition, said: Said, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Change what an edition is, until it is published. Raises `NotAllowed`, `NotNow`, `ChangedMeanwhile`."""
    _refuse_published(edition, actor)
    if edition.edit_count != edit_count:
        raise ChangedMeanwhile
    _write(edition, said, actor)
    session.flush()
    _record(session, "changed", edition, actor, now)


def add_pool(
    session: Session, edition: VoteEdition, name: str, budget: int, *, is_for_all: bool, actor: Actor, now: datetime
) -> VotePool:
    """Add a pool of money, in grosze. The edition must be held. Raises `NotAllowed`, `NotNow`."""
    _refuse_published(edition, actor)
    mine = VotePool.edition_id == edition.id
    last = session.scalar(select(func.max(VotePool.position)).where(mine)) or 0
    taken = set(session.scalars(select(VotePool.key).where(mine)))
    wanted = slug(name) or "pula"
    key = wanted if wanted not in taken else f"{wanted}-{last + 1}"
    pool = VotePool(edition=edition, position=last + 1, key=key, name=name, budget=budget, is_for_all=is_for_all)
    session.add(pool)
    _touch(edition, actor)
    session.flush()
    _record(session, "pool_added", edition, actor, now)
    return pool


def remove_pool(session: Session, edition: VoteEdition, pool: VotePool, *, actor: Actor, now: datetime) -> None:
    """Take a pool away, with its projects. Raises `NotAllowed`, `NotNow`."""
    _refuse_published(edition, actor)
    for project in pool.projects:
        session.delete(project)
    session.flush()
    session.delete(pool)
    _touch(edition, actor)
    session.flush()
    _record(session, "pool_removed", edition, actor, now)


def add_initiative(session: Session, pool: VotePool, initiative: Initiative, *, actor: Actor, now: datetime) -> None:
    """Put an admitted initiative to the vote; its edition must be held. Raises `NotAllowed`, `NotNow`."""
    _refuse_published(pool.edition, actor)
    if initiative.cost <= 0 or initiative.authority_id != pool.edition.authority_id:
        raise NotNow
    position = _next_position(session, pool)
    known = set(session.scalars(select(VoteProject.key).where(VoteProject.pool_id == pool.id)))
    number = str(initiative.number)
    project = VoteProject(
        pool_id=pool.id,
        position=position,
        key=f"{number}-{position}" if number in known else number,
        title=initiative.title,
        what=initiative.what,
        cost=initiative.cost,
        initiative_id=initiative.id,
    )
    session.add(project)
    _touch(pool.edition, actor)
    session.flush()
    _record(session, "project_added", pool.edition, actor, now)


def add_projects(session: Session, pool: VotePool, projects: Sequence[Project], *, actor: Actor, now: datetime) -> int:
    """Add projects out of a file, those of a key that is there left out; give how many were added."""
    _refuse_published(pool.edition, actor)
    known = set(session.scalars(select(VoteProject.key).where(VoteProject.pool_id == pool.id)))
    position, added = _next_position(session, pool), 0
    for project in projects:
        if project.key in known:
            continue
        row = VoteProject(
            pool_id=pool.id,
            position=position + added,
            key=project.key,
            title=(project.name or project.key)[:300],
            cost=int(project.cost * GROSZE),
        )
        session.add(row)
        added += 1
    _touch(pool.edition, actor)
    session.flush()
    _record(session, "projects_added", pool.edition, actor, now, {"count": added})
    return added


def remove_project(
    session: Session, edition: VoteEdition, project: VoteProject, *, actor: Actor, now: datetime
) -> None:
    """Take a project off the ballot paper. Raises `NotAllowed`, `NotNow`."""
    _refuse_published(edition, actor)
    session.delete(project)
    _touch(edition, actor)
    session.flush()
    _record(session, "project_removed", edition, actor, now)


def publish(session: Session, edition: VoteEdition, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Announce the vote: from now on nothing of it changes.

    Raises `NotAllowed` unless an approver does it who did not prepare it, `NotComplete`, `ChangedMeanwhile`.
    """
    if not can_publish(actor, edition):
        raise NotAllowed
    if edition.edit_count != edit_count:
        raise ChangedMeanwhile
    if edition.published_at is not None or not edition.pools or any(not pool.projects for pool in edition.pools):
        raise NotComplete
    edition.published_at, edition.published_by_id = now, actor.id
    session.flush()
    _record(session, "published", edition, actor, now)


def can_publish(actor: Actor, edition: VoteEdition) -> bool:
    """Tell whether the actor may publish it: an approver, and (with four eyes) nobody who prepared it."""
    if not actor.holds("approver", authority_id=edition.authority_id):
        return False
    return not edition.authority.requires_four_eyes or str(actor.id) not in edition.author_ids


def make_codes(
    session: Session, edition: VoteEdition, count: int, *, secret: str, actor: Actor, now: datetime
) -> list[str]:
    """Make codes, and give them: they are never shown again. Raises `NotAllowed`, `NotNow`."""
    if not actor.holds(*KEEPERS, authority_id=edition.authority_id):
        raise NotAllowed
    if now >= edition.closes_at:
        raise NotNow
    codes = [receipt_code(secrets.token_bytes(KEY_BYTES), secret) for _one in range(min(count, MOST_CODES))]
    rows = [{"edition_id": edition.id, "code_hash": receipt_hash(code), "is_spent": False} for code in codes]
    session.execute(insert(VoteCode), rows)
    _record(session, "codes_made", edition, actor, now, {"count": len(codes)})
    return codes


@dataclass(frozen=True)
class Sending:
    """How a ballot came: the hash of the code, that of the receipt, and when its form was issued."""

    code_hash: str
    receipt_hash: str
    issued_at: datetime


def vote(
    session: Session, edition: VoteEdition, choices: Mapping[str, Any], sending: Sending, *, now: datetime
) -> None:
    """Spend the code and put the ballot into the box, together or not at all; the same form again changes nothing.

    Raises `NotOpen`, `UnknownCode`, `SpentCode`.
    """
    if is_in_the_box(session, sending.receipt_hash) is not None:
        return
    _refuse_closed(edition, sending.issued_at, now)
    mine = VoteCode.edition_id == edition.id, VoteCode.code_hash == sending.code_hash
    spent = session.execute(
        update(VoteCode)
        .where(*mine, VoteCode.is_spent.is_(False))
        .values(is_spent=True)
        .returning(VoteCode.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if spent is None:
        if is_in_the_box(session, sending.receipt_hash) is not None:
            return
        known = session.scalar(select(VoteCode.id).where(*mine))
        raise UnknownCode if known is None else SpentCode
    with suppress(IntegrityError), session.begin_nested():
        ballot = IncomingBallot(edition_id=edition.id, receipt_hash=sending.receipt_hash, choices=dict(choices))
        session.add(ballot)
        session.flush()
        return
    raise SpentCode  # the same form with another code, at the same moment: the first one counts


def keep_count(session: Session, edition: VoteEdition, results: Mapping[UUID, dict[str, Any]], now: datetime) -> None:
    """Keep the count of each pool. The edition must be held."""
    for pool in edition.pools:
        pool.result = results[pool.id]
    edition.counted_at = now
    session.flush()
    log.record(
        session,
        action="vote.counted",
        subject_kind="vote",
        subject_id=edition.id,
        actor_id=None,
        authority_id=edition.authority_id,
        now=now,
    )


def put_into_box(session: Session, pool: VotePool, ballots: Sequence[Ballot], *, actor: Actor, now: datetime) -> None:
    """Add ballots that were cast elsewhere, on paper or in another system; the count is made anew.

    The edition must be held. Raises `NotNow` once the results are public.
    """
    edition = pool.edition
    if edition.results_published_at is not None:
        raise NotNow
    rows = [
        {"edition_id": edition.id, "receipt_hash": None, "choices": {pool.key: as_kept(ballot)}, "batch": 0}
        for ballot in ballots
    ]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(SealedBallot), rows[start : start + AT_ONCE])
    edition.counted_at = None
    session.flush()
    _record(session, "ballots_imported", edition, actor, now, {"count": len(rows)})


def as_kept(ballot: Ballot) -> dict[str, Any]:
    """Give what a ballot says in a pool, as it is stored."""
    kept: dict[str, Any] = {"named": list(ballot.named)}
    if ballot.points is not None:
        kept["points"] = [str(one) for one in ballot.points]
    return kept


def publish_results(session: Session, edition: VoteEdition, *, actor: Actor, now: datetime) -> None:
    """Show the count to everybody. Raises `NotAllowed`, and `NotNow` before it is counted."""
    if not actor.holds("approver", authority_id=edition.authority_id):
        raise NotAllowed
    if edition.counted_at is None or edition.results_published_at is not None:
        raise NotNow
    edition.results_published_at, edition.results_published_by_id = now, actor.id
    session.flush()
    _record(session, "results_published", edition, actor, now)


def _refuse_closed(edition: VoteEdition, issued_at: datetime, now: datetime) -> None:
    if edition.published_at is None:
        raise NotOpen(Intake.TOO_EARLY)
    taken = intake(now, issued_at=issued_at, opens_at=edition.opens_at, closes_at=edition.closes_at)
    if taken not in {Intake.IN_TIME, Intake.LATE} or edition.counted_at is not None:
        raise NotOpen(taken)


def _refuse_published(edition: VoteEdition, actor: Actor) -> None:
    if not actor.holds(*KEEPERS, authority_id=edition.authority_id):
        raise NotAllowed
    if edition.published_at is not None:
        raise NotNow


def _write(edition: VoteEdition, said: Said, actor: Actor) -> None:
    edition.title, edition.vote_type, edition.rule = said.title, said.vote_type.value, said.rule
    edition.min_length, edition.max_length, edition.points = said.min_length, said.max_length, said.points
    edition.opens_at, edition.closes_at = said.opens_at, said.closes_at
    _touch(edition, actor)


def _touch(edition: VoteEdition, actor: Actor) -> None:
    edition.edit_count += 1
    edition.author_ids = with_author(edition.author_ids or (), actor)


def _next_position(session: Session, pool: VotePool) -> int:
    return (session.scalar(select(func.max(VoteProject.position)).where(VoteProject.pool_id == pool.id)) or 0) + 1


def _free_slug(session: Session, authority: Authority, said: Said) -> str:
    """Find an address that nobody has: the authority and the year, with a number where they are taken."""
    wanted = f"{authority.slug}-{said.closes_at.year}"
    taken = set(session.scalars(select(VoteEdition.slug).where(VoteEdition.slug.startswith(wanted, autoescape=True))))
    free, number = wanted, 2
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free


def _record(
    session: Session,
    act: str,
    edition: VoteEdition,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    log.record(
        session,
        action=f"vote.{act}",
        subject_kind="vote",
        subject_id=edition.id,
        actor_id=actor.id,
        authority_id=edition.authority_id,
        now=now,
        details=details,
    )
