"""An official watches answers come in, looks at one group, reads what people wrote; later everybody sees the result."""

from tests.factories.accounts import english
from tests.page_checks import words
from tests.results.surveys import AFTER, DESK, PUBLIC, make_survey
from tests.results.town import people


def test_from_the_first_answer_to_the_public_result(app, write, at):
    survey = make_survey(app, write, at)
    analyst = survey.official("analyst")
    assert "Nobody has answered yet" in words(analyst.visit(DESK).main)

    crowd = people(320)
    survey.answer(crowd)
    page = analyst.visit(DESK)
    assert words(page.select_one(".figures dd")) == "320"
    finding = page.select_one(".findings li")
    figure = page.select_one(finding.select_one("a[href^='#']")["href"])
    assert words(finding.h3) == words(figure.h3)
    assert figure.select_one("details table")

    page = analyst.send(page, kto="organisation")
    assert "of 320 people" in words(page.main)
    assert not page.select(".findings")
    page = analyst.visit(page.select_one(".chips a")["href"])
    page = analyst.visit(page.select_one("#q-idea a.action")["href"])
    assert "written answers" in words(page.h1)

    stranger = english(app)
    assert words(stranger.visit(PUBLIC).h1) == "320 people have answered so far"
    at(AFTER)
    survey.seal()
    page = stranger.visit(PUBLIC)
    cars = sum(answers["moves"] == "car" for answers, *_about in crowd)
    assert str(cars) in words(page.select_one("#q1-moves table"))
