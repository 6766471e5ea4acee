"""What officials do beside moves: files, ideas that become initiatives, signatures by law; and what mails say."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.consultations.origins import Said
from consult.initiatives.instrument import Initiatives
from consult.initiatives.models import Initiative, InitiativeApplicant
from consult.initiatives.operations.office import forget_applicants
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.operations.support import support
from consult.initiatives.queries import find_initiative
from consult.initiatives.rules.stages import Kind
from consult.mail.letters import render
from tests.factories.consultations import official
from tests.factories.initiatives import NOW, make_initiative, make_move, make_public, open_call
from tests.files.test_pictures import png
from tests.page_checks import words

ON_DESK = "/urzad/inicjatywy/kielce-1"


def test_a_photograph_needs_words_and_everybody_sees_it(public, desk, kielce, visitor):
    public()
    editor = desk("editor", kielce)
    said = {"title": "Plac w maju"}
    page = editor.send(ON_DESK, said, file=(BytesIO(png()), "plac.png"), button="Add")
    assert page.select_one("#alt-error")
    editor.send(ON_DESK, said, alt="Pusty plac", file=(BytesIO(png()), "plac.png"), button="Add")
    picture = visitor.visit("/inicjatywy/kielce-1").select_one("main img")
    assert picture["alt"] == "Pusty plac"
    with visitor.fetch(picture["src"]) as given:
        assert given.mimetype == "image/png"
    editor.send(ON_DESK, button="Remove")
    assert not visitor.visit("/inicjatywy/kielce-1").select("main img")


def test_a_comment_of_the_office_is_public_and_other_kinds_are_filtered_away(public, desk, kielce, visitor):
    public()
    desk("clerk", kielce).send(ON_DESK, comment="Byliśmy na miejscu.", button="Publish the comment")
    assert "Byliśmy na miejscu." in visitor.visit("/inicjatywy/kielce-1").text
    found = "/inicjatywy?q=ogrod+rower"
    assert "Ogród za" not in words(visitor.visit(found).main)
    assert "Ogród za" in words(visitor.visit("/inicjatywy?q=ogrod+bibliotek&etap=going").main)
    assert "Show all" in words(visitor.visit("/inicjatywy?rodzaj=local").main)


def test_an_office_says_how_it_takes_initiatives(desk, kielce, visitor):
    editor = desk("editor", kielce)
    place = "/urzad/inicjatywy/zasady/kielce/budzet-obywatelski"
    page = editor.send(place, {"criteria-0-words": "Wykonalność", "criteria-0-most": "200"}, is_open=True)
    assert "from 1 to 100" in words(page.select_one(".problems"))
    editor.send(page, {"criteria-0-most": "10"}, support_needed="50000")
    page = visitor.visit("/inicjatywy/zglos/kielce/budzet-obywatelski")
    assert "people have to support it" in words(page.main)
    assert "50,000" not in page.text
    visitor.visit("/inicjatywy/zglos/kielce/otwarty-nabor", status=404)


def test_under_a_draft_resolution_signatures_alone_count(write, kielce, visitor):
    with write() as session:
        made = make_public(session, get_authority(session, kielce.id), Kind.RESOLUTION, support=5)
        assert made.support_needed == 300
        with pytest.raises(NotNow):
            support(session, made.id, "0" * 64)
    page = visitor.visit("/inicjatywy/kielce-1/poparcie")
    assert "signatures on paper" in words(page.main)
    assert not page.select("main form")


def test_an_idea_becomes_an_initiative_once(app, write, kielce, desk, read):
    desk("editor", kielce)
    destination = Initiatives()
    with app.test_request_context(), write() as session:
        authority = get_authority(session, kielce.id)
        editor, analyst = official(authority, "editor"), official(authority, "analyst")
        said = Said("idea", "17", kielce.id, None, "Ławki nad rzeką", "Pięć ławek.")
        assert not destination.may_take(session, editor, said)
        open_call(session, authority)
        assert not destination.may_take(session, analyst, said)
        where = destination.take(session, editor, NOW, said)
        assert destination.take(session, editor, NOW, said) == where == f"{ON_DESK}/karta"
        assert destination.made_of(session, "idea", ["17"]) == {}
        made = session.scalars(select(Initiative)).one()
        assert (made.title, made.origin_kind, made.origin_id, made.is_public) == (
            "Ławki nad rzeką",
            "idea",
            "17",
            False,
        )
        make_move(session, made, "publish")
        (link,) = destination.made_of(session, "idea", ["17"])["17"]
        assert (link.text, link.url) == ("Ławki nad rzeką", "/inicjatywy/kielce-1")


def test_who_applied_is_forgotten_a_year_after_a_refusal(write, kielce):
    with write() as session:
        authority = get_authority(session, kielce.id)
        open_call(session, authority)
        made = make_initiative(session, authority)
        make_move(session, made, "withdraw")
        assert forget_applicants(session, now=NOW + timedelta(days=365)) == 0
        assert forget_applicants(session, now=NOW + timedelta(days=368)) == 2
        assert session.scalars(select(InitiativeApplicant)).all() == []
        assert find_initiative(session, "kielce-1").title == "Ogród za biblioteką"


@pytest.mark.parametrize(("message", "more"), [("moved", {"stage": "formal", "is_public": True}), ("support", {})])
def test_a_mail_names_the_initiative_and_the_way(app, message, more):
    values = {"title": "Ogród <&>\nBcc: x@example.org", "url": "http://localhost/inicjatywy/kielce-1"} | more
    with app.test_request_context():
        letter = render(f"initiatives/mail/{message}", values, "pl", "Kielce")
    assert values["url"] in letter.body
    assert "\n" not in letter.subject
