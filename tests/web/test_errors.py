"""What went wrong is told in words for everybody, and tells nothing else (C28)."""

from pathlib import Path

import pytest
from flask import abort

from consult.extensions import db
from consult.web.access import allow, anyone
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.pages import Page, Visitor

CODES = [400, 401, 403, 404, 405, 409, 410, 413, 415, 416, 418, 429, 431, 500, 501, 503]
SECRETS = ("Traceback", "ZeroDivision", "secret", "SELECT", "sqlite", "psycopg", "anna@", ".py", "Werkzeug", "Flask")


def refuse(code):
    abort(code)


@pytest.fixture
def with_codes(app):
    app.add_url_rule("/code/<int:code>", "code", allow(anyone)(refuse))
    return app.test_client()


@pytest.fixture
def signed_in(app, write):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_account(session)
    browser = Visitor(app.test_client())
    sign_in(browser)
    return browser


@pytest.fixture
def broken(app, settings):
    """Take the database away: what stands in its place is no database, or nothing answers."""
    with app.app_context():
        db.engine.dispose()
    for suffix in ("", "-wal", "-shm"):
        Path(settings.database_url.removeprefix("sqlite:///") + suffix).write_bytes(b"no database at all" * 100)


@pytest.fixture
def gone(app, monkeypatch):
    """Let no connection be made any more."""
    with app.app_context():
        db.engine.dispose()
        monkeypatch.setattr(db.engine.dialect, "connect", refused(db.engine.dialect.loaded_dbapi.OperationalError))


def refused(kind):
    def refuse(*_given, **_more):
        raise kind("connection to server at secret.example failed")

    return refuse


def tells_nothing(answer):
    page = Page.of(answer)
    assert page.faults(answer.text) == []
    assert [secret for secret in SECRETS if secret in answer.text] == []
    assert answer.headers["Cache-Control"] == "no-store"
    return True


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_every_refusal_is_a_page_in_the_readers_language(with_codes, code, language):
    answer = with_codes.get(f"/code/{code}?lang={language}")
    assert answer.status_code == code
    assert Page.of(answer).html["lang"] == language
    assert tells_nothing(answer)


def test_a_fault_tells_nothing_of_itself(app):
    answer = app.test_client().get("/trial/fail?lang=en")
    assert answer.status_code == 500
    assert "your browser still has what you typed" in answer.text
    assert tells_nothing(answer)


def test_a_database_that_is_locked_or_full_is_asked_for_again_later(app):
    answer = app.test_client().get("/trial/lock?lang=en")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "your browser still has what you typed" in answer.text
    assert tells_nothing(answer)


@pytest.mark.parametrize("address", ["/", "/trial/ask", "/k/nothing", "/logowanie", "/trial/form"])
def test_without_a_database_every_page_says_so_calmly(app, gone, address):
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert tells_nothing(answer)


@pytest.mark.parametrize("address", ["/logowanie", "/trial/form", "/trial/act/1", "/konto"])
def test_what_is_sent_without_a_database_hears_so_too(app, gone, address):
    answer = app.test_client().post(address, data={"a": "b"})
    assert answer.status_code == 503
    assert tells_nothing(answer)


@pytest.mark.parametrize("address", ["/", "/konto", "/trial/ask", "/trial/done", "/nothing", "/trial/fail"])
def test_one_who_is_signed_in_hears_the_same_without_a_database(signed_in, gone, address):
    answer = signed_in.client.get(address)
    assert answer.status_code in {500, 503}
    assert tells_nothing(answer)


@pytest.mark.parametrize("address", ["/", "/konto", "/trial/ask", "/nothing"])
def test_a_broken_file_in_place_of_the_database_is_a_fault(signed_in, broken, address):
    answer = signed_in.client.get(address)
    assert answer.status_code in {500, 503}
    assert tells_nothing(answer)


@pytest.mark.both_databases
def test_it_goes_on_when_the_database_is_back(app, monkeypatch):
    with app.app_context():
        db.engine.dispose()
        real = db.engine.dialect.connect
        monkeypatch.setattr(db.engine.dialect, "connect", refused(db.engine.dialect.loaded_dbapi.OperationalError))
    assert app.test_client().get("/trial/ask").status_code == 503
    with app.app_context():
        monkeypatch.setattr(db.engine.dialect, "connect", real)
    assert app.test_client().get("/trial/ask").json == {"ones": 1}


@pytest.mark.both_databases
def test_numbers_that_no_database_holds_are_no_address(app):
    for number in (2**31, 2**63, 10**40):
        assert app.test_client().get(f"/k/nothing/wersje/{number}").status_code == 404
        assert app.test_client().post(f"/trial/act/{number}", data={"a": "b"}).status_code == 404
