from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event, select

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.extensions import db
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import NOW, add_text_document, make_office, make_preparing, official, signed_in
from tests.pages import Visitor


@pytest.fixture(autouse=True)
def _now(at) -> None:
    """Let it be the morning of the factories."""
    at(NOW)


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session, languages=["pl", "en", "uk"], address="ul. Nowa 1").id


@pytest.fixture
def powiat(write) -> UUID:
    with write() as session:
        return make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id


@pytest.fixture
def signed(app: Flask, write) -> Callable[..., Visitor]:
    """Sign somebody in: `signed(kielce, "editor")`, `signed([kielce, powiat], …)` or `signed(None, "operator")`."""

    def sign_in(office: UUID | list[UUID] | None, *roles: str) -> Visitor:
        with write() as session:
            return signed_in(app, session, office if isinstance(office, list) else [office], *roles)

    return sign_in


@pytest.fixture
def folder(settings) -> Path:
    """Give the folder of stored files."""
    return settings.data_dir / "files"


@pytest.fixture
def asked(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Note what is asked of the database: `with asked() as statements: …`."""

    @contextmanager
    def listening() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection, _cursor, statement, *_rest) -> None:
            statements.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield statements
        event.remove(engine, "before_cursor_execute", note)

    return listening


@pytest.fixture
def preparing(write, kielce, folder):
    """Have a complete consultation in preparation, with a document."""
    with write() as session:
        begun = make_preparing(session, session.get_one(Authority, kielce), languages=["pl", "uk"])
        add_text_document(session, begun, folder)
        return begun.id


@pytest.fixture
def act(write):
    """Do something behind the backs of those who look at pages: `act(operations.publish, edit_count=2)`."""

    def do(operation, *given, **more):
        with write() as session:
            consultation = session.scalars(select(Consultation)).one()
            operation(session, consultation, *given, actor=official(consultation.authority, "editor"), now=NOW, **more)

    return do
