"""One-time links: used once, by a POST, and never after their time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.accounts import jobs, operations
from consult.accounts.models import Account, OneTimeLink
from consult.accounts.rules import SET_PASSWORD, SIGN_IN
from consult.extensions import db
from consult.mail.models import Mail
from consult.web.transaction import transaction
from tests.factories.accounts import PASSWORD, sign_in
from tests.page_checks import words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "piąta łódka mija suchy most"


@pytest.fixture
def link(write, at):
    """Make links at noon: `link(account_id, purpose)` gives the address."""
    at(NOON)

    def make(account_id, purpose=SIGN_IN):
        with write() as session:
            token = operations.issue_link(session, account_id, purpose, now=NOON, actor_id=None)
        return f"/link/{token}"

    return make


def test_a_link_signs_in_once(visitor, another, person, link):
    address = link(person())
    for _ in range(3):
        page = visitor.visit(address)  # a scanner of mail may look as often as it likes
    assert words(page.h1) == "Sign in by this link"
    assert words(visitor.send(page).h1) == "My account"
    page = another().visit(address, status=410)
    assert "Get a new link by e-mail" in words(page.main)


def test_a_used_link_sent_without_a_token_says_the_truth(visitor, another, person, link):
    address = link(person())
    visitor.send(address)
    page = another().client.post(address, data={"note": "x"})
    assert page.status_code == 410
    assert "Nothing that you typed is lost" not in page.text


def test_the_token_is_told_to_nobody(visitor, person, link, read):
    address = link(person())
    answer = visitor.fetch(address)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    with read() as session:
        assert session.scalars(select(OneTimeLink.token_hash)).one() not in address


@pytest.mark.parametrize("address", ["/link/x", "/link/" + "A" * 43])
def test_what_is_no_link_says_so_kindly(visitor, address):
    assert words(visitor.visit(address, status=410).h1) == "This link can no longer be used"


@pytest.mark.parametrize(("purpose", "lasts"), [(SIGN_IN, timedelta(hours=1)), (SET_PASSWORD, timedelta(hours=24))])
def test_a_link_ends(visitor, person, link, at, purpose, lasts):
    address = link(person(), purpose)
    at(NOON + lasts - timedelta(seconds=1))
    page = visitor.visit(address)
    at(NOON + lasts)
    visitor.visit(address, status=410)
    fields = {"new_password": NEW} if purpose == SET_PASSWORD else {}
    visitor.send(page, fields, status=410)


def test_a_disabled_account_has_no_links(visitor, person, link):
    visitor.visit(link(person(is_disabled=True)), status=410)


def test_a_password_is_set(visitor, another, person, link, read):
    address = link(person(password_hash=None), SET_PASSWORD)
    page = visitor.send(address, new_password="short")
    assert "Use 12 to 200 characters." in words(page.main)
    assert "short" not in {field.get("value") for field in page.select("input")}
    page = visitor.send(page, new_password="password1234")
    assert "among those that are tried first" in words(page.main)
    page = visitor.send(page, new_password="anna to moje imię")
    assert "Leave your e-mail address out" in words(page.main)
    page = visitor.send(page, new_password=NEW)
    assert "Your password is set" in words(page.select_one("[role=status]"))
    assert words(sign_in(another(), password=NEW).h1) == "My account"
    with read() as session:
        mail = session.scalars(select(Mail)).one()
        assert (mail.message, mail.recipient) == ("accounts/mail/password_changed", "anna@example.org")


def test_setting_a_password_ends_all_that_was_before(visitor, another, person, link):
    anna = person()
    thief, other_link = another(), link(anna)
    sign_in(thief)
    visitor.send(link(anna, SET_PASSWORD), new_password=NEW)
    thief.visit("/konto", status=401)
    visitor.visit("/konto")
    another().visit(other_link, status=410)
    assert "do not belong together" in words(sign_in(another(), password=PASSWORD).main)


@pytest.mark.both_databases
def test_of_ten_at_once_one_gets_in(app, person, write):
    anna = person()
    with write() as session:
        token = operations.issue_link(session, anna, SIGN_IN, now=NOON, actor_id=None)
    together, got_in = threading.Barrier(10), []

    def using():
        with app.app_context():
            together.wait()
            try:
                with transaction() as session:
                    operations.sign_in_by_link(session, token, SIGN_IN, now=NOON)
                got_in.append(True)
            except operations.LinkOver:
                got_in.append(False)
            db.session.remove()

    threads = [threading.Thread(target=using) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got_in) == [False] * 9 + [True]


def test_a_link_for_one_thing_is_none_for_another(person, write):
    anna = person()
    with write() as session:
        token = operations.issue_link(session, anna, SET_PASSWORD, now=NOON, actor_id=None)
        with pytest.raises(operations.LinkOver):
            operations.use_link(session, token, SIGN_IN, now=NOON)


def test_the_job_writes_to_those_who_may_sign_in(app, person, read, at):
    at(NOON)
    anna = person()
    ewa = person("ewa@example.org", is_disabled=True)
    with app.app_context():
        for account_id in (str(anna), str(ewa), None):
            jobs.send_password_link({"account_id": account_id})
    with read() as session:
        mail = session.scalars(select(Mail)).one()
        assert (mail.recipient, mail.is_secret, mail.language) == ("anna@example.org", True, "pl")
        assert mail.values["url"].startswith("http://localhost/link/")


@pytest.mark.both_databases
def test_old_links_are_removed(app, person, link, at, read):
    anna = person()
    link(anna, SIGN_IN)
    link(anna, SET_PASSWORD)
    at(NOON + timedelta(hours=1))
    with app.app_context():
        jobs.remove_what_is_over()
    with read() as session:
        assert session.scalars(select(OneTimeLink.purpose)).all() == [SET_PASSWORD]
        assert session.scalars(select(Account.email)).all() == ["anna@example.org"]
