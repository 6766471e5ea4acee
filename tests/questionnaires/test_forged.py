"""What a browser of ours would not send, and forms with little to ask: nothing breaks, and nobody counts twice."""

import pytest
from sqlalchemy import select

from consult.mail.models import Mail
from consult.participation import codes
from consult.questionnaires.models import Questionnaire
from tests.questionnaires.conftest import ADDRESS, LATER, OPEN
from tests.questionnaires.sampling import document, options
from tests.questionnaires.test_entering import enter, opened
from tests.questionnaires.test_views import FORM, fields, main, receipt

__all__ = ["opened"]


def test_a_correction_of_what_was_never_sent_spends_the_code(visitor, opened, stored, at):
    (code, *_others) = opened("codes", 20, "text")
    first, second = fields(enter(visitor, code)), fields(enter(visitor, code))
    at(OPEN + LATER)

    def correct(slot, name, status=200):
        sent = slot | {"a.name": name, "go": "correction"}
        return visitor._page(visitor.client.post(f"{ADDRESS}/1", data=sent), status)

    receipt(correct(first, "Zielony"))
    assert "Czerwony" in main(correct(second, "Czerwony", 409))
    receipt(correct(first, "Biały"))
    assert [row.answers for row in stored()] == [{"name": "Biały"}]


def test_a_code_that_was_withdrawn_after_the_form_was_begun(visitor, opened, stored, write, at):
    (code, *_others) = opened("codes", 20, "text")
    page = enter(visitor, code)
    at(OPEN + LATER)
    with write() as session:
        codes.withdraw_unused(session, session.scalar(select(Questionnaire.id)), 1)
    page = visitor.send(page, {"a.name": "Zielony"}, form=FORM, status=403)
    assert "Zielony" in main(page)
    assert stored() == []


def test_buttons_that_no_page_has(visitor, begin):
    sent = fields(begin("sections")) | {"a.a": "x"}
    for go in ("0000019", "1" * 5000, "²", "-1", "next\0", ""):
        assert visitor.client.post(f"{ADDRESS}/1", data=sent | {"go": go}).status_code == 200, go


def test_a_first_section_that_nobody_sees(visitor, begin):
    said = document("logic")
    mark = said["sections"][0]["questions"].pop(0)
    said["sections"].insert(0, {"key": "marks", "questions": [mark]})
    assert begin(said).find(id="a.osoby")


def test_where_nothing_is_left_to_ask(visitor, begin, stored):
    said = document("single")
    said["sections"][0]["questions"][0]["if"] = {"question": "mark", "op": "=", "value": "a"}
    mark = {"key": "mark", "kind": "hidden", "text": "Z", "options": options("a", "b"), "usual": "b"}
    said["sections"].insert(0, {"key": "marks", "questions": [mark]})
    page = begin(said)
    assert visitor.client.post(f"{ADDRESS}/1", data=fields(page) | {"go": "back"}).status_code == 200
    receipt(visitor.send(page, form=FORM, button="next"))
    assert [row.answers for row in stored()] == [{"mark": "b"}]


def test_the_poster_and_the_language_go_through_the_mail(visitor, opened, read):
    opened("mail", 0, "logic")
    visitor.send(visitor.visit(f"{ADDRESS}/1?plakat=rynek&lang=en"), {"email": "anna@example.org"})
    with read() as session:
        link = session.scalar(select(Mail)).values["url"].removeprefix("http://localhost")
    assert "lang=en" in link
    assert fields(visitor.visit(link))["a.plakat"] == "rynek"


def test_scripts_that_ran_on_one_page_alone(visitor, begin, stored):
    sent = fields(begin("routing")) | {"a.visits": "no", "a.why_not": "daleko", "scripted": "yes", "go": "next"}
    page = visitor._page(visitor.client.post(f"{ADDRESS}/1", data=sent), 200)
    assert "scripted" not in fields(page), "the next page may come without scripts"
    page = visitor.send(page, form=FORM, button="back")
    assert page.find(id="a.why_not")["value"] == "daleko"
    late = fields(page) | {"a.why_not": "x" * 3000, "scripted": "yes", "go": "next"}
    answer = visitor.client.post(f"{ADDRESS}/2", data=late)
    assert answer.status_code == 200
    assert 'id="a.visits-0"' in answer.text, "scripts came back: the pages of the section are one again"


@pytest.mark.parametrize("words", ["\0", "\ud800", "x" * 1_000_000, "\u202e<script>&#0;\"'", "👩‍👩‍👧" * 3, "=1+1"])
def test_any_words_in_any_field(visitor, begin, stored, words):
    page = begin("logic")
    names = [tag["name"] for tag in page.select(f"{FORM} [name]") if tag["name"] not in {"slot", "go", "subject"}]
    data = words.encode("utf-8", "surrogatepass")
    sent = fields(page) | dict.fromkeys([*names, "go", "pass", "scripted", "kiosk", "about.class", "a.zle"], data)
    answer = visitor.client.post(f"{ADDRESS}/1", data=sent)
    assert answer.status_code in {200, 413}
    assert b"<script>&#0;" not in answer.data
    assert visitor.client.post(f"{ADDRESS}/1", data={**sent, "saved": data, "go": "save"}).status_code in {200, 413}
