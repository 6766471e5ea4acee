"""An NGO and residents remark on a draft, without JavaScript; a resident corrects, another withdraws, all check."""

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from tests.factories.accounts import english, make_account, sign_in
from tests.factories.consultations import make_office
from tests.factories.drafts import OPEN, make_draft, make_open
from tests.factories.organisations import make_organisation
from tests.page_checks import words

pytestmark = pytest.mark.both_databases
DRAFT = "/k/park-nad-silnica/projekt/1"
UNIT = f"{DRAFT}/j/par-1-ust-1"
WORDING = "Świetlica jest otwarta cztery dni w tygodniu."


@pytest.fixture(autouse=True)
def _published(write, settings, at):
    at(OPEN)
    with write() as session:
        office = make_office(session)
        make_draft(session, make_open(session, office), settings.data_dir / "files")


def code_of(page):
    return page.select_one("[data-receipt]")["data-receipt"]


def test_a_resident_proposes_better_words(app):
    resident = english(app)
    page = resident.visit(DRAFT)
    page = resident.visit(next(link["href"] for link in page.select(".talk") if "§ 1 ust. 1" in words(link)))
    assert page.url.endswith(UNIT)
    assert "Świetlica jest otwarta trzy dni w tygodniu." in words(page.select_one("[name=proposed_wording]"))

    page = resident.send(UNIT, proposed_wording=WORDING, justification="Trzy to za mało.")
    assert words(page.h1) == "Your remark is in: no. 1"
    assert [words(tag) for tag in page.select("del, ins")] == ["trzy", "cztery"]
    code = code_of(page)

    other = english(app)
    page = other.visit(UNIT)
    assert words(page.h1) == "§ 1 ust. 1: 1 remark"
    assert "Resident no. 1" in words(page.main)

    page = resident.send("/sprawdz", code=code.lower().replace("-", " "))
    assert words(page.h1) == "The office has your remark"
    assert "Received as no. 1" in words(page.main)

    page = resident.send(page, form="form[action$='/popraw']")
    page = resident.send(page, justification="Rodzice pracują do 17.00.")
    assert "Rodzice pracują do 17.00." in words(page.main)
    assert code_of(page) == code
    page = resident.send("/sprawdz", code=code)
    assert "Trzy to za mało." in words(page.main)

    page = resident.send(page, form="form[action$='/wycofaj']")
    assert words(page.h1) == "Remark no. 1 is withdrawn"
    page = resident.send("/sprawdz", code=code)
    assert words(page.h1) == "You have withdrawn this remark"
    assert "Rodzice" not in words(other.visit(UNIT).main)
    assert "withdrawn" in words(other.visit("/k/park-nad-silnica/uwagi/1").main)


def test_an_ngo_speaks_in_its_own_name(app, write):
    with write() as session:
        office = session.scalars(select(Authority)).one()
        person = make_account(session, "ngo@example.org", name="Ola Wilk")
        make_organisation(session, person, authority=office, verified=False)
    member = english(app)
    sign_in(member, "ngo@example.org", to=UNIT)
    page = member.visit(UNIT)
    chosen = next(tag["value"] for tag in page.select("[name=sender]") if tag["value"].startswith("o-"))
    page = member.send(page, proposed_wording=WORDING, justification="Tak działamy.", sender=chosen)
    assert "In the name of: Stowarzyszenie Zielone Kielce" in words(page.main)

    page = english(app).visit("/k/park-nad-silnica/uwagi")
    stamp = words(page.select_one(".stamp"))
    assert "Stowarzyszenie Zielone Kielce" in stamp
    assert "not yet verified" in stamp
    assert "Ola Wilk" not in page.text
    page = english(app).visit("/k/park-nad-silnica/uwagi?k=residents")
    assert not page.select(".records")


def test_a_remark_is_found_by_filters(app):
    visitor = english(app)
    visitor.send(UNIT, justification="Pierwsza uwaga.")
    visitor.send(f"{DRAFT}/j/calosc", justification="Druga uwaga.", kind="opinion")
    for query, count in (
        ("", 2),
        ("?q=pierwsza", 1),
        ("?j=calosc", 1),
        ("?r=opinion", 1),
        ("?d=waiting", 2),
        ("?d=accepted", 0),
        ("?k=organisations", 0),
        ("?k=residents&r=change", 1),
        ("?d=nonsense&r=%27&j=%00&p=99999999999&strona=7", 2),
    ):
        page = visitor.visit(f"/k/park-nad-silnica/uwagi{query}")
        assert len(page.select(".records > li")) == count, query
