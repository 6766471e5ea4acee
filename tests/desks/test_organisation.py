"""The page of those who act for an organisation."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from consult.accounts.queries import get_account
from consult.authorities.queries import find_by_slug
from consult.extensions import db
from tests.factories.accounts import CHEAP, english, make_account, sign_in
from tests.factories.authorities import make_authority
from tests.factories.organisations import let_in, make_organisation
from tests.page_checks import words

PAGE = "/organizacja"


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
