import pytest

from consult.accounts.queries import get_account
from consult.authorities.queries import get_authority
from tests.accounts.conftest import app, kielce, person, powiat
from tests.factories.accounts import english, sign_in
from tests.factories.organisations import make_organisation

__all__ = ["app", "kielce", "person", "powiat"]


@pytest.fixture
def browser(app):
    """Give the browser of a person who signs in."""

    def of(email="anna@example.org"):
        made = english(app)
        sign_in(made, email)
        return made

    return of


@pytest.fixture
def official(person, browser):
    """Give the browser of an official: `official("clerk", kielce)`."""

    def of(role, place):
        email = f"{role}@{place.slug}.example.org"
        person(email, role, authority_id=place.id, name=f"{role} {place.slug}")
        return browser(email)

    return of


@pytest.fixture
def organisation(write, kielce):
    """Register an organisation: `organisation(anna, verified=True)` gives its slug."""

    def make(account_id, *, place=kielce, **values):
        with write() as session:
            account, office = get_account(session, account_id), get_authority(session, place.id)
            return make_organisation(session, account, authority=office, **values).slug

    return make
