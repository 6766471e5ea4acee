"""An account for whoever confirms an address: nobody learns who has one (C4), and it costs one mail."""

import re
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from consult.accounts import jobs, sign_up
from consult.accounts.models import Account, SignUp, Throttle, WebSession
from consult.accounts.rules import hash_of
from consult.audit.models import AuditEntry
from consult.extensions import db
from consult.jobs.models import Job
from consult.jobs.runner import do_all_due
from consult.mail.letters import render
from consult.mail.models import Mail
from consult.web.transaction import transaction
from tests.accounts.test_signing_in import masked, post
from tests.factories.accounts import PASSWORD_HASH, sign_in
from tests.page_checks import words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "piąta łódka mija suchy most"
SENT = "Look into your mailbox"


@pytest.fixture
def link(app, write, at):
    """Ask for an account at noon, and give the address of the link in the mail."""
    at(NOON)

    def make(email="ewa@example.org"):
        with write() as session:
            sign_up.send(session, email, "en", base_url="http://localhost", now=NOON)
            mail = session.scalars(select(Mail).order_by(Mail.created_at.desc())).first()
            return re.sub("^http://localhost", "", mail.values["url"])

    return make


@pytest.mark.both_databases
def test_no_answer_tells_who_has_an_account(another, person, read):
    person("known@example.org")
    person("disabled@example.org", is_disabled=True)
    person("invited@example.org", password_hash=None)
    answers, written = [], []
    for email in ("known@example.org", "disabled@example.org", "invited@example.org", "x@example.org"):
        answers.append(masked(post(another(), "/rejestracja", email=email)))
        with read() as session:
            tables = (Job, Mail, Throttle, AuditEntry, Account, SignUp)
            written.append([len(session.scalars(select(table)).all()) for table in tables])
    assert answers.count(answers[0]) == len(answers)
    changes = [[after - before for before, after in zip(*pair, strict=True)] for pair in pairwise(written)]
    assert changes == [[1, 0, 1, 0, 0, 0]] * 3


def test_the_mail_tells_the_address_alone(app, another, person, read):
    person("known@example.org", language="uk")
    person("disabled@example.org", is_disabled=True)
    for email in ("known@example.org", "disabled@example.org", "x@example.org"):
        page = another().send("/rejestracja", email=email)
        assert words(page.h1) == SENT
    with app.app_context():
        do_all_due(app)
    with read() as session:
        mails = {mail.recipient: mail for mail in session.scalars(select(Mail))}
        assert {email: (mail.message, mail.language, mail.is_secret) for email, mail in mails.items()} == {
            "known@example.org": ("accounts/mail/have_account", "uk", False),
            "x@example.org": ("accounts/mail/sign_up", "en", True),
        }
        assert "/rejestracja/" not in str(mails["known@example.org"].values)


def test_nobody_has_an_account_before_the_link_is_used(visitor, another, link, read):
    address = link("Ewa@Example.org")
    for _ in range(2):
        page = visitor.visit(address)  # a scanner of mail may look as often as it likes
    with read() as session:
        assert session.scalars(select(Account)).all() == []
    page = visitor.send(page, name="Ewa Lis", new_password=NEW)
    assert "Your account is made" in words(page.select_one("[role=status]"))
    with read() as session:
        ewa = session.scalars(select(Account)).one()
        assert (ewa.email, ewa.name, ewa.language, ewa.roles) == ("Ewa@Example.org", "Ewa Lis", "en", [])
        assert session.scalars(select(SignUp)).all() == []
    another().visit(address, status=410)
    assert words(sign_in(another(), "ewa@example.org", NEW).h1) == "My account"


def test_the_log_names_the_account_and_nothing_else(visitor, link, read):
    visitor.send(link(), name="Ewa Lis", new_password=NEW)
    with read() as session:
        ewa = session.scalars(select(Account.id)).one()
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.recorded_at)).all()
        assert [(entry.action, entry.subject_id) for entry in entries] == [
            ("account.created", ewa),
            ("account.signed_up", ewa),
        ]
        assert "example.org" not in str([entry.details for entry in entries])


def test_the_token_is_told_to_nobody(visitor, link, read):
    address = link()
    answer = visitor.fetch(address)
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    with read() as session:
        assert session.scalars(select(SignUp.token_hash)).one() == hash_of(address.rpartition("/")[2])


@pytest.mark.parametrize("address", ["/rejestracja/x", "/rejestracja/" + "A" * 43])
def test_what_is_no_link_says_so_kindly(visitor, address):
    page = visitor.visit(address, status=410)
    assert words(page.h1) == "This link can no longer be used"
    assert page.select("main a[href='/rejestracja']")


def test_a_link_ends_after_a_day(app, visitor, link, at, read):
    address = link()
    page = visitor.visit(address)
    at(NOON + timedelta(hours=24))
    visitor.visit(address, status=410)
    visitor.send(page, name="Ewa", new_password=NEW, status=410)
    with app.app_context():
        jobs.remove_what_is_over()
    with read() as session:
        assert session.scalars(select(SignUp)).all() == []
        assert session.scalars(select(Account)).all() == []


def test_an_address_that_got_an_account_meanwhile(visitor, link, person):
    address = link()
    page = visitor.visit(address)
    person("ewa@example.org")
    visitor.send(page, name="Eve", new_password=NEW, status=410)
    assert words(sign_in(visitor, "ewa@example.org").h1) == "My account"


def test_a_link_of_another_kind_confirms_nothing(visitor, link):
    token = link().rpartition("/")[2]
    visitor.visit(f"/link/{token}", status=410)


def test_a_weak_password_is_refused(visitor, link, read):
    page = visitor.send(link(), name="", new_password="password1234")
    said = words(page.main)
    assert "among those that are tried first" in said
    assert "Write your name." in said
    page = visitor.send(page, name="Ewa", new_password="ewa idzie sama do lasu")
    assert "Leave your e-mail address out" in words(page.main)
    with read() as session:
        assert session.scalars(select(Account)).all() == []


def test_nothing_sent_sets_what_was_not_asked(visitor, link, read):
    """Mass assignment (C5)."""
    address = link()
    token = visitor.visit(address).select_one("main input[name=csrf_token]")["value"]
    more = {"email": "boss@example.org", "roles": "admin", "is_disabled": "1", "password_hash": "x", "id": "1"}
    visitor.client.post(address, data={"csrf_token": token, "name": "Ewa", "new_password": NEW, **more})
    with read() as session:
        ewa = session.scalars(select(Account)).one()
        assert (ewa.email, ewa.roles, ewa.is_disabled) == ("ewa@example.org", [], False)


def test_a_session_from_before_is_worth_nothing(visitor, link, read):
    visitor.visit("/rejestracja")
    with read() as session:
        before = session.scalars(select(WebSession.id)).all()
    visitor.send(link(), name="Ewa", new_password=NEW)
    with read() as session:
        assert not set(before) & set(session.scalars(select(WebSession.id)))


def test_mail_to_one_address_is_limited_without_telling(another, read, at):
    """The same bucket serves links to set a password: one address gets three mails in all."""
    at(NOON)
    another().send("/haslo", email="ewa@example.org")
    pages = [another().send("/rejestracja", email="ewa@example.org") for _ in range(4)]
    assert {words(page.h1) for page in pages} == {SENT}
    with read() as session:
        assert len(session.scalars(select(Job)).all()) == 3
    for _ in range(5):
        another().send("/rejestracja", email="ola@example.org")
    assert "Too many tries" in words(another().send("/rejestracja", email="iga@example.org", status=429).main)


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
@pytest.mark.parametrize("message", ["have_account", "sign_up"])
def test_each_mail_says_what_to_do(app, message, language):
    values = {"url": "http://localhost/x", "hours": "24"}
    with app.test_request_context():
        letter = render(f"accounts/mail/{message}", values, language, "Consult")
    assert letter.subject
    assert values["url"] in letter.body


@pytest.mark.both_databases
def test_of_ten_at_once_one_makes_the_account(app, link, read):
    token = link().rpartition("/")[2]
    together, made = threading.Barrier(10), []

    def confirming():
        with app.app_context():
            together.wait()
            try:
                with transaction() as session:
                    sign_up.confirm(session, token, name="Ewa", password_hash=PASSWORD_HASH, now=NOON)
                made.append(True)
            except sign_up.SignUpOver:
                made.append(False)
            db.session.remove()

    threads = [threading.Thread(target=confirming) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [False] * 9 + [True]
    with read() as session:
        assert len(session.scalars(select(Account)).all()) == 1
