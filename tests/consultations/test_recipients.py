"""Whom personal data are passed on to: asked, offered, required, told (art. 13(1)(e) and (f), 13(2)(f) GDPR)."""

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.rules.privacy import USUAL_RECIPIENTS
from tests.factories.consultations import approve, make_preparing
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica"
NOTICE = "/k/park-nad-silnica/prywatnosc"


@pytest.fixture
def told(write, kielce, visitor):
    """Publish with these words, and give the notice."""

    def publish(**said):
        with write() as session:
            begun = make_preparing(session, session.get_one(Authority, kielce), **said)
            approve(session, begun)
        return visitor.visit(NOTICE)

    return publish


def test_what_is_usual_is_offered_and_kept(signed, kielce, read):
    editor = signed(kielce, "editor")
    editor.send("/urzad/k/nowa", {"title-pl": "Park nad Silnicą", "languages": ["uk"]})
    page = editor.visit(f"{DESK}/prywatnosc")
    for language in ("pl", "uk"):
        assert page.select_one(f"#recipients-{language}").text.strip() == USUAL_RECIPIENTS[language]
    editor.send(page, {"transfer-pl": "Do Kanady."})
    with read() as session:
        version = session.scalars(select(ConsultationVersion)).one()
        assert version.recipients == {code: USUAL_RECIPIENTS[code] for code in ("pl", "uk")}
        assert (version.transfer, version.automated) == ({"pl": "Do Kanady."}, {})


def test_without_it_nothing_is_published_and_it_is_offered_again(signed, kielce, preparing, write):
    with write() as session:
        session.scalars(select(ConsultationVersion)).one().recipients = {}
    editor = signed(kielce, "editor")
    page = editor.visit(f"{DESK}/publikacja")
    assert [link["href"] for link in page.select(".checks .bad a")] == [f"{DESK}/prywatnosc"]
    editor.send(f"{DESK}/prywatnosc")
    assert not editor.visit(f"{DESK}/publikacja").select(".checks .bad")


def test_the_notice_tells_it(told):
    page = told(transfer={"pl": "Serwer stoi w Kanadzie."}, automated={"pl": "Komputer losuje panel."})
    assert "na podstawie umowy z urzędem" in words(page.select_one("[aria-labelledby=recipients]"))
    assert "Kanadzie" in words(page.select_one("[aria-labelledby=recipients]"))
    assert "Komputer losuje" in words(page.select_one("[aria-labelledby=automated]"))


def test_what_is_not_said_has_no_heading(told):
    page = told()
    assert not page.select("[aria-labelledby=automated], [aria-labelledby=recipients] h3")


def test_a_notice_of_before_says_what_it_said(told, write, visitor):
    told()
    with write() as session:
        session.scalars(select(ConsultationVersion)).one().recipients = {}
    assert not visitor.visit(NOTICE).select("[aria-labelledby=recipients]")


def test_a_preview_says_in_each_part_what_is_missing(signed, kielce, write, read):
    editor = signed(kielce, "editor", "admin")
    editor.send("/urzad/k/nowa", {"title-pl": "Park nad Silnicą"})
    page = editor.visit(f"{DESK}/podglad")
    steps = {part: {link["href"].removeprefix(DESK) for link in page.select(f"{part} .gap a")} for part in PARTS}
    assert steps == PARTS
    reader = signed(kielce, "analyst").visit(f"{DESK}/podglad")
    assert len(reader.select(".gap")) == len(page.select(".gap"))
    assert not reader.select(".gap a")
    with read() as session:
        assert session.scalars(select(Consultation.published_number)).all() == [None]


PARTS = {
    "[aria-labelledby=about]": {"/tresc"},
    "[aria-labelledby=dates]": {"/kalendarz"},
    "[aria-labelledby=decides]": {"/tresc"},
    "[aria-labelledby=formal]": {"/procedury"},
    "[aria-labelledby=people]": {"/osoby"},
    "[aria-labelledby=scope]": {"/tresc"},
    "[aria-labelledby=ways]": {"/osoby", "/prywatnosc"},
}
