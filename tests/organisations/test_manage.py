"""An office gives its word in one click, for itself alone, and its list costs the same however long it is."""

import pytest
from sqlalchemy import event, select

from consult.accounts.operations import grant_role
from consult.accounts.queries import get_account
from consult.authorities.queries import get_authority
from consult.extensions import db
from consult.mail.models import Mail
from consult.organisations import operations
from consult.organisations.models import Membership, Verification
from tests.factories.accounts import make_account
from tests.factories.organisations import BASE_URL, NOW, make_organisation
from tests.page_checks import words

LIST = "/urzad/organizacje"


@pytest.fixture
def statements(app):
    """Count what one page asks of the database."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)

    def of(browser, address):
        asked.clear()
        browser.visit(address)
        return len(asked)

    return of


def test_one_click_verifies(official, organisation, person, kielce, read):
    slug = organisation(person("anna@example.org", name="Anna Nowak"))
    clerk = official("clerk", kielce)
    page = clerk.visit(LIST)
    assert words(page.h1) == "One organisation waits for your word"
    assert "Registered by: Anna Nowak, anna@example.org" in words(page.main)
    page = clerk.send(page, button="Confirm: Stowarzyszenie Zielone Kielce")
    assert words(page.h1) == "No organisation waits for your word"
    with read() as session:
        given = session.scalars(select(Verification)).one()
        assert (given.state, given.decided_by_id is not None) == ("verified", True)
        assert [mail.recipient for mail in session.scalars(select(Mail))] == ["anna@example.org"]
    assert "Take your word back" in words(clerk.visit(f"{LIST}/kielce/{slug}").main)


def test_a_reason_is_needed_and_reaches_the_organisation(official, organisation, person, browser, kielce, read):
    slug = organisation(person("anna@example.org"))
    clerk = official("editor", kielce)
    page = clerk.send(f"{LIST}/kielce/{slug}", reason=" ", button="Do not confirm it")
    assert page.select_one("#reason-error")
    clerk.send(page, reason="Brak wpisu w KRS.\n<b>", button="Do not confirm it")
    page = browser("anna@example.org").visit("/organizacja")
    assert "Reason: Brak wpisu w KRS. <b>" in words(page.main)
    assert clerk.client.get(f"/organizacje/{slug}").status_code == 404
    browser("anna@example.org").send("/organizacja", button="Ask again: Kielce")
    assert words(clerk.visit(LIST).h1) == "One organisation waits for your word"


def test_what_looks_alike_is_shown(official, organisation, person, kielce):
    anna = person()
    organisation(anna, name="Fundacja ŻÓŁW", number="0000000007", verified=True)
    organisation(anna, name="fundacja żółw")
    organisation(anna, name="Inna", register="kgw", number="0000000007")
    said = words(official("clerk", kielce).visit(LIST).main)
    assert said.count("Looks like: Fundacja ŻÓŁW (0000000007)") == 2


def test_each_office_sees_whose_word_it_is(official, organisation, person, kielce, powiat):
    slug = organisation(person(), verified=True)
    clerk = official("clerk", powiat)
    page = clerk.visit(LIST)
    assert words(page.h1) == "No organisation waits for your word"
    row = words(page.select_one("tbody tr"))
    assert "Kielce: confirmed on" in row
    page = clerk.send(f"{LIST}/powiat-kielecki/{slug}", reason="Nie znamy.", button="Do not confirm it")
    assert words(page.select("tbody tr td")[1]) == "not confirmed"
    assert words(official("clerk", kielce).visit(LIST).select("tbody tr td")[1]) == "confirmed"


def test_the_list_is_searched_by_name_number_and_state(official, organisation, person, kielce):
    anna = person()
    organisation(anna, name="Fundacja Żółw", number="0000000007", verified=True)
    organisation(anna, name="100% Kielc_", nip="8567346215")
    clerk = official("admin", kielce)

    def found(**values):
        page = clerk.send(clerk.visit(LIST), form="form.filters", **values)
        return [words(row.th) for row in page.select("main tbody tr")]

    assert found(q="zolw") == ["Fundacja Żółw"]
    assert found(q="7") == ["Fundacja Żółw"]
    assert found(q="856-734-62-15") == ["100% Kielc_"]
    assert found(q="100%") == ["100% Kielc_"]
    assert found(q="%") == ["100% Kielc_"]
    assert found(q="' OR 1=1") == []
    assert found(stan="potwierdzone") == ["Fundacja Żółw"]
    assert found(rejestr="kgw") == []
    answer = clerk.client.get(f"{LIST}?q=a&rejestr=password_hash&stan=1&strona=-1&sort=email")
    assert answer.status_code == 200


@pytest.mark.complete
@pytest.mark.both_databases
def test_a_long_list_costs_as_much_as_a_short_one(official, organisation, person, write, kielce, statements):
    anna = person()
    organisation(anna, name="Pierwsza")
    clerk = official("clerk", kielce)
    few = statements(clerk, LIST)
    with write() as session:
        account, office = get_account(session, anna), get_authority(session, kielce.id)
        for number in range(60):
            made = make_organisation(
                session, account, authority=office, name=f"Organizacja {number}", verified=number % 2 == 0
            )
            if number % 4 == 0:
                other = make_account(session, f"other{number}@example.org", name=f"Inna {number}")
                operations.ask_to_join(session, made, "member", base_url=BASE_URL, actor=other, now=NOW)
    page = clerk.visit(LIST)
    assert words(page.h1) == "31 organisations wait for your word"
    assert len(page.select("main tbody tr")) == 50
    assert "Page 1 of 2" in words(page.main)
    assert len(clerk.visit(f"{LIST}?strona=2").select("main tbody tr")) == 11
    many = statements(clerk, LIST)
    assert many <= few + 3, "no query for each row: powiats, people and their accounts come at once"


class TestPeople:
    def test_an_official_lets_in_and_out(self, official, organisation, person, browser, kielce, read):
        slug = organisation(person("anna@example.org"), verified=True)
        person("ewa@example.org", name="Ewa Lis")
        ewa = browser("ewa@example.org")
        ewa.send(f"/organizacja/{slug}/dolacz", role="representative")
        clerk = official("clerk", kielce)
        page = clerk.visit(LIST)
        assert "Ewa Lis: Stowarzyszenie Zielone Kielce" in words(page.main)
        page = clerk.send(f"{LIST}/kielce/{slug}", button="Let in: Ewa Lis")
        assert "acts for the organisation now" in words(page.select_one("[role=status]"))
        clerk.send(page, button="End the mandate: Ewa Lis")
        assert "You act for no organisation yet" in words(ewa.visit("/organizacja").main)

    def test_an_office_that_was_not_asked_lets_nobody_in(self, official, organisation, person, browser, powiat):
        slug = organisation(person("anna@example.org"))
        page = official("clerk", powiat).visit(f"{LIST}/powiat-kielecki/{slug}")
        assert "End the mandate" not in words(page.main)
        assert "Refuse" not in words(page.main)


class TestOthers:
    """Nobody decides in the name of another office (C2, C26), and other roles learn nothing."""

    def acts(self, office, slug, member):
        return {
            f"{LIST}/{office}/{slug}/potwierdzenie": {},
            f"{LIST}/{office}/{slug}/wstrzymanie": {"reason": "x"},
            f"{LIST}/{office}/{slug}/osoby/{member}/przyjmij": {},
            f"{LIST}/{office}/{slug}/osoby/{member}/usun": {},
        }

    @pytest.fixture
    def theirs(self, organisation, person, write, kielce, powiat):
        slug = organisation(person("anna@example.org"))
        with write() as session:
            return slug, session.scalars(select(Membership.id)).one()

    def state(self, read):
        with read() as session:
            return (
                session.execute(select(Verification.authority_id, Verification.state)).all(),
                session.execute(select(Membership.id, Membership.confirmed_at)).all(),
            )

    @pytest.mark.parametrize("role", ["clerk", "editor", "admin"])
    def test_of_another_office(self, official, theirs, powiat, read, role):
        browser = official(role, powiat)
        before = self.state(read)
        token = browser.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address, values in self.acts("kielce", *theirs).items():
            assert browser.client.post(address, data=values | {"csrf_token": token}).status_code == 404, address
        assert browser.client.get(f"{LIST}/kielce/{theirs[0]}").status_code == 404
        assert browser.client.get(f"{LIST}?urzad=kielce").status_code == 404
        own = self.acts("powiat-kielecki", *theirs)
        for address in [address for address in own if "/osoby/" in address]:
            assert browser.client.post(address, data={"csrf_token": token}).status_code == 404, address
        assert self.state(read) == before

    @pytest.mark.parametrize("role", ["approver", "analyst", "moderator"])
    def test_of_another_role(self, official, theirs, kielce, read, role):
        browser = official(role, kielce)
        before = self.state(read)
        token = browser.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address, values in self.acts("kielce", *theirs).items():
            assert browser.client.post(address, data=values | {"csrf_token": token}).status_code == 404, address
        for address in (LIST, f"{LIST}/kielce/{theirs[0]}"):
            assert browser.client.get(address).status_code == 404
        assert self.state(read) == before

    def test_the_organisations_own_people_do_not_verify_it(self, browser, theirs, read):
        anna = browser("anna@example.org")
        before = self.state(read)
        token = anna.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address, values in self.acts("kielce", *theirs).items():
            assert anna.client.post(address, data=values | {"csrf_token": token}).status_code == 404
        assert self.state(read) == before

    def test_without_a_token_nothing_is_done(self, official, theirs, kielce, read):
        browser = official("clerk", kielce)
        before = self.state(read)
        for address, values in self.acts("kielce", *theirs).items():
            assert browser.client.post(address, data=values).status_code == 400
            assert (
                browser.client.post(address, data=values, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
            )
            assert browser.client.get(address).status_code == 405
        assert self.state(read) == before


def test_an_official_of_two_offices_chooses(write, person, browser, organisation, kielce, powiat):
    both = person("both@example.org", "clerk", authority_id=kielce.id)
    with write() as session:
        grant_role(session, get_account(session, both), "clerk", powiat.id, actor_id=None, now=NOW)
    organisation(person())
    page = browser("both@example.org").visit(LIST)
    assert words(page.h1) == "One organisation waits for your word"
    page = browser("both@example.org").visit(f"{LIST}?urzad=powiat-kielecki")
    assert words(page.h1) == "No organisation waits for your word"


def test_a_hostile_name_is_shown_as_words(official, organisation, person, kielce):
    name = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    slug = organisation(person(), name=name, phone='"><script>')
    clerk = official("clerk", kielce)
    assert name in words(clerk.visit(LIST).main)
    assert words(clerk.visit(f"{LIST}/kielce/{slug}").h1) == name
    page = clerk.send(LIST, button=f"Confirm: {name}")
    assert f"Confirmed: {name}." in words(page.select_one("[role=status]"))
