"""Officials set up their office, and only theirs."""

from datetime import timedelta

import pytest

from consult import clock
from consult.accounts.models import Account, RoleGrant, WebSession
from consult.accounts.rules import hash_of, new_token
from consult.authorities.queries import find_by_slug
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.pages import Visitor

OFFICES = "/admin/urzedy"
KIELCE = f"{OFFICES}/kielce"
POWIAT = f"{OFFICES}/powiat-kielecki"


@pytest.fixture(autouse=True)
def _offices(write):
    with write() as session:
        make_authority(session, host="kielce.example.pl")
        make_authority(session, POWIAT_KIELECKI, "Powiat kielecki")


@pytest.fixture
def official(app, write):
    """Sign somebody in: `official("admin", "kielce")`."""

    def sign_in(role, slug=None):
        token, now = new_token(), clock.now()
        with write() as session:
            grant = RoleGrant(role=role, authority_id=find_by_slug(session, slug).id if slug else None)
            account = Account(email="a@example.org", email_key=token, name="A. B.", created_at=now, roles=[grant])
            session.add(account)
            session.flush()
            session.add(
                WebSession(
                    id=hash_of(token),
                    account_id=account.id,
                    data={"_user_id": str(account.id)},
                    created_at=now,
                    seen_at=now,
                    expires_at=now + timedelta(hours=1),
                )
            )
        client = app.test_client()
        client.set_cookie(app.config["SESSION_COOKIE_NAME"], token)
        return Visitor(client)

    return sign_in


def links(page):
    return [link["href"] for link in page.select("main table th a")]


def test_an_administrator_sees_the_own_office_alone(official):
    admin = official("admin", "kielce")
    assert links(admin.visit(OFFICES)) == [KIELCE]
    admin.visit(KIELCE)
    admin.visit(POWIAT, status=404)


def test_an_operator_sees_all_offices(official):
    operator = official("operator")
    assert links(operator.visit(OFFICES)) == [KIELCE, POWIAT]
    operator.visit(POWIAT)


def test_others_learn_nothing(official, visitor):
    editor = official("editor", "kielce")
    editor.visit(OFFICES, status=404)
    editor.visit(KIELCE, status=404)
    assert visitor.client.get(KIELCE).status_code == 401


def test_another_office_cannot_be_changed(official, read):
    admin = official("admin", "kielce")
    token = admin.visit(KIELCE).select_one("[name=csrf_token]")["value"]
    answer = admin.client.post(POWIAT, data={"csrf_token": token, "name": "Mine", "brand": "#000000"})
    assert answer.status_code == 404
    with read() as session:
        assert find_by_slug(session, "powiat-kielecki").name == "Powiat kielecki"


def test_an_office_is_set_up(official, read):
    admin = official("admin", "kielce")
    page = admin.send(
        admin.visit(KIELCE),
        {
            "brand": "#1F4A86",
            "languages": ["uk"],
            "requires_four_eyes": False,
            "hours-pl": "pon.–pt. 7.30–15.30",
            "controller-pl": "Prezydent Miasta",
            "accessibility_made_on": "1.03.2026",
        },
    )
    assert page.select_one("[role=status]")
    with read() as session:
        kielce = find_by_slug(session, "kielce")
        assert (kielce.brand, kielce.languages, kielce.requires_four_eyes) == ("#1f4a86", ["pl", "uk"], False)
        assert (kielce.hours, kielce.controller) == ({"pl": "pon.–pt. 7.30–15.30"}, {"pl": "Prezydent Miasta"})
        assert kielce.accessibility_made_on.isoformat() == "2026-03-01"
        assert kielce.host == "kielce.example.pl"


def test_a_pale_colour_comes_back_with_one_that_works(official, read):
    admin = official("admin", "kielce")
    page = admin.send(admin.visit(KIELCE), brand="#ffcc00", address="ul. Nowa 1")
    assert "#7f6600" in page.select_one(".problems a[href='#brand']").text
    assert "#7f6600" in page.select_one("#brand-error").text
    assert page.select_one("#brand")["value"] == "#ffcc00"
    assert page.select_one("#address").text.strip() == "ul. Nowa 1"
    with read() as session:
        assert find_by_slug(session, "kielce").address == ""


@pytest.mark.parametrize("host", ["kielce.example.pl", "powiat"])
def test_a_host_name_that_cannot_be(official, host):
    operator = official("operator")
    page = operator.send(operator.visit(POWIAT), host=host)
    assert page.select_one(".problems a[href='#host']")


def test_only_the_operator_gives_host_names(official, read):
    assert not official("admin", "kielce").visit(KIELCE).select("#host")
    operator = official("operator")
    operator.send(operator.visit(POWIAT), host="Powiat.Example.PL")
    with read() as session:
        assert find_by_slug(session, "powiat-kielecki").host == "powiat.example.pl"
