# ruff: noqa: E501  # a case a line
"""Conditions on rows and between answers, calculations, answers in texts, checks: what they do to a form."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules import formulas
from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.compiling import compile_plan, lint
from consult.questionnaires.rules.computing import OF_ONE, OF_TWO, OPERATIONS, computed
from consult.questionnaires.rules.piping import plural
from consult.questionnaires.rules.shape import Computed, Given, On
from tests.questionnaires.sampling import asking, options, plan

TODAY = date(2026, 11, 24)


def taken(**typed):
    fields = {f"a.{name.replace('__', '.')}": [value] for name, value in typed.items()}
    return take(plan("logic"), fields, TODAY)


def problems(*questions):
    said = asking(kind="text")
    said["sections"][0]["questions"] = [{"text": {"pl": "?"}, **question} for question in questions]
    return [problem.what for problem in lint(said)[1] if problem.is_mistake]


def test_a_calculation_a_pipe_and_conditions_on_options_and_rows():
    found = taken(osoby="3", dzieci="2", dochod="1000,50", bywa="park", oceny__park="1")
    assert found.mistakes == ()
    assert found.answers["naosobe"] == 250.13
    assert found.answers["plakat"] == "inne"
    assert found.questions["bywa"].text == {"pl": "Gdzie bywacie (3 osoby)?", "en": "Where do you go (3 people)?"}
    assert [option.key for option in found.questions["bywa"].options] == ["park", "plac", "klub"]
    assert [row.key for row in found.questions["oceny"].rows] == ["park"]
    assert found.questions["zle"].text["pl"] == "Co jest złe w parku?"
    alone = taken(osoby="0", bywa="plac")
    assert [option.key for option in alone.questions["bywa"].options] == ["park"]
    assert "oceny" not in alone.asked  # no row is left
    assert "bywa" not in taken().asked  # the whole section has a condition


def test_answers_that_do_not_fit_others_are_told_and_doubts_can_be_confirmed():
    assert [(one.name, one.what) for one in taken(osoby="3", dzieci="4").mistakes] == [("a.dzieci", "check")]
    doubted = taken(osoby="12", dzieci="10")
    assert [(one.name, one.what) for one in doubted.mistakes] == [("a.dzieci.?", "unlikely")]
    assert take(plan("logic"), {"a.osoby": ["12"], "a.dzieci": ["10"], "a.dzieci.?": ["1"]}, TODAY).mistakes == ()


@pytest.mark.parametrize(
    ("wrong", "question"),
    [
        ("not_an_earlier_question", {"key": "b", "kind": "text", "if": {"question": "c", "op": "answered"}}),
        ("cannot_be_compared", {"key": "b", "kind": "date", "if": {"question": "n", "op": "<", "other": "t"}}),
        ("unknown_row", {"key": "b", "kind": "text", "if": {"question": "m", "row": "x", "op": "=", "value": 1}}),
        ("today_is_not_kept", {"key": "b", "kind": "text", "if": {"compute": "today", "op": ">", "value": 1}}),
        ("cannot_be_computed", {"key": "b", "kind": "calculated", "value": {"question": "t"}}),
        ("no_calculation", {"key": "b", "kind": "calculated", "value": {"sum": {"question": "n"}}}),
        ("no_calculation", {"key": "b", "kind": "calculated", "value": "__import__('os')"}),
        ("pipe_from_nowhere", {"key": "b", "kind": "text", "text": {"pl": "{{nic}}"}}),
        ("pipe_forms", {"key": "b", "kind": "text", "text": {"pl": "{{n|osoba|osoby}}"}}),
        (
            "always_offered",
            {"key": "b", "kind": "scale", "options": [{**one, "if": {"question": "n", "op": "answered"}} for one in options("1", "5")]},
        ),
    ],
)  # fmt: skip
def test_what_a_questionnaire_may_not_say(wrong, question):
    before = (
        {"key": "n", "kind": "number"},
        {"key": "t", "kind": "text"},
        {"key": "m", "kind": "matrix", "rows": options("r")},
    )
    assert wrong in problems(*before, question)


def test_calculations_are_of_limited_size():
    deep = 1
    for _ in range(12):
        deep = {"whole": [deep]}
    assert "calculation_too_large" in problems({"key": "b", "kind": "calculated", "value": deep})
    wide = {"sum": [{"sum": [1] * 40}] * 10}
    assert "calculation_too_large" in problems({"key": "b", "kind": "calculated", "value": wide})


terms = st.recursive(
    st.floats(-1e13, 1e13) | st.builds(Given, st.sampled_from("abcde")) | st.just(On()) | st.just(On("2024-02-29")),
    lambda part: st.sampled_from(sorted(OPERATIONS)).flatmap(
        lambda op: st.builds(
            Computed,
            st.just(op),
            st.lists(part, min_size=1 + (op in OF_TWO), max_size=1 if op in OF_ONE else 2).map(tuple),
        )
    ),
    max_leaves=12,
)
values = (
    st.none() | st.integers(-5, 10**12) | st.floats(allow_nan=False) | st.sampled_from(["2024-02-30", "x", "7", "٣"])
)


@settings(max_examples=30, deadline=None)
@given(terms, st.dictionaries(st.sampled_from("abcde"), values))
def test_every_calculation_gives_a_number_or_nothing(term, answers):
    found = computed(term, answers, TODAY)
    assert found is None or abs(found) <= 1e12


def test_ages_and_sums():
    def value(text, **answers):
        said = asking(kind="calculated", value=formulas.parsed(text), decimals=2)
        kinds = {"urodzenie": {"kind": "date"}, "a": {"kind": "number"}, "b": {"kind": "number"}}
        before = [{"key": key, "text": {"pl": "?"}, **kind} for key, kind in kinds.items()]
        said["sections"][0]["questions"][:0] = before
        return computed(compile_plan(said).question("q").computed, answers, TODAY)

    assert value("years(urodzenie; today)", urodzenie="1980-11-25") == 45
    assert value("years(urodzenie; today)", urodzenie="1980-11-24") == 46
    assert value("(a + b) / 2", a=0.1, b=0.2) == 0.15
    assert value("a + b", a=5) == 5
    assert value("a - b", a=5) is None
    assert value("a / b", a=5, b=0) is None


@pytest.mark.parametrize(
    "text", ["(a + 2,5) / b - 3", "mean(a; b; c[x])", "years(a; today)", "count(q) * 2", "a - (b - c)", "a / (b * c)"]
)
def test_a_formula_is_written_as_it_was_read(text):
    assert formulas.written(formulas.parsed(text)) == text


@pytest.mark.parametrize("text", ["foo(1)", "a +", "a b", "import os", "(" * 80])
def test_what_is_no_formula_stays_as_it_was_typed(text):
    assert formulas.parsed(text) == text


def test_forms_of_words_beside_numbers():
    forms = ("osoba", "osoby", "osób")
    said = {number: forms[plural("pl", number)] for number in (1, 2, 4, 5, 12, 14, 21, 22, 112, 0)}
    assert said == {
        1: "osoba", 2: "osoby", 4: "osoby", 5: "osób", 12: "osób", 14: "osób", 21: "osób", 22: "osoby", 112: "osób",
        0: "osób",
    }  # fmt: skip
    assert [plural("uk", number) for number in (1, 11, 21, 3, 13, 1.5)] == [0, 2, 0, 1, 2, 3]
    assert [plural("en", number) for number in (0, 1, 2, 1.5)] == [1, 0, 1, 1]
