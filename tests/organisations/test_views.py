"""What people of an organisation can do, and what everybody sees of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.accounts.queries import get_account
from consult.authorities.queries import get_authority
from consult.mail.models import Mail
from consult.organisations.models import Membership, Organisation, Verification
from consult.organisations.queries import find_organisation
from consult.territory.models import Unit
from tests.factories.organisations import NOW, let_in
from tests.page_checks import words

NEW = "/organizacja/nowa"
MINE = "/organizacja"
SLUG = "fundacja-dobry-las"
FORM = {"name": "Fundacja Dobry Las", "kind": "ngo", "register": "krs", "number": "123456"}
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}' OR 1=1 --"


@pytest.fixture
def anna(person, kielce, browser):
    person("anna@example.org")
    return browser("anna@example.org")


@pytest.fixture
def ewa(person, kielce, browser):
    person("ewa@example.org", name="Ewa Lis")
    return browser("ewa@example.org")


def stored(read):
    with read() as session:
        return session.scalars(select(Organisation)).one()


class TestRegister:
    def test_in_one_form(self, anna, read, kielce):
        page = anna.send(NEW, FORM, spheres=["18", "32a"], seat="Kielce", website="www.dobrylas.example.org")
        assert "The organisation is registered." in words(page.select_one("[role=status]"))
        assert words(page.h1) == "Fundacja Dobry Las"
        assert "not confirmed yet" in words(page.main)
        made = stored(read)
        assert (made.slug, made.number, made.seat_code) == (SLUG, "0000123456", "266101")
        assert (made.spheres, made.website) == (["18", "32a"], "https://www.dobrylas.example.org")
        with read() as session:
            asked = session.scalars(select(Verification)).one()
            assert (asked.state, asked.authority_id) == ("asked", kielce.id)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"number": "12345678901"}, "number"),
            ({"number": ""}, "number"),
            ({"nip": "8567346216"}, "nip"),
            ({"regon": "192598183"}, "regon"),
            ({"website": "ftp://example.org"}, "website"),
            ({"website": "a" * 285 + ".example.org"}, "website"),
            ({"seat": "Nigdzie"}, "seat"),
            ({"register": "starosta", "number": "1"}, "seat"),
            ({"register": "ceidg", "number": ""}, "nip"),
            ({"register": "other", "number": ""}, "nip"),
            ({"email": "no address"}, "email"),
            ({"name": ""}, "name"),
            ({"name": "x" * 301}, "name"),
        ],
    )
    def test_a_mistake_stands_beside_its_field(self, anna, read, values, field):
        page = anna.send(NEW, FORM | values)
        assert page.select_one(f"#{field}-error")
        assert page.select_one(f".problems a[href='#{field}']")
        with read() as session:
            assert not session.scalars(select(Organisation)).all()

    def test_a_name_of_several_gminas_asks_for_the_code(self, anna, read, write):
        with write() as session:
            kielce = session.get_one(Unit, "266101")
            facts = {column.name: getattr(kielce, column.name) for column in Unit.__table__.columns}
            session.add(Unit(**facts | {"code6": "260499", "code": "2604992", "parent_code": "2604"}))
        page = anna.send(NEW, FORM, seat="kielce")
        assert "Kielce (kielecki): 260499" in words(page.select_one("#seat-error"))
        anna.send(page, seat="260499")
        assert stored(read).seat_code == "260499"
        page = anna.visit(f"/organizacja/{SLUG}/dane")
        assert page.select_one("#seat")["value"] == "2604992"

    def test_one_that_is_here_is_joined_instead(self, anna, ewa, read):
        anna.send(NEW, FORM)
        page = ewa.send(NEW, FORM | {"name": "Inna nazwa", "number": "0000123456"})
        assert words(page.h1) == "Ask to act for this organisation: Fundacja Dobry Las"
        assert "anna@example.org" not in str(page)
        page = ewa.send(page, role="representative")
        assert "You wait to be let in" in words(page.main)
        assert "anna@example.org" not in str(page)
        assert "End the mandate" not in words(page.main)
        page = ewa.visit(f"/organizacja/{SLUG}/dolacz")
        assert "have asked to already" in words(page.select_one(".flashes"))

    def test_the_office_is_chosen_where_there_are_several(self, powiat, anna, read):
        page = anna.send(NEW, FORM)
        assert page.select_one("#authority-error")
        anna.send(page, authority=powiat.id)
        with read() as session:
            assert session.scalars(select(Verification.authority_id)).one() == powiat.id

    def test_nothing_sent_sets_what_was_not_asked(self, anna, read, kielce):
        """Mass assignment (C5)."""
        token = anna.visit(NEW).select_one("main input[name=csrf_token]")["value"]
        more = {
            "slug": "x", "id": "1", "state": "verified", "verified": "1", "is_first": "0", "confirmed_at": "2026-01-01",
            "role": "member", "registered_at": "2020-01-01", "seat_code": "266101", "number_key": "x",
            "account_id": "1", "spheres": ["99"],
        }  # fmt: skip
        answer = anna.client.post(NEW, data=FORM | more | {"csrf_token": token})
        assert answer.status_code == 200  # a sphere that is none is refused
        del more["spheres"]
        assert anna.client.post(NEW, data=FORM | more | {"csrf_token": token}).status_code == 302
        made = stored(read)
        assert (made.slug, made.number_key, made.seat_code) == (SLUG, "0000123456", None)
        with read() as session:
            assert session.scalars(select(Verification.state)).one() == "asked"
            assert session.scalars(select(Membership.confirmed_at)).one() is None

    @pytest.mark.complete
    def test_one_person_does_not_fill_the_register(self, anna):
        for number in range(10):
            anna.send(NEW, FORM | {"number": str(1000 + number)})
        page = anna.send(NEW, FORM | {"number": "2000"}, status=429)
        assert "Go on tomorrow." in words(page.main)
        assert page.select_one("#number")["value"] == "0000002000"

    def test_hostile_words_are_shown_as_words(self, anna, read, organisation):
        page = anna.send(NEW, FORM | {"name": HOSTILE, "phone": HOSTILE[:60]})
        assert words(page.h1) == HOSTILE
        page = anna.send(f"/organizacja/{stored(read).slug}/dane", phone="<b>x</b>")
        assert words(page.h1) == HOSTILE

    def test_no_form_asks_for_a_pesel(self, anna):
        for address in (NEW, "/rejestracja"):
            assert "pesel" not in str(anna.visit(address)).lower()


class TestPublicPage:
    def test_it_is_there_from_the_day_it_is_verified(self, visitor, organisation, person, kielce):
        waits, slug = organisation(person()), organisation(person("ewa@example.org"), verified=True, spheres=["18"])
        visitor.visit(f"/organizacje/{waits}", status=404)
        page = visitor.visit(f"/organizacje/{slug}?lang=en", cookie=True)
        said = words(page.main)
        assert words(page.h1) == "Stowarzyszenie Zielone Kielce"
        for told in ("National Court Register", "Kielce", "Ecology, animals", "zielone.example.org"):
            assert told in said

    def test_nobody_who_acts_for_it_stands_there(self, visitor, organisation, person, write, kielce):
        slug = organisation(person("anna@example.org", name="Anna Nowak"), verified=True)
        person("ewa@example.org", name="Ewa Lis")
        page = str(visitor.visit(f"/organizacje/{slug}"))
        for secret in ("Anna", "Nowak", "anna@", "Ewa"):
            assert secret not in page

    def test_it_can_be_kept_by_everybody(self, visitor, organisation, person):
        slug = organisation(person(), verified=True)
        answer = visitor.fetch(f"/organizacje/{slug}")
        assert "public" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers


class TestPeople:
    @pytest.fixture
    def slug(self, organisation, person, write, kielce):
        """Give an organisation of Anna, verified, which Ewa asks to join."""
        return organisation(person("anna@example.org"), verified=True)

    def joined(self, browser, slug, role="member"):
        return browser.send(f"/organizacja/{slug}/dolacz", role=role)

    def test_a_representative_lets_in_makes_one_and_ends_it(self, slug, browser, person, read):
        person("ewa@example.org", name="Ewa Lis")
        anna, ewa = browser("anna@example.org"), browser("ewa@example.org")
        self.joined(ewa, slug)
        page = anna.send(MINE, button="Let in: Ewa Lis")
        assert "acts for the organisation now" in words(page.select_one("[role=status]"))
        assert "anna@example.org" in words(ewa.visit(MINE).main)
        anna.send(MINE, button="Make a representative: Ewa Lis")
        assert "Let in" not in words(ewa.visit(MINE).main)
        anna.send(MINE, button="Make a member: Ewa Lis")
        anna.send(MINE, button="End the mandate: Ewa Lis")
        assert "You act for no organisation yet" in words(ewa.visit(MINE).main)

    def test_the_last_representative_is_told_why_they_stay(self, slug, browser):
        page = browser("anna@example.org").send(MINE, button="I no longer act for it")
        assert "Let another person in as one first." in words(page.select_one("[role=alert]"))

    def test_one_who_waits_takes_the_request_back(self, slug, browser, person):
        person("ewa@example.org")
        ewa = browser("ewa@example.org")
        self.joined(ewa, slug)
        page = ewa.send(MINE, button="I take my request back")
        assert "You act for no organisation yet" in words(page.main)


def acts_of(slug, member):
    """List all that somebody of an organisation can send."""
    return {
        f"/organizacja/{slug}/dane": FORM,
        f"/organizacja/{slug}/urzad": {"office": "powiat-kielecki"},
        f"/organizacja/{slug}/osoby/{member}/przyjmij": {},
        f"/organizacja/{slug}/osoby/{member}/rola": {"role": "representative"},
        f"/organizacja/{slug}/osoby/{member}/usun": {},
    }


class TestOthers:
    """What belongs to another organisation is not there (C2)."""

    @pytest.fixture
    def theirs(self, organisation, person, write, read, kielce, powiat):
        """Give an organisation of Anna's with a request of Iga's, and the id of the request."""
        slug = organisation(person("anna@example.org"), verified=True)
        iga = person("iga@example.org")
        with write() as session:
            found = find_organisation(session, slug)
            office = get_authority(session, kielce.id)
            waiting = let_in(session, found, get_account(session, iga), "member", authority=office)
            waiting.confirmed_at = None
            return slug, waiting.id

    @pytest.fixture(params=["another organisation's", "a member", "one who waits", "nobody's"])
    def intruder(self, request, theirs, organisation, person, browser, write, kielce):
        ewa = person("ewa@example.org")
        if request.param == "another organisation's":
            organisation(ewa, verified=True)
        elif request.param != "nobody's":
            with write() as session:
                found = find_organisation(session, theirs[0])
                office = get_authority(session, kielce.id)
                own = let_in(session, found, get_account(session, ewa), "member", authority=office)
                own.confirmed_at = NOW if request.param == "a member" else None
        return browser("ewa@example.org")

    def test_every_act_is_refused(self, theirs, intruder, read):
        def state():
            with read() as session:
                people = session.execute(
                    select(Membership.id, Membership.role, Membership.confirmed_at).order_by(Membership.id)
                ).all()
                told = session.execute(select(Organisation.name, Organisation.number).order_by(Organisation.id)).all()
                return people, told, len(session.scalars(select(Verification)).all())

        before = state()
        token = intruder.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address, values in acts_of(*theirs).items():
            for method in ("get", "post"):
                answer = getattr(intruder.client, method)(address, data=values | {"csrf_token": token})
                assert answer.status_code in {404, 405}, address
        assert state() == before

    def test_an_id_of_another_organisation_is_not_found(self, theirs, organisation, person, browser):
        mine = organisation(person("ewa@example.org"), verified=True)
        ewa = browser("ewa@example.org")
        token = ewa.visit("/konto").select_one("main input[name=csrf_token]")["value"]
        for address, values in acts_of(mine, theirs[1]).items():
            if "/osoby/" in address:
                assert ewa.client.post(address, data=values | {"csrf_token": token}).status_code == 404

    def test_a_stranger_is_asked_to_sign_in(self, theirs, visitor):
        for address in (MINE, NEW, *acts_of(*theirs)):
            assert visitor.client.get(address).status_code in {401, 405}
            assert visitor.client.post(address).status_code in {400, 401, 405}

    def test_one_who_was_removed_sees_nothing(self, theirs, browser, write):
        """C24: at once, in a session that is open."""
        iga = browser("iga@example.org")
        assert "Zielone" in words(iga.visit(MINE).main)
        browser("anna@example.org").send(MINE, button="Refuse: Anna Nowak")
        assert "Zielone" not in words(iga.visit(MINE).main)


class TestChange:
    def test_the_form_holds_what_is_stored(self, organisation, person, browser, read):
        slug = organisation(person(), verified=True, seat_code="266101", regon="192598184")
        anna = browser()
        page = anna.visit(f"/organizacja/{slug}/dane")
        assert page.select_one("#seat")["value"] == "Kielce"
        page = anna.send(page, phone="41 111 11 11")
        assert words(page.select_one("[role=status]")) == "Saved."
        made = stored(read)
        assert (made.phone, made.seat_code, made.spheres, made.regon) == ("41 111 11 11", "266101", ["18"], "192598184")
        page = anna.send(f"/organizacja/{slug}/dane", name="Nowa nazwa")
        assert "The offices look at it again." in words(page.select_one("[role=status]"))

    def test_the_number_of_another_is_told(self, organisation, person, browser):
        slug = organisation(person())
        organisation(person("ewa@example.org"), number="0000777777")
        page = browser().send(f"/organizacja/{slug}/dane", number="777777")
        assert "Another organisation here has this number" in words(page.main)

    def test_another_office_is_asked_and_a_refusal_is_asked_again(self, organisation, person, browser, powiat, read):
        organisation(person(), verified=True)
        page = browser().send(MINE, button="Ask also: Powiat kielecki")
        assert "The office is asked." in words(page.select_one("[role=status]"))
        with read() as session:
            assert len(session.scalars(select(Verification)).all()) == 2
            assert not session.scalars(select(Mail).where(Mail.created_at > NOW + timedelta(days=1))).all()
