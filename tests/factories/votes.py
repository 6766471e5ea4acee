"""Votes for tests, made by the verbs of an office."""

from datetime import UTC, datetime, timedelta

from consult.authorities.models import Authority
from consult.initiatives.rules.elections import VoteType
from consult.initiatives.rules.pabulib import parse
from consult.initiatives.voting import operations
from consult.initiatives.voting.models import VoteEdition
from tests.factories.consultations import official

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
OPEN = NOW + timedelta(days=2)
OVER = NOW + timedelta(days=20)
FILE = """META
key;value
vote_type;approval
budget;100
PROJECTS
project_id;cost;name
1;60;Park
2;50;Ławki
3;30;Zieleń
VOTES
voter_id;vote
1;1
"""


def make_vote(session, authority: Authority, *, projects=None, budget=100, published=True, **said) -> VoteEdition:
    """Prepare a vote on the projects of a Pabulib text in one pool for all, and announce it."""
    editor, approver = official(authority, "editor"), official(authority, "approver")
    told = {
        "title": "Budżet obywatelski 2027",
        "vote_type": VoteType.APPROVAL,
        "rule": "greedy",
        "min_length": 1,
        "max_length": 2,
        "points": None,
        "opens_at": NOW + timedelta(days=1),
        "closes_at": NOW + timedelta(days=10),
    }
    edition = operations.prepare(session, authority, operations.Said(**(told | said)), actor=editor, now=NOW)
    pool = operations.add_pool(session, edition, "Całe miasto", budget * 100, is_for_all=True, actor=editor, now=NOW)
    operations.add_projects(session, pool, projects or parse(FILE).projects, actor=editor, now=NOW)
    session.expire(edition)
    if published:
        operations.publish(session, edition, edit_count=edition.edit_count, actor=approver, now=NOW)
    return edition


def make_codes(session, edition: VoteEdition, count=1) -> list[str]:
    """Make codes."""
    editor = official(edition.authority, "editor")
    return operations.make_codes(session, edition, count, secret="secret", actor=editor, now=NOW)
