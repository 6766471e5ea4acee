"""Where one can go from every page: residents, officials, administrators, the operator."""

import pytest

from tests.factories.accounts import make_account, sign_in
from tests.factories.authorities import make_authority

MENU = ".top__nav li a"
FOOT = ".foot a"


@pytest.fixture
def kielce(write):
    """Give the id of an office with its own host name."""
    with write() as session:
        return make_authority(session, host="kielce.example.org").id


def links(page, selector):
    return [link["href"] for link in page.select(selector)]


def test_a_resident_finds_what_is_open_and_help(visitor):
    page = visitor.visit("/")
    assert links(page, MENU) == ["/", "/inicjatywy", "/rekomendacje", "/sprawdz", "/pomoc"]
    assert not page.select(".top__nav form")


def test_the_page_itself_is_marked(visitor):
    assert links(visitor.visit("/pomoc"), f"{MENU}[aria-current=page]") == ["/pomoc"]


def test_the_foot_leads_to_the_declaration_privacy_and_the_way_in_for_officials(visitor):
    assert {"/deklaracja-dostepnosci", "/prywatnosc", "/wzorce", "/logowanie"} <= set(links(visitor.visit("/"), FOOT))


def test_the_name_of_an_office_leads_to_its_own_page(kielce, visitor, write):
    with write() as session:
        make_authority(session, "2604", "Powiat kielecki")
    assert links(visitor.visit("/u/kielce"), ".top__home") == ["/u/kielce"]
    assert "/deklaracja-dostepnosci?urzad=kielce" in links(visitor.visit("/u/kielce"), FOOT)
    assert links(visitor.visit("/", base_url="http://kielce.example.org"), ".top__home") == ["/"]


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        ("editor", ["/urzad", "/urzad/organizacje", "/konto"]),
        ("admin", ["/urzad", "/urzad/organizacje", "/konto", "/admin/urzedy"]),
        ("operator", ["/konto", "/admin"]),
    ],
)
def test_one_who_is_signed_in_finds_what_is_theirs(kielce, write, visitor, role, ways):
    with write() as session:
        make_account(session, "anna@example.org", role, authority_id=kielce)
    sign_in(visitor)
    page = visitor.visit("/")
    assert links(page, MENU) == ["/", "/inicjatywy", "/rekomendacje", "/sprawdz", "/pomoc", *ways]
    assert page.select_one(".top__nav form[method=post]")
    assert "/logowanie" not in links(page, FOOT)


def test_each_way_leads_somewhere(visitor):
    page = visitor.visit("/")
    for url in {*links(page, MENU), *links(page, FOOT)}:
        visitor.visit(url, cookie=True)
