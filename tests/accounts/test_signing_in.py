"""The way in: nobody learns who has an account (C4), and tries are held back (C12)."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from consult.accounts.models import Account, Throttle
from consult.accounts.operations import NOBODY
from consult.accounts.passwords import Passwords
from consult.audit.models import AuditEntry
from consult.jobs.models import Job
from consult.mail.models import Mail
from tests.factories.accounts import CHEAP, PASSWORD, sign_in
from tests.page_checks import words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
REFUSED = "The e-mail address and the password do not belong together."
WAIT = "Too many tries in a short time."


class Counting(Passwords):
    """Counts how often something is hashed."""

    def __init__(self):
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.checked = 0

    def is_right(self, kept, password):
        self.checked += 1
        return super().is_right(kept, password)


def masked(answer):
    """Give all that an answer says, without what differs every time and what the person typed."""
    page = BeautifulSoup(answer.text, "html.parser")
    for field in page.select("input[name=csrf_token], input[name=email]"):
        field["value"] = ""
    names = sorted(name for name, _ in answer.headers if name not in {"Content-Length", "ETag"})
    return answer.status_code, names, answer.headers.get("Location"), str(page)


def post(browser, address, **fields):
    page = browser.visit(address)
    token = page.select_one("main input[name=csrf_token]")["value"]
    return browser.client.post(address, data=fields | {"csrf_token": token})


def test_no_answer_tells_who_has_an_account(app, another, person):
    app.extensions["passwords"] = counting = Counting()
    person("known@example.org")
    person("disabled@example.org", is_disabled=True)
    person("invited@example.org", password_hash=None)
    answers = []
    for n, email in enumerate(["known@example.org", "disabled@example.org", "invited@example.org", "x@example.org"]):
        counting.checked = 0
        answers.append(masked(post(another(), "/logowanie", email=email, password="quite another one")))
        assert counting.checked == 1, email
        assert REFUSED in answers[n][-1]
    assert answers.count(answers[0]) == len(answers)


def test_a_disabled_account_and_an_invited_one_are_not_let_in(another, person):
    person("disabled@example.org", is_disabled=True)
    assert REFUSED in words(sign_in(another(), "disabled@example.org").main)


@pytest.mark.both_databases
def test_asking_for_a_link_tells_nobody_and_does_the_same_work(another, person, read):
    person("known@example.org")
    person("disabled@example.org", is_disabled=True)
    answers, written = [], []
    for email in ("known@example.org", "disabled@example.org", "x@example.org"):
        answers.append(masked(post(another(), "/haslo", email=email)))
        with read() as session:
            written.append([len(session.scalars(select(table)).all()) for table in (Job, Mail, Throttle, AuditEntry)])
    assert answers.count(answers[0]) == len(answers)
    changes = [[after - before for before, after in zip(*pair, strict=True)] for pair in pairwise(written)]
    assert changes[0] == changes[1] == [1, 0, 1, 0]
    with read() as session:
        assert not any("example.org" in str(job.payload) for job in session.scalars(select(Job)))


def test_a_right_password_opens_the_page_that_was_asked_for(visitor, person):
    person()
    page = visitor.visit("/konto/haslo", status=401)
    assert words(page.h1) == "Sign in"
    page = visitor.send(page, email="anna@example.org", password=PASSWORD)
    assert words(page.h1) == "Change my password"


def test_the_address_may_be_typed_in_any_case(visitor, person):
    person("Anna@Example.org")
    assert words(sign_in(visitor, " anna@EXAMPLE.org ").h1) == "My account"


def test_a_wrong_password_is_never_shown_again(visitor, person):
    person()
    page = visitor.send("/logowanie", email="anna@example.org", password="mistyped secret")
    assert "mistyped secret" not in str(page)
    assert page.select_one("input[name=email]")["value"] == "anna@example.org"


def test_tries_are_held_back_and_let_in_again(visitor, another, person, at):
    person()
    at(NOON)
    for _ in range(5):
        assert REFUSED in words(sign_in(visitor, password="wrong password").main)
    page = sign_in(visitor, status=429)
    assert WAIT in words(page.main)
    assert "Try again in 3 minutes" in words(page.main)
    at(NOON + timedelta(minutes=3))
    assert words(sign_in(visitor).h1) == "My account"


def test_who_comes_from_elsewhere_is_let_in_during_an_attack(visitor, another, person, at):
    person()
    at(NOON)
    attacker, owner = another(), another()
    for _ in range(5):
        sign_in(attacker, password="wrong password")
    sign_in(attacker, status=429)
    owner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert words(sign_in(owner).h1) == "My account"


def test_a_forged_header_is_no_other_place(another, person, at):
    person()
    at(NOON)
    attacker = another()
    page = attacker.visit("/logowanie")
    typed = {"csrf_token": page.select_one("main input[name=csrf_token]")["value"], "email": "anna@example.org"}
    codes = [
        attacker.client.post(
            "/logowanie", data=typed | {"password": "wrong"}, headers={"X-Forwarded-For": f"192.0.2.{n}"}
        ).status_code
        for n in range(8)
    ]
    assert codes == [200] * 5 + [429] * 3


@pytest.mark.both_databases
def test_twenty_tries_at_once_hash_five_times(app, another, person, at):
    app.extensions["passwords"] = counting = Counting()
    person()
    at(NOON)
    browsers = [another() for _ in range(20)]
    tokens = [browser.visit("/logowanie").select_one("main input[name=csrf_token]")["value"] for browser in browsers]
    together, codes = threading.Barrier(20), []

    def trying(browser, token):
        together.wait()
        typed = {"csrf_token": token, "email": "anna@example.org", "password": "wrong password"}
        codes.append(browser.client.post("/logowanie", data=typed).status_code)

    threads = [threading.Thread(target=trying, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] * 5 + [429] * 15
    assert counting.checked == 5


def test_mail_to_one_address_is_limited_without_telling(another, person, read, at):
    person()
    at(NOON)
    pages = [another().send("/haslo", email="anna@example.org") for _ in range(5)]
    assert {words(page.h1) for page in pages} == {"Look into your mailbox"}
    with read() as session:
        assert len(session.scalars(select(Job)).all()) == 3
    for _ in range(5):
        another().send("/haslo", email="ewa@example.org")
    assert WAIT in words(another().send("/haslo", email="ola@example.org", status=429).main)


def test_a_hash_of_another_cost_is_replaced(app, visitor, person, read):
    person(password_hash=Passwords(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD))
    sign_in(visitor)
    with read() as session:
        assert not CHEAP.is_outdated(session.scalars(select(Account.password_hash)).one())


def test_the_log_names_accounts_and_nothing_else(visitor, another, person, read):
    anna = person()
    sign_in(visitor)
    sign_in(another(), password="wrong password")
    sign_in(another(), "x@example.org")
    visitor.send("/konto", form="header form", button="Sign out")
    with read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.recorded_at)).all()
        done = [(entry.action, entry.subject_id, entry.actor_id) for entry in entries]
        said = str([entry.details for entry in entries])
    assert done[1:] == [
        ("account.signed_in", anna, anna),
        ("account.sign_in_refused", anna, None),
        ("account.sign_in_refused", NOBODY, None),
        ("account.signed_out", anna, anna),
    ]
    assert "example.org" not in said


def test_one_who_is_signed_in_is_not_asked_again(visitor, person):
    person()
    sign_in(visitor)
    assert words(visitor.visit("/logowanie?next=/konto/haslo").h1) == "Change my password"


@pytest.mark.parametrize("address", ["/wyloguj", "/konto/sesje", "/%77yloguj?a=b"])
def test_nobody_is_led_to_what_only_takes_forms(visitor, person, address):
    person()
    assert words(sign_in(visitor, to=address).h1) == "My account"
    assert words(visitor.visit(f"/logowanie?next={address}").h1) == "My account"
