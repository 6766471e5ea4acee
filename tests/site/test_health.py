"""Machines ask whether the process is alive, and whether it can work."""

from pathlib import Path

import pytest

from consult import schema
from consult.extensions import db


@pytest.mark.both_databases
def test_alive_and_ready(app):
    alive, ready = app.test_client().get("/healthz"), app.test_client().get("/readyz")
    assert (alive.status_code, alive.json) == (200, {"alive": True})
    assert (ready.status_code, ready.json) == (200, {"ready": True})
    assert {answer.headers["Cache-Control"] for answer in (alive, ready)} == {"no-store"}
    assert app.test_client().head("/readyz").status_code == 200


@pytest.mark.both_databases
def test_not_ready_before_the_migrations(app):
    with app.app_context():
        schema.downgrade(db.engine, "base")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ready": False})
    with app.app_context():
        schema.upgrade(db.engine)
    assert app.test_client().get("/readyz").json == {"ready": True}


def test_alive_but_not_ready_without_a_database(app, settings):
    with app.app_context():
        db.engine.dispose()
    Path(settings.database_url.removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200


@pytest.mark.parametrize("host", ["10.0.0.7:8000", "[fd00::7]:8000", "consult.internal"])
def test_a_probe_asks_by_address(app, host):
    for address in ("/healthz", "/readyz"):
        assert app.test_client().get(address, base_url=f"http://{host}").status_code == 200


def test_no_session_is_opened(app):
    answer = app.test_client().get("/readyz")
    assert "Set-Cookie" not in answer.headers
