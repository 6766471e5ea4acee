"""Initiatives of the demonstration, at every stage, and two votes: one that is counted, one that is open."""

import random
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Account, Stranger
from consult.authorities.models import Authority
from consult.initiatives.models import Initiative
from consult.initiatives.operations import moves, office
from consult.initiatives.operations import submit as operations
from consult.initiatives.queries import find_call
from consult.initiatives.rules.cards import Cost
from consult.initiatives.rules.elections import Ballot, Project, VoteType
from consult.initiatives.rules.stages import Kind, Stage
from consult.initiatives.rules.working import Rule, count
from consult.initiatives.voting import operations as votes
from consult.initiatives.voting.models import VoteEdition
from consult.initiatives.voting.queries import election_of, get_edition, list_to_vote_on
from consult.participation.rules.receipts import receipt_code, receipt_hash

DATA = Path(__file__).with_name("initiatives.toml")
PEOPLE = (
    operations.Applicant("Barbara Sosna", "barbara.sosna@example.org", "600 000 001"),
    operations.Applicant("Adam Buk", phone="600 000 002"),
    operations.Applicant("Celina Jawor"),
    operations.Applicant("Daniel Klon"),
    operations.Applicant("Edyta Wiąz"),
)
WHOLE = "Całe miasto"
TO_MOVE = timedelta(days=5)
GROSZE = 100

Told = Mapping[str, Any]
Staff = tuple[Account, Account]


def add_initiatives(
    session: Session, authority: Authority, editor: Account, approver: Account, *, base_url: str, now: datetime
) -> None:
    """Add the initiatives and votes of an office that has none."""
    if session.scalar(select(Initiative.id).where(Initiative.authority_id == authority.id).limit(1)) is not None:
        return
    data: Told = tomllib.loads(DATA.read_text(encoding="utf-8"))
    for told in data["calls"]:
        said = office.CallSaid(
            is_open=True,
            rules=told["rules"],
            support_needed=told.get("support"),
            pass_mark=told.get("pass_mark"),
            criteria=[(words, most, weight) for words, most, weight in told.get("criteria", [])],
        )
        office.set_call(session, authority, Kind(told["kind"]), said, edit_count=0, actor=editor, now=now)
    for number, told in enumerate(data["initiatives"]):
        made = _sent(session, authority, told, number, now)
        _led(session, made, told, (editor, approver), base_url, now)
    _counted(session, authority, data["before"], (editor, approver), now)
    _open(session, authority, data["now"], (editor, approver), now)


def _sent(session: Session, authority: Authority, told: Told, number: int, now: datetime) -> Initiative:
    card = operations.Card(
        **{name: told.get(name, "") for name in ("title", "what", "why", "place", "things", "expected", "schedule")},
        owner=told.get("owner", "authority" if "place" in told else ""),
        has_consent=told.get("owner") == "private",
        hours=told.get("hours", 0),
        costs=tuple(Cost(what, amount) for what, amount in told.get("costs", [])),
        applicants=PEOPLE,
    )
    receipt = receipt_hash(receipt_code(f"initiative {number}".encode(), "demonstration"))
    at = now - timedelta(days=told["day"])
    kind = Kind(told["kind"])
    return operations.submit(session, authority, kind, card, operations.Sending(receipt), actor=Stranger(), now=at)


def _led(session: Session, made: Initiative, told: Told, staff: Staff, base_url: str, now: datetime) -> None:
    """Make the moves, a few days apart, each as an office would; the last ones not before their day."""
    editor, approver = staff
    at = now - timedelta(days=told["day"])
    for act, words in told["way"]:
        at = min(now, at + TO_MOVE)
        _prepared(session, made, told, editor, at)
        said = moves.Said(act, words, at.date())
        step = moves.move(session, made, said, edit_count=made.edit_count, base_url=base_url, actor=editor, now=at)
        if step.needs_approval:
            moves.approve(session, made, edit_count=made.edit_count, base_url=base_url, actor=approver, now=at)
    _prepared(session, made, told, editor, at)


def _prepared(session: Session, made: Initiative, told: Told, editor: Account, at: datetime) -> None:
    """Do what a stage asks for: support, the check, the score cards."""
    if made.stage == Stage.SUPPORT:
        made.online_support, made.signatures = told.get("online", 0), told.get("signatures", 0)
        session.flush()
    elif made.stage == Stage.FORMAL:
        office.check(session, made, moves.checks_of(made), edit_count=made.edit_count, actor=editor, now=at)
    elif made.stage == Stage.ASSESSMENT:
        call = find_call(session, made.authority_id, made.kind)
        keys = [one.as_rule().id for one in call.criteria] if call else []
        office.assess(session, made, dict(zip(keys, told["scores"], strict=True)), "", actor=editor, now=at)


def _edition(session: Session, authority: Authority, told: Told, staff: Staff, at: datetime, days: int) -> VoteEdition:
    said = votes.Said(
        title=told["title"],
        vote_type=VoteType.APPROVAL,
        rule=Rule.GREEDY,
        min_length=1,
        max_length=3,
        points=None,
        opens_at=at,
        closes_at=at + timedelta(days=days),
    )
    edition = votes.prepare(session, authority, said, actor=staff[0], now=at)
    votes.add_pool(session, edition, WHOLE, told["budget"] * GROSZE, is_for_all=True, actor=staff[0], now=at)
    session.expire(edition)
    return edition


def _published(session: Session, edition: VoteEdition, staff: Staff, at: datetime) -> VoteEdition:
    session.expire(edition)
    votes.publish(session, edition, edit_count=edition.edit_count, actor=staff[1], now=at)
    return get_edition(session, edition.id)


def _counted(session: Session, authority: Authority, told: Told, staff: Staff, now: datetime) -> None:
    """Add a vote of last year with its ballots, counted and published."""
    at = now - timedelta(days=300)
    edition = _edition(session, authority, told, staff, at, days=14)
    projects = [Project(str(number), Fraction(cost), name) for number, (name, cost) in enumerate(told["projects"], 1)]
    votes.add_projects(session, edition.pools[0], projects, actor=staff[0], now=at)
    edition = _published(session, edition, staff, at)
    chance = random.Random(2027)  # noqa: S311  # the same ballots each time
    keys = [project.key for project in projects]
    ballots = [Ballot("", tuple(chance.sample(keys, chance.randint(1, 3)))) for _one in range(told["ballots"])]
    over = edition.closes_at + timedelta(days=1)
    votes.put_into_box(session, edition.pools[0], ballots, actor=staff[0], now=over)
    results = {pool.id: count(election_of(session, pool), Rule.GREEDY) for pool in edition.pools}
    votes.keep_count(session, edition, results, over)
    votes.publish_results(session, edition, actor=staff[1], now=over)


def _open(session: Session, authority: Authority, told: Told, staff: Staff, now: datetime) -> None:
    """Add a vote that is open, on the projects that were admitted."""
    edition = _edition(session, authority, told, staff, now - timedelta(days=3), days=17)
    for initiative in list_to_vote_on(session, authority.id):
        votes.add_initiative(session, edition.pools[0], initiative, actor=staff[0], now=now)
    _published(session, edition, staff, now - timedelta(days=2))
