"""Initiatives for tests, made by the verbs of residents and of officials."""

from datetime import UTC, datetime
from itertools import count

from consult.authorities.models import Authority
from consult.authorities.queries import get_authority
from consult.initiatives.models import Initiative
from consult.initiatives.operations import moves, office
from consult.initiatives.operations import submit as operations
from consult.initiatives.queries import get_initiative
from consult.initiatives.rules.cards import Cost
from consult.initiatives.rules.stages import Kind
from consult.participation.rules.receipts import receipt_hash
from tests.factories.consultations import official
from tests.factories.drafts import Stranger

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
BASE_URL = "http://localhost"
RECEIPTS = count(1)
CARD = operations.Card(
    title="Ogród za biblioteką",
    what="Sadzimy drzewa i krzewy na pustym placu.",
    why="Żeby było gdzie usiąść.",
    place="ul. Ogrodowa, plac za biblioteką",
    owner="authority",
    hours=120,
    expected="Ziemia i sadzonki.",
    schedule="Kwiecień: sadzenie.",
    costs=(Cost("sadzonki", 150_000), Cost("ziemia", 50_050)),
    applicants=(
        operations.Applicant("Anna Nowak", "anna@example.org"),
        operations.Applicant("Jan Kot", phone="600 000 000"),
    ),
)


def open_call(session, authority: Authority, kind=Kind.LOCAL, *, support=None, criteria=(("Praca społeczna", 10, 2),)):
    """Let the authority take initiatives of a kind."""
    said = office.CallSaid(is_open=True, rules="Uchwała nr 1.", support_needed=support, pass_mark=60, criteria=criteria)
    editor = official(authority, "editor")
    return office.set_call(session, authority, kind, said, edit_count=0, actor=editor, now=NOW)


def make_initiative(session, authority: Authority, kind=Kind.LOCAL, *, code=None, card=CARD, now=NOW) -> Initiative:
    """Send an initiative as residents."""
    held = get_authority(session, authority.id)
    sending = operations.Sending(receipt_hash(code or f"code {next(RECEIPTS)}"))
    return operations.submit(session, held, kind, card, sending, actor=Stranger(), now=now)


def make_move(session, initiative: Initiative, act, words="Tak jest dobrze.", *, now=NOW, approved=True) -> Initiative:
    """Make a move, and approve it where it needs two people."""
    held = get_initiative(session, initiative.id)
    authority = held.authority
    said = moves.Said(act, words, now.date())
    told = {"base_url": BASE_URL, "now": now}
    editor, approver = official(authority, "editor"), official(authority, "approver")
    made = moves.move(session, held, said, edit_count=held.edit_count, actor=editor, **told)
    if made.needs_approval and approved:
        moves.approve(session, held, edit_count=held.edit_count, actor=approver, **told)
    return held


def make_public(session, authority: Authority, kind=Kind.CALL, *, support=3, **said) -> Initiative:
    """Send an initiative, and publish it."""
    open_call(session, authority, kind, support=support)
    return make_move(session, make_initiative(session, authority, kind, **said), "publish")
