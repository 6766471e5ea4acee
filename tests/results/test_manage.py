"""The pages of an office: what they show, to whom, and that they show what was just sent."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from consult.authorities.models import Authority
from consult.extensions import db
from consult.questionnaires.models import IncomingSubmission
from consult.questionnaires.operations.submit import Given, correct
from consult.results.cli import results
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import LAST_DAY, OPENS_ON, make_office
from tests.factories.published import make_published
from tests.page_checks import words
from tests.results.surveys import DESK, OPEN
from tests.results.town import DOCUMENT, people, recount

pytestmark = pytest.mark.both_databases


def table(page, key):
    """Read the numbers of a question out of its table."""
    rows = page.select(f"#{key} tbody tr")
    return {words(row.th): [words(cell) for cell in row.select("td")] for row in rows}


def test_the_numbers_are_those_of_a_recount(official, survey):
    crowd = people(250)
    survey.answer(crowd)
    page = official("clerk").visit(DESK)
    moves = recount(crowd, "moves")
    shown = table(page, "q-moves")
    for option in DOCUMENT["sections"][0]["questions"][0]["options"]:
        assert shown[option["text"]["en"]][1] == str(moves[option["key"]])
    assert sum(int(share.rstrip("%")) for share, _count in shown.values()) == 100


def test_an_answer_is_counted_in_the_next_request(official, survey):
    survey.answer(people(40))
    survey.seal()
    browser = official("clerk")
    assert words(browser.visit(DESK).select_one(".figures dd")) == "40"
    survey.answer(people(1))
    assert words(browser.visit(DESK).select_one(".figures dd")) == "41"


def test_before_the_first_answer_the_page_says_what_will_be_there(official, survey):
    assert "Nobody has answered yet" in words(official("clerk").visit(DESK).main)


def test_a_filter_narrows_and_is_taken_off_again(official, survey):
    crowd = people(300)
    survey.answer(crowd)
    browser = official("clerk")
    page = browser.send(DESK, kto="organisation")
    organisations = [one for one in crowd if one[2] == "organisation"]
    assert f"{len(organisations)} of 300 people" in words(page.main)
    assert table(page, "q-moves")["by car"][1] in {str(recount(organisations, "moves")["car"]), "withheld"}
    page = browser.visit(f"{DESK}/1{page.select_one('.chips a')['href'].partition('/1')[2]}")
    assert not page.select(".chips")


def test_a_gmina_and_a_powiat_can_be_chosen(official, survey):
    crowd = people(400)
    survey.answer(crowd)
    browser = official("clerk")
    page = browser.visit(DESK)
    offered = {option["value"] for option in page.select("[name=obszar] option")} - {""}
    assert offered == {"2604", "2661", "260402", "260403"}
    page = browser.send(page, obszar="260402")
    assert f"{sum(one[3] == '260402' for one in crowd)} of 400 people" in words(page.main)


def test_a_small_group_is_neither_offered_nor_shown(official, survey):
    crowd = [one if one[2] != "business" else (*one[:2], "resident", one[3]) for one in people(60)]
    few = [(*one[:2], "business", one[3]) for one in people(4, seed=2)]
    survey.answer(crowd + few)
    browser = official("clerk")
    page = browser.visit(DESK)
    assert "business" not in {option["value"] for option in page.select("[name=kto] option")}
    page = browser.visit(f"{DESK}/1?kto=business")
    assert "This group cannot be shown" in words(page.main)
    assert not page.select("#q-moves")


def test_what_means_nothing_in_an_address_is_passed_over(official, survey):
    survey.answer(people(60))
    page = official("clerk").visit(f"{DESK}/1?kto=king&obszar=abc&p-moves=rocket&p-age=5")
    assert not page.select(".chips")


def test_who_may_not_read_words_gets_no_way_to_them(official, survey):
    survey.answer(people(100))
    page = official("clerk").visit(DESK)
    assert not page.select("a[href*=odpowiedzi]")
    official("clerk").visit(f"{DESK}/1/odpowiedzi", status=404)


def test_written_answers_stand_alone_in_the_order_of_the_alphabet(official, survey):
    crowd = people(400)
    survey.answer(crowd)
    browser = official("analyst")
    link = browser.visit(DESK).select_one("a[href*=odpowiedzi]")
    page = browser.visit(link["href"])
    written = sorted(answers["idea"] for answers, *_about in crowd if "idea" in answers)
    assert words(page.h1) == f"{len(written)} written answers"
    assert len(page.select(".written li")) == 50
    shown = [words(item) for item in page.select(".written li")]
    assert shown == sorted(shown, key=str.lower)
    assert set(shown) <= set(written)
    beside = browser.visit(f"{DESK}/1/odpowiedzi?pytanie=moves.other")
    assert all("by train" in words(item) for item in beside.select(".written li"))
    browser.visit(f"{DESK}/1/odpowiedzi?pytanie=moves", status=404)


def test_an_official_of_another_office_finds_nothing(official, survey, write):
    with write() as session:
        elsewhere = make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id
    stranger = official("admin", "analyst", office=elsewhere)
    for address in (DESK, f"{DESK}/1", f"{DESK}/1/odpowiedzi"):
        stranger.visit(address, status=404)


def test_several_questionnaires_are_listed(official, survey):
    survey.answer(people(30))
    survey.ask_more()
    page = official("clerk").visit(DESK)
    assert [words(cell) for cell in page.select("tbody td")] == ["30", "0"]
    assert page.select_one("tbody a")["href"].endswith("/wyniki/1")


def test_where_nothing_was_asked_there_is_nothing_to_see(official, survey, write):
    with write() as session:
        office = session.get_one(Authority, survey.office_id)
        make_published(session, office, "Plac zabaw", OPENS_ON, LAST_DAY)
    page = official("clerk").visit("/urzad/k/plac-zabaw/wyniki")
    assert "There is no questionnaire yet" in words(page.main)
    official("clerk").visit("/urzad/k/plac-zabaw/wyniki/1", status=404)


def test_a_stranger_is_sent_to_sign_in(visitor, survey):
    visitor.visit(DESK, status=401)


def test_a_page_asks_the_database_a_few_times_however_much_is_asked(app, official, survey):
    survey.answer(people(50))
    browser, asked = official("analyst"), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    browser.visit(f"{DESK}/1")
    reads = [statement for statement in asked if "questionnaire" in statement or "territory" in statement]
    about_submissions = sum("submissions" in statement for statement in reads)
    assert about_submissions == 3 * (4 if app.extensions["settings"].database_url.startswith("postgresql") else 3), (
        "what there is, how much no segment has, and that (PostgreSQL: and what there is now); three times"
    )
    assert len(reads) <= 20


def test_who_watches_is_told_what_is_new_and_nothing_else(official, survey, write):
    survey.answer(people(40))
    browser = official("clerk")
    assert browser.visit(f"{DESK}/1").select_one("[data-live]")
    tag = browser.client.get(f"{DESK}/1").headers["ETag"]
    again = browser.client.get(f"{DESK}/1", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert browser.client.get(f"{DESK}/1?kto=resident", headers={"If-None-Match": tag}).status_code == 200
    with write() as session:
        receipt = session.scalars(select(IncomingSubmission.receipt_hash).limit(1)).one()
        about = {"participant_class": "business", "area": None, "is_late": False}
        correct(
            session, receipt, Given(survey.questionnaire_id, survey.version_id, {"age": 99}, "pl", OPEN.date(), **about)
        )
    corrected = browser.client.get(f"{DESK}/1", headers={"If-None-Match": tag})
    assert corrected.status_code == 200
    survey.answer(people(1, seed=2))
    assert browser.client.get(f"{DESK}/1", headers={"If-None-Match": corrected.headers["ETag"]}).status_code == 200


def test_news_come_first(official, survey, at):
    survey.answer([({"moves": "bus"}, day, None, None) for day in [OPEN.date()] * 3 + [OPEN.date() - timedelta(1)] * 2])
    figures = words(official("clerk").visit(f"{DESK}/1").select_one(".figures"))
    assert "today" in figures
    assert "yesterday: 2 answers" in figures
    at(OPEN + timedelta(days=9))
    assert "on the last day with answers" in words(official("clerk").visit(f"{DESK}/1").select_one(".figures"))


def test_the_command_says_what_the_page_shows(app, official, survey):
    survey.answer(people(250))
    page = official("clerk").visit(DESK)
    said = run(app, survey, "--rows", "moves")
    shown = table(page, "q-moves")
    for row in said["rows"]:
        label = next(
            option["text"]["en"]
            for option in DOCUMENT["sections"][0]["questions"][0]["options"]
            if option["key"] == row["value"]
        )
        assert shown[label][1] == str(row["count"])
        assert abs(int(shown[label][0].rstrip("%").lstrip("<\xa0")) - 100 * row["share"]) < 1


def run(app, survey, *arguments):
    """Run the command, and read what it prints."""
    done = app.test_cli_runner().invoke(
        results, ["table", "--questionnaire", str(survey.questionnaire_id), *arguments], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return json.loads(done.output)
