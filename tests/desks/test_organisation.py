"""The page of those who act for an organisation, and its page for everybody."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from consult.accounts.queries import get_account
from consult.authorities.queries import find_by_slug, find_by_teryt
from consult.drafts.models import Remark
from consult.drafts.rules.decisions import State
from consult.extensions import db
from consult.organisations.models import Membership
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.authorities import make_authority
from tests.factories.consultations import make_office
from tests.factories.drafts import OPEN, decide, make_draft, make_open, make_remark, publish_decisions
from tests.factories.organisations import let_in, make_organisation
from tests.page_checks import words

PAGE = "/organizacja"
LATER = OPEN + timedelta(minutes=1)
"""A moment at which the app has noticed the second office."""


@pytest.fixture
def anna(app, write):
    """Give the browser of Anna, who acts for nobody yet, and her id."""
    app.extensions["passwords"] = CHEAP
    with write() as session:
        make_authority(session)
        account_id = make_account(session, "anna@example.org").id
    browser = english(app)
    sign_in(browser)
    return browser, account_id


@pytest.fixture
def organisations(write, anna):
    """Make organisations of Anna's, each with this many other people."""

    def make(number, people=0, first=0, **values):
        with write() as session:
            account, office = get_account(session, anna[1]), find_by_slug(session, "kielce")
            for one in range(first, first + number):
                made = make_organisation(session, account, authority=office, name=f"Organizacja {one}", **values)
                for other in range(people):
                    person = make_account(session, f"p{one}-{other}@example.org", name=f"Osoba {other}")
                    let_in(session, made, person, "member", authority=office)

    return make


@pytest.fixture
def statements(app):
    @contextmanager
    def counting():
        asked = []

        def note(_connection, _cursor, statement, *_rest):
            asked.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        yield asked
        event.remove(engine, "before_cursor_execute", note)

    return counting


def test_it_says_how_to_begin(anna):
    page = anna[0].visit(PAGE)
    assert words(page.h1) == "My organisation"
    assert page.select("main a[href='/organizacja/nowa']")


def test_it_is_private(anna, visitor):
    visitor.visit(PAGE, status=401)
    assert anna[0].fetch(PAGE).headers["Cache-Control"] == "no-store"


def test_several_stand_on_one_page(anna, organisations):
    organisations(2, people=1, verified=True)
    page = anna[0].visit(PAGE)
    assert words(page.h1) == "You act for 2 organisations"
    assert [words(heading) for heading in page.select("main h2")] == ["Organizacja 0", "Organizacja 1"]


@pytest.mark.both_databases
def test_many_people_cost_as_much_as_few(anna, organisations, statements):
    browser, _ = anna
    organisations(1, people=1, verified=True)
    browser.visit(PAGE)
    with statements() as few:
        browser.visit(PAGE)
    organisations(3, people=8, verified=True, first=1)
    with statements() as many:
        page = browser.visit(PAGE)
    assert len(page.select("main tbody tr")) == 2 + 3 * 9
    assert len(many) == len(few)


class TestForEverybody:
    """Its page for everybody: what it proposed, and what became of it."""

    @pytest.fixture(autouse=True)
    def _now(self, at):
        at(OPEN)

    @pytest.fixture
    def remarked(self, write, anna, settings):
        """Let an organisation of Anna's write this many remarks in an office, each answered, and give its address."""

        def make(count, *, published, teryt="2661011"):
            with write() as session:
                office = find_by_teryt(session, teryt) or make_office(session, teryt, "Powiat kielecki")
                office.controller, office.data_protection_officer = {"pl": "Prezydent"}, "Jan Brzoza"
                consultation = make_open(session, office, f"Park {teryt}")
                draft = make_draft(session, consultation, settings.data_dir / "files")
                speaks = session.scalars(select(Membership)).one()
                for number in range(count):
                    remark = make_remark(
                        session, draft, actor=speaks.account, membership=speaks, justification=f"Zdanie {number}."
                    )
                    decide(session, remark, reason=f"Powód {number}.")
                if published:
                    publish_decisions(session, draft)

        return make

    def test_published_decisions_only(self, organisations, remarked, visitor, app, at):
        organisations(1, verified=True)
        page = english(app).visit("/organizacje/organizacja-0")
        assert "Nothing so far." in words(page.main)
        remarked(1, published=False)
        page = english(app).visit("/organizacje/organizacja-0")
        assert "Zdanie 0." in words(page.main)
        assert "waits for an answer" in words(page.main)
        assert "Powód 0." not in page.text
        remarked(2, published=True, teryt="2604")
        at(LATER)
        page = english(app).visit("/organizacje/organizacja-0")
        assert "3 remarks on drafts. 2 have an answer." in words(page.main)
        assert "Powód 1." in words(page.main)
        assert page.select("main a[href='/k/park-2604/uwagi/1']")
        assert visitor.is_stranger

    def test_held_and_withdrawn_ones_are_not_there(self, organisations, remarked, write, app):
        organisations(1, verified=True)
        remarked(3, published=False)
        with write() as session:
            first, second, _third = session.scalars(select(Remark).order_by(Remark.number))
            first.is_held, second.state = True, State.WITHDRAWN
        page = english(app).visit("/organizacje/organizacja-0")
        assert "Zdanie 2." in words(page.main)
        assert "Zdanie 0." not in page.text
        assert "Zdanie 1." not in page.text

    def test_an_office_on_its_own_host_shows_its_own(self, organisations, remarked, write, app, at):
        organisations(1, verified=True)
        remarked(1, published=True)
        remarked(1, published=True, teryt="2604")
        with write() as session:
            find_by_teryt(session, "2604").host = "powiat.example.org"
        at(LATER)
        answer = app.test_client().get("/organizacje/organizacja-0", base_url="http://powiat.example.org")
        assert "/k/park-2604/uwagi/1" in answer.text
        assert "/k/park-2661011/uwagi/1" not in answer.text

    @pytest.mark.both_databases
    def test_many_remarks_cost_as_much_as_few_and_stand_on_pages(self, organisations, remarked, statements, app, at):
        organisations(1, verified=True)
        remarked(22, published=True)
        browser = english(app)
        browser.visit("/organizacje/organizacja-0")
        with statements() as few:
            browser.visit("/organizacje/organizacja-0")
        remarked(22, published=True, teryt="2604")
        at(LATER)
        browser.visit("/organizacje/organizacja-0")
        with statements() as many:
            page = browser.visit("/organizacje/organizacja-0?strona=2")
        assert len(page.select(".records > li")) == 20
        assert page.select_one("[rel=prev]")
        assert page.select_one("[rel=next]")
        assert len(many) == len(few)
