"""One's own account, and what was typed when the session had ended."""

from datetime import UTC, datetime, timedelta

import pytest

from consult.accounts.models import Account
from tests.factories.accounts import PASSWORD, sign_in
from tests.page_checks import words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = "piąta łódka mija suchy most"
TYPED = "Anna „Ania” Nowak-Zażółć"


def sessions_of(page):
    return [[words(cell) for cell in row.select("th, td")] for row in page.select("table tbody tr")]


def test_a_person_changes_name_and_language(visitor, person):
    person()
    sign_in(visitor)
    page = visitor.send("/konto", name=TYPED, language="uk")
    assert "Your account is saved." in words(page.select_one("[role=status]"))
    assert page.select_one("input[name=name]")["value"] == TYPED
    assert page.select_one("input[name=language][checked]")["value"] == "uk"


@pytest.mark.parametrize("name", ["", "x" * 301])
def test_a_name_that_cannot_be_kept_is_refused(visitor, person, name):
    person()
    sign_in(visitor)
    page = visitor.send("/konto", name=name)
    assert page.select_one(".problems")


def test_a_stranger_is_asked_to_sign_in(visitor):
    for address in ("/konto", "/konto/haslo", "/admin/ludzie/kielce"):
        assert words(visitor.visit(address, status=401).h1) == "Sign in"


def test_nothing_sent_sets_what_was_not_asked(visitor, person, read):
    """Mass assignment (C5)."""
    anna = person()
    sign_in(visitor)
    page = visitor.visit("/konto")
    token = page.select_one("main input[name=csrf_token]")["value"]
    more = {"email": "x@example.org", "is_disabled": "1", "roles": "admin", "password_hash": "x", "id": "1"}
    visitor.client.post("/konto", data={"csrf_token": token, "name": "Anna", "language": "pl", **more})
    with read() as session:
        account = session.get_one(Account, anna)
        assert (account.name, account.email, account.is_disabled, account.roles) == (
            "Anna",
            "anna@example.org",
            False,
            [],
        )


class TestSessions:
    def test_they_are_listed_and_ended(self, visitor, another, person):
        person()
        other = another()
        other.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"
        sign_in(other)
        sign_in(visitor)
        page = visitor.visit("/konto")
        assert sorted(row[0] for row in sessions_of(page)) == ["Firefox, Windows", "Unknown browser"]
        assert [row[0] for row in sessions_of(page) if row[-1] == "This one"] == ["Unknown browser"]
        page = visitor.send(page, button="End the session: Firefox, Windows")
        assert len(sessions_of(page)) == 1
        other.visit("/konto", status=401)
        visitor.visit("/konto")

    def test_another_persons_is_not_there(self, visitor, another, person):
        person()
        person("ewa@example.org")
        ewa = another()
        sign_in(visitor)
        sign_in(ewa, "ewa@example.org")
        sign_in(third := another(), "ewa@example.org")
        button = ewa.visit("/konto").select_one("input[name=session]")
        page = visitor.visit("/konto")
        token = page.select_one("main input[name=csrf_token]")["value"]
        data = {"csrf_token": token, "session": button["value"]}
        assert visitor.client.post("/konto/sesje", data=data).status_code == 404
        third.visit("/konto")


class TestPassword:
    def test_it_is_changed_by_one_who_knows_it(self, visitor, another, person):
        person()
        sign_in(visitor)
        sign_in(other := another())
        before = visitor.client.get_cookie("session").value
        page = visitor.send("/konto/haslo", present_password=PASSWORD, new_password=NEW)
        assert "Your password is changed." in words(page.select_one("[role=status]"))
        assert visitor.client.get_cookie("session").value != before
        other.visit("/konto", status=401)
        visitor.visit("/konto")
        assert words(sign_in(other, password=NEW).h1) == "My account"

    def test_one_who_does_not_know_it_is_held_back(self, visitor, person, at):
        person()
        at(NOON)
        sign_in(visitor)
        for _ in range(5):
            page = visitor.send("/konto/haslo", present_password="wrong password", new_password=NEW)
            assert "This is not your present password." in words(page.main)
            assert "wrong password" not in str(page)
            assert NEW not in str(page)
        visitor.send("/konto/haslo", present_password=PASSWORD, new_password=NEW, status=429)

    def test_it_must_be_hard_to_guess(self, visitor, person):
        person()
        sign_in(visitor)
        page = visitor.send("/konto/haslo", present_password=PASSWORD, new_password="qwertyuiop123")
        assert "among those that are tried first" in words(page.main)


class TestNothingTypedIsLost:
    def test_after_three_hours(self, visitor, person, at):
        person()
        at(NOON)
        sign_in(visitor)
        page = visitor.visit("/konto")
        at(NOON + timedelta(hours=3))
        page = visitor.send(page, name=TYPED, language="uk", status=401)
        assert words(page.h1) == "Sign in"
        assert "Your session has ended" in words(page.main)
        assert "What you typed is kept." in words(page.main)
        assert TYPED in words(page.main)
        page = visitor.send(page, email="anna@example.org", password="wrong password")
        assert TYPED in words(page.main)
        page = visitor.send(page, email="anna@example.org", password=PASSWORD)
        assert TYPED in words(page.main)
        page = visitor.send(page)
        assert page.select_one("input[name=name]")["value"] == TYPED
        assert page.select_one("input[name=language][checked]")["value"] == "uk"

    def test_after_signing_out_in_another_tab(self, visitor, person):
        person()
        sign_in(visitor)
        page = visitor.visit("/konto")
        visitor.send("/konto", form="header form", button="Sign out")
        page = visitor.send(page, name=TYPED, status=401)
        page = visitor.send(page, email="anna@example.org", password=PASSWORD)
        page = visitor.send(page)
        assert page.select_one("input[name=name]")["value"] == TYPED

    def test_after_signing_in_again_in_another_tab(self, visitor, person):
        person()
        sign_in(visitor)
        page = visitor.visit("/konto")
        visitor.send("/konto", form="header form", button="Sign out")
        sign_in(visitor)
        page = visitor.send(page, name=TYPED, status=400)
        assert page.select_one("input[name=name]")["value"] == TYPED
        page = visitor.send(page)
        assert page.select_one("input[name=name]")["value"] == TYPED
        assert "Your account is saved." in words(page.select_one("[role=status]"))

    def test_with_a_wrong_token(self, visitor, person):
        person()
        sign_in(visitor)
        page = visitor.visit("/konto")
        for field in page.select("input[name=csrf_token]"):
            field["value"] = "wrong"
        page = visitor.send(page, name=TYPED, status=400)
        assert page.select_one("input[name=name]")["value"] == TYPED
        assert visitor.send(page).select_one("input[name=name]")["value"] == TYPED

    def test_passwords_are_not_among_it(self, visitor, person, at):
        person()
        at(NOON)
        sign_in(visitor)
        page = visitor.visit("/konto/haslo")
        at(NOON + timedelta(hours=3))
        page = visitor.send(page, present_password=PASSWORD, new_password=NEW, status=401)
        assert NEW not in str(page)
        assert PASSWORD not in str(page)

    def test_on_the_way_in_itself(self, visitor, person, at):
        person()
        at(NOON)
        page = visitor.visit("/logowanie?next=/konto/haslo")
        at(NOON + timedelta(hours=4))
        page = visitor.send(page, email="anna@example.org", password=PASSWORD, status=400)
        assert page.select_one("input[name=email]")["value"] == "anna@example.org"
        page = visitor.send(page, password=PASSWORD)
        assert words(page.h1) == "Change my password"

    def test_signing_out_twice_is_no_trouble(self, visitor, person):
        person()
        sign_in(visitor)
        page = visitor.visit("/konto")
        visitor.send(page, form="header form", button="Sign out")
        page = visitor.send(page, form="header form", button="Sign out", status=401)
        page = visitor.send(page, email="anna@example.org", password=PASSWORD)
        assert words(page.h1) == "My account"

    def test_what_travels_cannot_be_put_into_a_link(self, visitor):
        page = visitor.visit('/logowanie?kept=[["name","x"]]&next=/konto')
        assert page.select_one("input[name=kept]")["value"] == ""


def test_another_site_cannot_sign_anybody_in(visitor, person):
    """Login CSRF (C10)."""
    person()
    page = visitor.visit("/logowanie")
    data = {
        "csrf_token": page.select_one("main input[name=csrf_token]")["value"],
        "email": "anna@example.org",
        "password": PASSWORD,
    }
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert visitor.client.post("/logowanie", data=data, headers=headers).status_code == 403
    assert visitor.client.post("/logowanie", data=data | {"csrf_token": ""}).status_code == 400
