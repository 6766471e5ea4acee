"""Organisations for tests, made by the verbs of their people and of officials."""

from datetime import UTC, datetime
from itertools import count

from consult.organisations import operations
from consult.organisations.models import Membership, Organisation
from consult.organisations.rules import KRS_DIGITS
from tests.factories.consultations import official

NOW = datetime(2026, 3, 2, 11, tzinfo=UTC)
BASE_URL = "http://localhost"
ASKED = {
    "name": "Stowarzyszenie Zielone Kielce",
    "kind": "ngo",
    "register": "krs",
    "nip": "",
    "regon": "",
    "seat_code": None,
    "spheres": ["18"],
    "website": "https://zielone.example.org",
    "email": "biuro@zielone.example.org",
    "phone": "41 000 00 01",
}
NUMBERS = count(100_001)


def described(**values):
    """Say what an organisation says of itself, with a number of its own where none is given."""
    return ASKED | {"number": str(next(NUMBERS)).zfill(KRS_DIGITS)} | values


def make_organisation(session, account, *, authority, verified=False, now=NOW, **values) -> Organisation:
    """Register an organisation by this account in this authority's queue, and let the authority verify it."""
    made = operations.register(session, described(**values), authority_id=authority.id, actor=account, now=now)
    if verified:
        clerk = official(authority, "clerk")
        operations.verify(session, made, authority.id, base_url=BASE_URL, actor=clerk, now=now)
    return made


def let_in(session, organisation, account, role="representative", *, authority, now=NOW) -> Membership:
    """Let another account act for the organisation."""
    joined = operations.ask_to_join(session, organisation, role, base_url=BASE_URL, actor=account, now=now)
    clerk = official(authority, "clerk")
    operations.confirm_member(session, organisation, joined, base_url=BASE_URL, actor=clerk, now=now)
    return joined
