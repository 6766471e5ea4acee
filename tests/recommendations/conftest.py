from uuid import UUID

import pytest

from tests.consultations.conftest import _now, signed
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import make_office

__all__ = ["_now", "signed"]


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session).id


@pytest.fixture
def powiat(write) -> UUID:
    with write() as session:
        return make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id


@pytest.fixture
def english(signed):
    """Sign somebody in who reads English: `english(kielce, "editor")`."""

    def sign_in(office, *roles):
        browser = signed(office, *roles)
        browser.client.set_cookie("lang", "en")
        return browser

    return sign_in
