"""Results for everybody: nothing before they are final, and then nothing of a few."""

from datetime import timedelta

import pytest

from consult.consultations.rules.stages import closing_moment
from tests.factories.accounts import english
from tests.factories.consultations import LAST_DAY, OPENS_ON, make_office
from tests.factories.published import make_published
from tests.page_checks import words
from tests.results.surveys import AFTER, PUBLIC
from tests.results.town import people

pytestmark = pytest.mark.both_databases


def numbers(page):
    return [words(cell) for cell in page.select("figure tbody td:last-of-type")]


def test_before_the_close_there_is_the_number_of_answers_alone(app, survey):
    survey.answer(people(70))
    page = english(app).visit(PUBLIC)
    assert words(page.h1) == "70 people have answered so far"
    assert "31 March 2026" in words(page.main)
    assert not page.select("figure, table")
    survey.answer(people(1))
    assert words(english(app).visit(PUBLIC).h1) == "71 people have answered so far"


def test_within_the_grace_and_before_the_last_seal_there_is_no_result(app, survey, at):
    survey.answer(people(70))
    at(closing_moment(LAST_DAY) + timedelta(minutes=10))
    page = english(app).visit(PUBLIC)
    assert not page.select("figure, table")
    assert "The consultation is over" in words(page.main)
    at(AFTER)
    assert not english(app).visit(PUBLIC).select("figure, table")
    survey.seal()
    assert english(app).visit(PUBLIC).select("figure table")


def test_no_small_number_stands_on_the_page(app, survey, at):
    survey.answer(people(60))
    at(AFTER)
    survey.seal()
    page = english(app).visit(PUBLIC)
    shown = [int(number) for number in numbers(page) if number.isdecimal()]
    assert shown
    assert not any(0 < number < 10 for number in shown)
    assert "withheld" in numbers(page)


def test_no_filter_changes_what_everybody_sees(app, survey, at):
    survey.answer(people(200))
    at(AFTER)
    survey.seal()
    plain = english(app).visit(PUBLIC)
    assert not plain.select("main form")
    assert numbers(english(app).visit(f"{PUBLIC}?kto=resident&p-moves=bus&obszar=2604")) == numbers(plain)


def test_written_answers_are_not_shown(app, survey, at):
    survey.answer(people(200))
    at(AFTER)
    survey.seal()
    assert "We need the park" not in words(english(app).visit(PUBLIC))


def test_where_a_handful_answered_nothing_is_shown(app, survey, at):
    survey.answer(people(9))
    at(AFTER)
    survey.seal()
    page = english(app).visit(PUBLIC)
    assert "Too few people answered" in words(page.main)
    assert not page.select("figure, table")


def test_two_questionnaires_stand_on_one_page(app, survey, at):
    survey.answer(people(80))
    survey.ask_more()
    at(AFTER)
    survey.seal()
    page = english(app).visit(PUBLIC)
    assert len(page.select("section h2")) == 2
    assert page.select("#q1-moves table")
    assert not page.select("#q2-moves")


def test_without_a_questionnaire_there_is_no_page(visitor, write):
    with write() as session:
        make_published(session, make_office(session), "Plac zabaw", OPENS_ON, LAST_DAY)
    visitor.visit("/k/plac-zabaw/wyniki", status=404)
    visitor.visit("/k/nothing/wyniki", status=404)
