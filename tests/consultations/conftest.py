from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from consult.extensions import db
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import NOW, make_office, signed_in
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
