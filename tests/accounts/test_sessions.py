"""Sessions are in the database: ended is ended (C11)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult import clock
from consult.accounts import jobs, operations
from consult.accounts.models import WebSession
from consult.accounts.rules import hash_of
from tests.factories.accounts import english, sign_in
from tests.pages import Visitor

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def cookie_of(visitor, name="session"):
    cookie = visitor.client.get_cookie(name)
    return cookie.value if cookie else None


def with_cookie(app, value, name="session"):
    thief = english(app)
    thief.client.set_cookie(name, value)
    return thief


@pytest.mark.both_databases
def test_a_copied_cookie_is_dead_after_signing_out(app, visitor, person):
    person()
    sign_in(visitor)
    thief = with_cookie(app, cookie_of(visitor))
    thief.visit("/konto")
    visitor.send("/konto", form="header form", button="Sign out")
    assert cookie_of(visitor) is None
    thief.visit("/konto", status=401)


def test_signing_in_changes_the_token(app, visitor, person):
    person()
    visitor.visit("/logowanie")
    before = cookie_of(visitor)
    sign_in(visitor)
    assert before
    assert cookie_of(visitor) != before
    with_cookie(app, before).visit("/konto", status=401)


def test_a_cookie_that_somebody_made_up_is_nobody(app, person):
    person()
    planted = with_cookie(app, "A" * 43)
    sign_in(planted)
    assert cookie_of(planted) != "A" * 43
    with_cookie(app, "A" * 43).visit("/konto", status=401)
    with_cookie(app, "short").visit("/konto", status=401)


def test_the_database_holds_neither_the_token_nor_an_address(visitor, person, read):
    person()
    sign_in(visitor)
    with read() as session:
        row = session.scalars(select(WebSession)).one()
        assert row.id == hash_of(cookie_of(visitor))
        said = f"{row.data} {row.label}"
    assert cookie_of(visitor) not in said
    assert "127.0.0.1" not in said
    assert "_id" not in row.data  # Flask-Login's hash of address and browser


def test_a_stranger_gets_no_cookie_and_no_row(app, read):
    visitor = Visitor(app.test_client())
    for address in ("/", "/haslo/wyslane", "/wylogowano", "/nie-ma-takiej"):
        visitor.visit(address, status=404 if "nie-ma" in address else 200)
    assert visitor.is_stranger
    with read() as session:
        assert session.scalars(select(WebSession)).all() == []


def test_the_cookie_can_be_used_for_nothing_else(visitor, person):
    answer = visitor.client.get("/logowanie")
    parts = {part.strip().lower() for part in answer.headers["Set-Cookie"].split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=lax"}
    assert answer.headers["Cache-Control"] == "no-store"


class TestOverHttps:
    @pytest.fixture
    def environment(self, environment):
        return environment | {"CONSULT_BASE_URL": "https://konsultacje.example.pl"}

    def test_the_cookie_is_bound_to_the_host(self, app):
        answer = app.test_client().get("/logowanie", base_url="https://konsultacje.example.pl")
        name, _, rest = answer.headers["Set-Cookie"].partition("=")
        parts = {part.strip().lower() for part in rest.split(";")[1:]}
        assert name == "__Host-session"
        assert parts == {"httponly", "path=/", "samesite=lax", "secure"}

    def test_no_password_is_asked_over_a_connection_that_others_read(self, app):
        answer = app.test_client().get("/logowanie", base_url="http://konsultacje.example.pl")
        assert answer.status_code == 403
        assert 'type="password"' not in answer.text
        assert "Set-Cookie" not in answer.headers


def test_half_an_hour_alone_ends_it(visitor, person, at):
    person()
    at(NOON)
    sign_in(visitor)
    at(NOON + 29 * MINUTE)
    visitor.visit("/konto")
    at(NOON + 58 * MINUTE)
    visitor.visit("/konto")
    at(NOON + 88 * MINUTE)
    visitor.visit("/konto", status=401)


def test_twelve_hours_end_it(visitor, person, at):
    person()
    at(NOON)
    sign_in(visitor)
    for minutes in range(29, 12 * 60, 29):
        at(NOON + minutes * MINUTE)
        visitor.visit("/konto")
    at(NOON + timedelta(hours=12))
    visitor.visit("/konto", status=401)


def test_use_is_noted_once_a_minute(visitor, person, at, read):
    person()
    at(NOON)
    sign_in(visitor)
    seen = []
    for seconds in (0, 30, 59, 60, 61, 119, 120):
        at(NOON + timedelta(seconds=seconds))
        visitor.visit("/konto")
        with read() as session:
            seen.append((session.scalars(select(WebSession.seen_at)).one() - NOON).seconds)
    assert seen == [0, 0, 0, 60, 60, 60, 120]


@pytest.mark.both_databases
@pytest.mark.parametrize("act", ["grant", "revoke", "switch_off"])
def test_a_change_of_rights_ends_every_session(app, person, write, kielce, act):
    boss = person("boss@example.org", "admin", authority_id=kielce.id)
    anna = person("anna@example.org", "editor", authority_id=kielce.id)
    browsers = [english(app), english(app)]
    for browser in browsers:
        sign_in(browser)
        browser.visit("/konto")
    with write() as session:
        actor, now = session.get(operations.Account, boss), clock.now()
        match act:
            case "grant":
                operations.change_roles(session, anna, kielce.id, ["editor", "clerk"], actor=actor, now=now)
            case "revoke":
                operations.change_roles(session, anna, kielce.id, [], actor=actor, now=now)
            case "switch_off":
                operations.switch_off(session, anna, actor=actor, now=now)
    for browser in browsers:
        browser.visit("/konto", status=401)
    sign_in(browsers[0])
    browsers[0].visit("/konto", status=401 if act == "switch_off" else 200)


def test_signing_out_wins_over_a_request_that_is_still_running(app, visitor, person, read, monkeypatch):
    """The other request saved its session after the row had gone; it must not come back."""
    person()
    sign_in(visitor)
    other = with_cookie(app, cookie_of(visitor))
    real = operations.change_profile

    def meanwhile(*args, **kwargs):
        real(*args, **kwargs)
        operations.end_sessions(args[0], args[1])

    monkeypatch.setattr(operations, "change_profile", meanwhile)
    other.send("/konto", name="Anna Maria Nowak", status=401)
    visitor.visit("/konto", status=401)


def test_what_is_over_is_removed(app, visitor, another, person, at, read):
    person()
    at(NOON)
    another().visit("/logowanie")
    sign_in(visitor)
    at(NOON + 31 * MINUTE)
    with app.app_context():
        jobs.remove_what_is_over()
    with read() as session:
        assert session.scalars(select(WebSession.account_id)).all() == [None]
    at(NOON + timedelta(hours=3))
    with app.app_context():
        jobs.remove_what_is_over()
    with read() as session:
        assert session.scalars(select(WebSession)).all() == []


def test_a_session_costs_one_query(app, visitor, person, queries):
    person()
    sign_in(visitor)
    with queries() as asked:
        visitor.visit("/wylogowano")
    assert sum("web_sessions" in statement for statement in asked) == 1
