"""The form: its pages, its mistakes, what it keeps, and how it is taken."""

import re
from datetime import timedelta

import pytest

from consult.participation.rules.intake import GRACE
from consult.questionnaires import showing
from consult.questionnaires.queries import find_questionnaire
from tests.factories.questionnaires import make_asked
from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, CLOSES, LATER, OPEN
from tests.questionnaires.sampling import SAMPLES, document

FORM = "#answers"
EN = "?lang=en"


def main(page):
    return words(page.select_one("main"))


def receipt(page):
    return page.select_one("[data-receipt]")["data-receipt"]


def fields(page):
    """List what the form would send as it stands."""
    return {tag["name"]: tag.get("value") for tag in page.select(f"{FORM} input[type=hidden]")}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.complete
def test_every_sample_is_shown(visitor, asked, name):
    visitor.visit(asked(name))
    page = visitor.visit(f"{ADDRESS}/1")
    assert page.headers["cache-control"] == "no-store"
    assert "set-cookie" not in page.headers
    assert page.select_one(f"{FORM} input[name=slot]")
    assert showing.MARK not in str(page)


def test_the_intro_says_what_it_is_and_can_be_kept(visitor, asked):
    page = visitor.visit(asked("about") + EN)
    said = main(page)
    assert "czyj głos" in said
    assert "about 1 minute" in said
    assert "You answer anonymously" in said
    assert "until 31 March 2026" in said
    assert page.select_one(f"main a[href^='{ADDRESS}/1']")
    assert visitor.visit(ADDRESS, cookie=True).headers["cache-control"] == "public, no-cache"


def test_nothing_is_there_before_it_is_published(visitor, kielce, write, at):
    visitor.visit(ADDRESS, 404)
    visitor.visit(f"{ADDRESS}/1", 404)


def test_before_it_opens(visitor, asked, at):
    asked()
    at(OPEN - timedelta(days=1))
    assert "10 marca" in main(visitor.visit(ADDRESS))
    assert visitor.visit(f"{ADDRESS}/1").url.endswith(ADDRESS)


def test_after_the_close(visitor, asked, at):
    asked()
    at(CLOSES)
    assert not visitor.visit(ADDRESS).select("main .buttons")
    visitor.visit(f"{ADDRESS}/1", 410)


def test_a_later_page_cannot_be_opened_by_itself(visitor, asked):
    asked("sections")
    assert visitor.visit(f"{ADDRESS}/2").url.endswith("/1")
    visitor.client.post(f"{ADDRESS}/9", data={})


def test_a_mistake_is_told_above_and_beside_and_all_is_kept(visitor, begin):
    page = visitor.send(begin("text"), {"a.name": "x" * 21, "a.why": 'bo <b>tak</b> & "nie"'}, form=FORM)
    link = page.select_one(".problems a")
    assert link["href"] == "#a.name"
    assert words(page.find(id="a.name-error")).removeprefix("Błąd: ") in words(link)
    assert page.find(id="a.name")["value"] == "x" * 21
    assert page.find(id="a.name")["aria-invalid"] == "true"
    assert page.find(id="a.why").get_text() == 'bo <b>tak</b> & "nie"'


def test_a_matrix_names_the_row(visitor, begin):
    page = visitor.send(begin("matrix"), {"a.weight.light": "5"}, form=FORM)
    assert [link["href"] for link in page.select(".problems a")] == ["#a.weight.benches-0"]
    assert "ławki" in words(page.select_one(".problems a"))
    assert page.select_one("input[name='a.weight.light'][checked]")["value"] == "5"


def test_an_answer_is_kept_and_the_receipt_comes_at_once(visitor, begin, stored):
    page = visitor.send(begin("multiple"), {"a.tasks": ["own", "help"], "a.tasks.own": "psy"}, form=FORM)
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", receipt(page))
    assert visitor.is_stranger
    (row,) = stored()
    assert row.answers == {"tasks": ["help", "own"], "tasks.own": "psy"}
    assert (row.language, row.channel, row.is_late, row.submitted_on) == ("pl", "web", False, OPEN.date())
    assert (row.participant_class, row.area) == (None, None)
    assert receipt(page) not in str(vars(row))


def test_as_whom_and_where_from(visitor, begin, stored):
    page = begin("about")
    assert "Busko-Zdrój" in words(page.select_one("select"))
    visitor.send(page, {"a.often": "daily", "about.class": "organisation", "about.area": "260101"}, form=FORM)
    (row,) = stored()
    assert (row.participant_class, row.area) == ("organisation", "260101")


def test_what_is_not_asked_is_not_kept(visitor, begin, stored):
    slot = fields(begin("single"))["slot"]
    sent = {"slot": slot, "a.often": "daily", "about.class": "resident", "about.area": "260101", "is_late": "1",
            "version_id": "x", "a.nobody": "1", "go": "next"}  # fmt: skip
    visitor.client.post(f"{ADDRESS}/1", data=sent)
    (row,) = stored()
    assert (row.answers, row.participant_class, row.area, row.is_late) == ({"often": "daily"}, None, None, False)


def test_a_foreign_class_is_none(visitor, begin, stored):
    slot = fields(begin("about"))["slot"]
    visitor.client.post(f"{ADDRESS}/1", data={"slot": slot, "about.class": "king", "about.area": "999999"})
    (row,) = stored()
    assert (row.answers, row.participant_class, row.area) == ({}, None, None)


def test_pages_lead_on_and_back_and_nothing_is_lost(visitor, begin, stored):
    page = begin("sections")
    assert "1 z 2" in main(page) or "1 of 2" in main(page)
    page = visitor.send(page, {"a.a": "pierwsza"}, form=FORM, button="next")
    assert fields(page)["a.a"] == "pierwsza"
    page = visitor.send(page, {"a.b": "druga"}, form=FORM, button="back")
    assert page.find(id="a.a")["value"] == "pierwsza"
    assert fields(page)["a.b"] == "druga"
    page = visitor.send(page, {"a.a": "zmieniona"}, form=FORM, button="next")
    assert page.find(id="a.b")["value"] == "druga"
    page = visitor.send(page, form=FORM, button="next")
    assert "zmieniona" in main(page)
    assert stored() == []
    page = visitor.send(page, form=FORM, button="1")
    page = visitor.send(page, {"a.a": ""}, form=FORM, button="review")
    assert page.select("#answers .error")
    page = visitor.send(page, {"a.a": "trzecia"}, form=FORM, button="review")
    assert "trzecia" in main(page), "a change leads back to the look at everything"
    receipt(visitor.send(page, form=FORM, button="next"))
    assert [row.answers for row in stored()] == [{"a": "trzecia", "b": "druga"}]


def test_answers_lead_to_other_pages(visitor, begin, stored):
    page = visitor.send(begin("routing"), {"a.visits": "no", "a.likes": ["water"]}, form=FORM, button="next")
    assert page.find(id="a.why_not")
    page = visitor.send(page, {"a.why_not": "daleko"}, form=FORM, button="next")
    assert page.find(id="a.more"), "water is not asked of one who does not go there"
    page = visitor.send(page, form=FORM, button="back")
    page = visitor.send(page, form=FORM, button="back")
    page = visitor.send(page, {"a.visits": "yes"}, form=FORM, button="next")
    page = visitor.send(page, {"a.water": "4"}, form=FORM, button="next")
    page = visitor.send(page, {"a.last": "nic"}, form=FORM, button="next")
    assert "daleko" not in main(page)
    receipt(visitor.send(page, form=FORM, button="next"))
    assert [row.answers for row in stored()] == [{"visits": "yes", "likes": ["water"], "water": 4, "last": "nic"}]


def test_a_page_jumped_over_is_shown_with_its_mistakes(visitor, begin, stored):
    slot = fields(begin("sections"))["slot"]
    page = visitor._page(visitor.client.post(f"{ADDRESS}/3", data={"slot": slot, "a.b": "druga"}), 200)
    assert page.select_one(".problems a")["href"] == "#a.a"
    assert fields(page)["a.b"] == "druga"
    assert stored() == []


def test_the_language_changes_and_the_answers_stay(visitor, begin, stored):
    page = begin("languages")
    english = next(button for button in page.select(".lang button") if button["lang"] == "en")
    sent = {"slot": fields(page)["slot"], "a.often": "daily", "a.why": "drzewa", "go": english["value"]}
    page = visitor._page(visitor.client.post(english["formaction"], data=sent), 200)
    assert page.html["lang"] == "en"
    assert words(page.h1) == "Park"
    assert page.find(id="a.why").get_text() == "drzewa"
    assert page.select_one("input[value=daily]").has_attr("checked")
    receipt(visitor.send(page, form=FORM))
    assert [(row.language, row.answers["why"]) for row in stored()] == [("en", "drzewa")]


def test_a_slot_that_is_not_ours(visitor, begin, stored):
    begin("text")
    sent = {"slot": "A" * 75, "a.name": "Zielony", "a.why": "bo tak"}
    page = visitor._page(visitor.client.post(f"{ADDRESS}/1", data=sent), 400)
    assert page.find(id="a.name")["value"] == "Zielony"
    assert stored() == []
    receipt(visitor.send(page, form=FORM))
    assert len(stored()) == 1


def test_a_slot_of_another_questionnaire(visitor, begin, write, stored):
    slot = fields(begin("single"))["slot"]
    with write() as session:
        make_asked(session, find_questionnaire(session, "park-nad-silnica", 1).consultation, "text")
    visitor.client.post("/k/park-nad-silnica/ankieta/2/1", data={"slot": slot, "a.name": "x"})
    assert stored() == []


def test_another_site_is_refused(visitor, begin, stored):
    slot = fields(begin())["slot"]
    sent = {"slot": slot, "a.often": "daily"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert visitor.client.post(f"{ADDRESS}/1", data=sent, headers=headers).status_code == 403
    assert stored() == []


def test_the_same_form_again_gives_the_same_receipt(visitor, begin, stored, at):
    page = begin()
    first = visitor.send(page, {"a.often": "daily"}, form=FORM)
    at(CLOSES + timedelta(days=30))
    assert receipt(visitor.send(page, {"a.often": "daily"}, form=FORM)) == receipt(first)
    assert len(stored()) == 1


def test_other_answers_under_the_same_form(visitor, begin, stored):
    page = begin()
    first = visitor.send(page, {"a.often": "daily"}, form=FORM)
    question = visitor.send(page, {"a.often": "never"}, form=FORM, status=409)
    assert len(stored()) == 1
    corrected = visitor.send(question, button="correction")
    assert receipt(corrected) == receipt(first)
    assert [row.answers for row in stored()] == [{"often": "never"}]


def test_another_person_at_the_same_form(visitor, begin, stored, at):
    page = begin()
    first = visitor.send(page, {"a.often": "daily"}, form=FORM)
    question = visitor.send(page, {"a.often": "never"}, form=FORM, status=409)
    at(OPEN + 2 * LATER)
    another = visitor.send(question, button="next")
    assert receipt(another) != receipt(first)
    assert sorted(row.answers["often"] for row in stored()) == ["daily", "never"]


def test_begun_before_the_close_and_sent_after_it(visitor, begin, stored, at):
    page = begin()
    at(CLOSES + GRACE - timedelta(seconds=1))
    late = visitor.send(page, {"a.often": "daily"}, form=FORM)
    assert receipt(late)
    assert late.select(".note--info")
    assert [row.is_late for row in stored()] == [True]


def test_too_late_gives_back_what_was_typed(visitor, begin, stored, at):
    page = begin("text")
    at(CLOSES + GRACE)
    page = visitor.send(page, {"a.name": "Zielony", "a.why": "bo\ntak"}, form=FORM, status=410)
    assert "Zielony" in main(page)
    assert "bo tak" in main(page)
    assert stored() == []


def test_an_older_version_is_still_taken(visitor, begin, write, stored, read):
    page = begin("single")
    with write() as session:
        questionnaire = find_questionnaire(session, "park-nad-silnica", 1)
        make_asked(session, questionnaire.consultation, "text", questionnaire=questionnaire, reason={"pl": "Błąd."})
    assert "Błąd." in main(visitor.visit(ADDRESS))
    assert visitor.visit(f"{ADDRESS}/1").select_one("#a\\.name")
    receipt(visitor.send(page, {"a.often": "daily"}, form=FORM))
    assert stored()[0].answers == {"often": "daily"}


def test_what_comes_faster_than_people_is_taken_and_labelled(visitor, asked, stored):
    page = visitor.visit(f"{asked()}/1")
    receipt(visitor.send(page, {"a.often": "daily"}, form=FORM))
    assert [row.doubt for row in stored()] == ["fast"]


def test_the_largest_form_fits(visitor, begin, stored):
    said = document("text")
    texts = [{"key": f"q{n}", "kind": "text", "long": True, "max": 20_000, "text": {"pl": "T"}} for n in range(7)]
    said["sections"][0]["questions"] = texts
    sent = {f"a.q{n}": "😀" * 20_000 for n in range(7)}
    receipt(visitor.send(begin(said), sent, form=FORM))
    assert {len(words) for words in stored()[0].answers.values()} == {20_000}


@pytest.mark.parametrize("typed", ["\x00", "a\x1fb"])
def test_what_cannot_be_stored_is_refused_and_kept(visitor, begin, typed, stored):
    slot = fields(begin("text"))["slot"]
    answer = visitor.client.post(f"{ADDRESS}/1", data={"slot": slot, "a.name": "ok", "a.why": typed + "słowa"})
    assert answer.status_code == 200
    assert "słowa" in answer.text
    assert stored() == []


def test_the_page_is_rendered_once(visitor, begin, monkeypatch):
    begin()
    page = visitor.visit(f"{ADDRESS}/1")
    monkeypatch.setattr(showing, "render_template", None)
    again = visitor.visit(f"{ADDRESS}/1")
    assert fields(again)["slot"] != fields(page)["slot"]


def test_the_consultation_leads_to_it(visitor, asked):
    asked()
    page = visitor.visit("/k/park-nad-silnica")
    assert page.select_one(f".card a[href='{ADDRESS}']")


def test_a_copy_of_what_was_sent_and_of_nothing_else(visitor, begin, stored):
    page = visitor.send(begin("text"), {"a.name": "Zielony", "a.why": "bo tak"}, form=FORM)
    form = "form[action$='/kopia']"
    copy = visitor.send(page, form=form, button="page")
    assert receipt(page) in main(copy)
    assert "Zielony" in main(copy)
    sent = {tag["name"]: tag["value"] for tag in page.select(f"{form} input[type=hidden]")}
    answer = visitor.client.post(f"{ADDRESS}/kopia", data=sent | {"go": "pdf"})
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert visitor.client.post(f"{ADDRESS}/kopia", data=sent | {"a.name": "Inny"}).status_code == 409


def test_the_receipt_leads_back_to_correct(visitor, begin, stored):
    page = visitor.send(begin("text"), {"a.name": "Zielony"}, form=FORM)
    code = receipt(page)
    page = visitor.send(page, form=f"form[action='{ADDRESS}/1']")
    assert page.find(id="a.name")["value"] == "Zielony"
    page = visitor.send(page, {"a.name": "Inny"}, form=FORM, status=409)
    page = visitor.send(page, button="correction")
    assert receipt(page) == code
    assert [(row.answers, row.correction_count) for row in stored()] == [({"name": "Inny"}, 1)]
