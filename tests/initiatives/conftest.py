import pytest

from consult.authorities.queries import get_authority
from tests.accounts.conftest import app, kielce, person, powiat, visitor
from tests.factories import initiatives
from tests.factories.consultations import signed_in

__all__ = ["app", "kielce", "person", "powiat", "visitor"]


@pytest.fixture
def desk(app, write, at):
    """Give the browser of an official: `desk("editor", kielce)`."""
    at(initiatives.NOW)

    def of(role, place):
        with write() as session:
            browser = signed_in(app, session, [place.id], role, name=role, now=initiatives.NOW)
        browser.client.set_cookie("lang", "en")
        return browser

    return of


@pytest.fixture
def public(write, kielce):
    """Make an initiative that collects support, and give its name in addresses."""

    def make(**said):
        with write() as session:
            return initiatives.make_public(session, get_authority(session, kielce.id), **said).slug

    return make
