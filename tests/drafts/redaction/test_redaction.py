"""Words taken out: the rest stays as it was, two people see it, and nobody else reads or finds the original."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from consult.audit.models import AuditEntry
from consult.drafts.models import Draft, Remark
from consult.drafts.rules.redaction import MARK, redacted, suspects, words_of
from tests.factories.consultations import signed_in
from tests.factories.drafts import OPEN, decide, make_remark, publish_decisions, stay_signed_in
from tests.page_checks import words

QUEUE = "/urzad/k/park-nad-silnica/rozpatrywanie/1"
PUBLIC = "/k/park-nad-silnica/uwagi"
SAID = "Sąsiad Nowak dzwoni na 600 700 800 codziennie."


@settings(max_examples=30)
@given(st.text(max_size=60), st.sets(st.integers(0, 12)))
def test_only_the_chosen_words_go(text, numbers):
    rest = redacted(text, numbers)
    kept = [word for number, word in enumerate(words_of(text)) if number not in numbers]
    assert [word for word in words_of(rest.replace(MARK, " ")) if word] == [
        part for word in kept for part in words_of(word.replace(MARK, " "))
    ]
    assert redacted(text, ()) == text


def test_runs_have_one_mark_and_suspects_are_found():
    assert redacted("a  b c\nd", {1, 2}) == f"a  {MARK}\nd"
    assert suspects(SAID) == {4, 5, 6}


@pytest.fixture
def person(app, write, kielce):
    def sign_in(*roles, name="Anna Nowak"):
        with write() as session:
            browser = signed_in(app, session, [kielce], *roles, name=name)
            stay_signed_in(session, OPEN)
        browser.client.set_cookie("lang", "en")
        return browser

    return sign_in


def test_two_people_take_words_out(person, draft, visitor, write, read):
    with write() as session:
        make_remark(session, session.get_one(Draft, draft), justification=SAID)
    moderator, second = person("moderator"), person("editor", name="Jan Wilk")
    page = moderator.visit(f"{QUEUE}/1/redakcja")
    ticked = [words(one.parent) for one in page.select("[name=w-justification][checked]")]
    assert ticked == ["600", "700", "800"], "what looks like a telephone number is chosen already"
    page = moderator.send(page, {"w-justification": ["1", "4", "5", "6"]})
    assert "Choose why" in words(page.main)
    page = moderator.send(page, {"w-justification": ["1", "4", "5", "6"]}, reason="third_person")
    assert not page.select("form[action*='/redakcja/zatwierdz']"), "not one's own choice"
    assert "Nowak" not in visitor.visit(f"{PUBLIC}/1").text
    page = second.send(f"{QUEUE}/1", form="form[action*='/redakcja/zatwierdz']")
    assert "Nowak" not in words(page.main)

    visitor.client.set_cookie("lang", "en")
    page = visitor.visit(f"{PUBLIC}/1")
    assert f"Sąsiad {MARK} dzwoni na {MARK} codziennie." in words(page.main)
    assert MARK not in visitor.visit(f"{PUBLIC}?q=nowak").text
    assert MARK in visitor.visit(f"{PUBLIC}?q=codziennie").text
    assert "Nowak" not in words(person("analyst").visit(f"{QUEUE}/1").main)
    page = second.send(f"{QUEUE}/1", form="form[action*='/oryginal']")
    assert SAID in words(page.main)
    with write() as session:
        remark = session.scalars(select(Remark)).one()
        decide(session, remark)
        publish_decisions(session, remark.draft)
    with visitor.fetch(f"{PUBLIC}/tabela.csv") as table:
        assert "Nowak" not in table.text
        assert MARK in table.text
    with read() as session:
        looks = session.scalars(select(AuditEntry.details).where(AuditEntry.action == "remark.original_seen")).all()
        assert len(looks) == 1
        assert "Nowak" not in str(looks)
