from dataclasses import dataclass
from uuid import UUID

import pytest

from consult.accounts.queries import get_account
from consult.authorities.queries import get_authority
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.authorities import KIELCE, POWIAT_KIELECKI, make_authority
from tests.factories.organisations import make_organisation


@dataclass(frozen=True)
class Place:
    """An office, as plain values."""

    id: UUID
    slug: str


@pytest.fixture
def app(app):
    """Hash cheaply."""
    app.extensions["passwords"] = CHEAP
    return app


@pytest.fixture
def kielce(write):
    with write() as session:
        made = make_authority(session, KIELCE, "Kielce")
        return Place(made.id, made.slug)


@pytest.fixture
def powiat(write, kielce):
    with write() as session:
        made = make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")
        return Place(made.id, made.slug)


@pytest.fixture
def person(write):
    """Make people: `person("anna@example.org")` gives the id."""

    def make(email="anna@example.org", *roles, **more):
        with write() as session:
            return make_account(session, email, *roles, **more).id

    return make


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
