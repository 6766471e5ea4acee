from uuid import UUID

import pytest

from consult.authorities.models import Authority
from tests.consultations.conftest import asked, signed
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import make_office
from tests.factories.drafts import OPEN, make_open, stay_signed_in
from tests.factories.meetings import make_meeting

__all__ = ["asked", "signed"]


@pytest.fixture(autouse=True)
def _now(at) -> None:
    """Let it be a day on which the consultation is open."""
    at(OPEN)


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session, languages=["pl", "en", "uk"], address="ul. Nowa 1").id


@pytest.fixture
def powiat(write) -> UUID:
    with write() as session:
        return make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id


@pytest.fixture
def consultation(write, kielce) -> UUID:
    with write() as session:
        return make_open(session, session.get_one(Authority, kielce)).id


@pytest.fixture
def begin(write, kielce):
    """Make a meeting in an open consultation of Kielce: `begin(capacity=2)`, at `/k/park-nad-silnica/spotkania/1`."""

    def make(**facts) -> UUID:
        with write() as session:
            here = make_open(session, session.get_one(Authority, kielce))
            return make_meeting(session, here, **facts).id

    return make


@pytest.fixture
def person(signed, write):
    """Sign in an official who reads English, at the time of the tests."""

    def sign_in(office, *roles, now=OPEN):
        browser = signed(office, *roles)
        browser.client.set_cookie("lang", "en")
        with write() as session:
            stay_signed_in(session, now)
        return browser

    return sign_in
