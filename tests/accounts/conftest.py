from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import event

from consult.extensions import db
from tests.factories.accounts import CHEAP, english, make_account
from tests.factories.authorities import KIELCE, POWIAT_KIELECKI, make_authority


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
def powiat(write):
    with write() as session:
        made = make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")
        return Place(made.id, made.slug)


@pytest.fixture
def person(write):
    """Make people: `person("anna@example.org", "editor", authority_id=kielce.id)` gives the id."""

    def make(email="anna@example.org", *roles, **more):
        with write() as session:
            return make_account(session, email, *roles, **more).id

    return make


@pytest.fixture
def visitor(app):
    return english(app)


@pytest.fixture
def another(app):
    """Give another person's browser."""
    return lambda: english(app)


@pytest.fixture
def queries(app):
    """Count what is asked of the database: `with queries() as asked: …`."""

    @contextmanager
    def listening():
        asked = []

        def note(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield asked
        event.remove(engine, "before_cursor_execute", note)

    return listening
