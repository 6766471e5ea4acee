"""Only what was asked is an answer; pages lead where answers lead."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.questionnaires.rules import walking
from consult.questionnaires.rules.answering import asked, take
from consult.questionnaires.rules.kinds import KINDS
from tests.questionnaires.sampling import SAMPLES, plan

ROUTED = plan("routing")
FIELDS = [name for question in ROUTED.questions for name in KINDS[question.kind].fields(question)]
REVIEW = 9
TODAY = date(2026, 11, 24)


def test_an_answer_that_was_not_asked_for_is_no_answer():
    typed = {"a.visits": ["yes"], "a.why_not": ["bo nie"], "a.likes": ["trees"], "a.water": ["5"]}
    taken = take(ROUTED, typed, TODAY)
    assert taken.answers == {"visits": "yes", "likes": ["trees"]}
    assert taken.asked == {"visits", "likes", "more", "last"}
    assert taken.mistakes == ()


def test_an_answer_leads_on():
    assert take(ROUTED, {"a.visits": ["no"]}, TODAY).mistakes[0].name == "a.why_not"
    taken = take(ROUTED, {"a.visits": ["yes"], "a.likes": ["water"], "a.water": ["4"], "a.more": ["dużo"]}, TODAY)
    assert taken.answers == {"visits": "yes", "likes": ["water"], "water": 4}


@given(st.dictionaries(st.sampled_from(FIELDS), st.lists(st.sampled_from(
    ["yes", "no", "trees", "water", "1", "2", "5", "słowa", ""]
), max_size=2)))  # fmt: skip
def test_what_is_kept_was_asked_and_no_field_more(typed):
    taken = take(ROUTED, typed, TODAY)
    assert set(taken.answers) <= taken.asked
    assert asked(ROUTED, taken.answers) == taken.asked
    again = take(ROUTED, {**typed, "a.nobody": ["x"], "is_admin": ["1"]}, TODAY)
    assert again == taken


def test_a_page_begins_where_a_condition_needs_an_answer():
    pages = [[question.key for question in page.questions] for page in ROUTED.pages]
    assert pages == [["visits", "likes"], ["why_not"], ["water"], ["more"], ["last"]]


@given(st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["yes", "no", "water", "2", "x"]).map(lambda v: [v])))
def test_no_page_asks_what_depends_on_itself(typed):
    taken = take(ROUTED, typed, TODAY)
    for number in walking.numbers(ROUTED, taken.asked):
        here = walking.fields_on(ROUTED.pages[number - 1])
        before = {name: value for name, value in typed.items() if name not in here}
        questions = walking.asked_on(ROUTED.pages[number - 1], taken.asked)
        assert questions
        assert questions == walking.asked_on(ROUTED.pages[number - 1], take(ROUTED, before, TODAY).asked)


@pytest.mark.parametrize(
    ("pages", "here", "go", "goal"),
    [
        ([1], 1, "next", None),
        ([1], 1, "stay", 1),
        ([1, 2, 5], 1, "next", 2),
        ([1, 2, 5], 2, "next", 5),
        ([1, 2, 5], 5, "next", REVIEW),
        ([1, 2, 5], REVIEW, "next", None),
        ([1, 2, 5], REVIEW, "correction", None),
        ([1, 2, 5], REVIEW, "back", 5),
        ([1, 2, 5], REVIEW, "stay", REVIEW),
        ([1, 2, 5], 5, "back", 2),
        ([1, 2, 5], 1, "back", 1),
        ([1, 2, 5], 3, "stay", 5),
        ([1, 2, 5], REVIEW, "2", 2),
        ([1, 2, 5], 1, "3", 2),
        ([1, 2, 5], 1, "²", 2),
        ([1, 2, 5], 1, "9" * 5000, 2),
    ],
)
def test_where_a_button_leads(pages, here, go, goal):
    assert walking.destination(pages, here, go, REVIEW) == goal


def test_a_field_stands_on_a_page():
    assert walking.page_of(ROUTED, "a.water") == 3


@pytest.mark.parametrize("name", SAMPLES)
def test_nobody_needs_no_time(name):
    assert walking.minutes(plan(name)) >= 1
