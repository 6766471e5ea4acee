"""What holds for every kind, whatever people type."""
# ruff: noqa: E501  # a condition and its verdicts read best on one line

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.compiling import compile_plan, lint
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.reaching import goes_to, verdict
from consult.questionnaires.rules.shape import Blank, Either, Every, Not
from consult.questionnaires.rules.shape import Test as Compared
from tests.questionnaires.sampling import SAMPLES, asking, document, options, plan

TODAY = date(2026, 11, 24)
USUAL = ["", "0", "1", "2", "5", "50", "yes", "2020", "12", "-1", "1 000,50", "x", "Żytnia", "\x00", "½"]


def typed_in(question):
    """Give what may be typed in the fields of a question: what is offered, what is not, and nothing."""
    offered = [option.key for option in question.options] + [str(column.value) for column in question.columns]
    values = st.lists(st.sampled_from([*USUAL, *offered]), max_size=2)
    return st.dictionaries(st.sampled_from(KINDS[question.kind].fields(question) or ("a.x",)), values)


QUESTIONS = [question for name in SAMPLES for question in plan(name).items]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.kind}-{question.key}")
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_is_typed_is_read_counted_and_exported(question, data):
    kind = KINDS[question.kind]
    typed = data.draw(typed_in(question))
    read = kind.read(question, typed)
    kind.said(question, typed)
    assert {mistake.name for mistake in read.mistakes} <= set(kind.fields(question))
    assert bool(read.mistakes) or read.value is not None or not question.is_required or question.kind == "note"
    lines = kind.lines(question)
    if read.mistakes or read.value is None:
        return
    for line in lines:
        values = kind.values(question, read.value, line.key)
        assert line.counts in {"numbers", "words"} or set(values) <= {value for value, _words in line.values}
        assert line.counts in {"several", "words"} or len(values) <= 1
    answers = {question.key: read.value, **read.words}
    variables, cells = kind.variables(question), kind.cells(question, answers)
    assert len(variables) == len(cells)
    assert len({variable.part for variable in variables}) == len(variables)
    for variable, cell in zip(variables, cells, strict=True):
        assert (
            isinstance(cell, Blank) or isinstance(cell, str) == (variable.holds == "words") or variable.holds == "code"
        )


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["parts", "grid", "ranking"]), st.data())
def test_nothing_is_asked_twice_the_same(name, data):
    """What was kept of a form is what would be kept of it again."""
    asked = plan(name)
    typed = {}
    for question in asked.questions:
        typed |= data.draw(typed_in(question))
    assert take(asked, typed, TODAY) == take(asked, dict(reversed(typed.items())), TODAY)


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        (Not(Compared("a", "=", "x")), {True: {"a": "y"}, False: {"a": "x"}, None: {}}),
        (Either((Compared("a", "=", "x"), Compared("b", "=", "x"))), {True: {"b": "x"}, False: {"a": "y", "b": "y"}, None: {"a": "y"}}),
        (Every((Compared("a", "=", "x"), Compared("b", "=", "x"))), {True: {"a": "x", "b": "x"}, False: {"b": "y"}, None: {"a": "x"}}),
        (None, {True: {}}),
    ],
)  # fmt: skip
def test_a_verdict_where_only_some_answers_are_known(condition, known):
    for told, answers in known.items():
        assert verdict(condition, answers) is told


def test_a_ranking_can_be_asked_about():
    said = document("ranking")
    said["sections"][0]["questions"].append(
        {"key": "why", "kind": "text", "text": "Dlaczego?", "if": {"question": "best", "op": "includes", "value": "a"}}
    )
    made = compile_plan(said)
    assert "why" in take(made, {"a.best.a": ["1"]}, TODAY).asked
    assert "why" not in take(made, {"a.best.b": ["1"]}, TODAY).asked


def test_parts_of_which_all_are_needed():
    question = compile_plan(asking(kind="number", required=True, parts=options("a", "b"))).questions[0]
    assert [mistake.name for mistake in KINDS["number"].read(question, {"a.q.a": ["1"]}).mistakes] == ["a.q.b"]


def test_where_a_grid_has_limits_of_its_own():
    few = compile_plan(
        asking(kind="grid", required=True, min=2, rows=options("r"), options=options("a", "b"))
    ).questions[0]
    found = [KINDS["grid"].read(few, {"a.q.r": chosen}).mistakes for chosen in ([], ["a"], ["a", "b"])]
    assert [[mistake.what for mistake in wrong] for wrong in found] == [["too_few"], ["too_few"], []]
    for cells, what in (("number", "missing_number"), ("text", "missing_words")):
        one = compile_plan(
            asking(kind="grid", cells=cells, required=True, rows=options("r"), options=options("a"))
        ).questions[0]
        assert [mistake.what for mistake in KINDS["grid"].read(one, {}).mistakes] == [what]


def test_all_that_follows_can_be_skipped():
    never = {"question": "q", "op": "=", "value": "a"}
    said = asking(kind="single", options=options("a", "b"))
    said["sections"][0]["questions"] += [{"key": key, "kind": "text", "text": "T", "if": never} for key in ("x", "y")]
    first, *after = compile_plan(said).questions
    assert (goes_to(first, "b", after), goes_to(first, "a", after)) == (2, None)


SKIPPED = Blank.SKIPPED


@pytest.mark.parametrize(
    ("sample", "key", "answers", "cells"),
    [
        ("date", "since", {"since": "2020-01-05"}, ["2020-01-05"]),
        ("date", "born", {"born": 1950}, [1950]),
        ("ranking", "best", {"best": ["b"]}, [SKIPPED, 1, SKIPPED]),
        ("parts", "people", {"people": {"adults": 2}}, [2, SKIPPED]),
        ("grid", "when", {"when": {"park": ["am"]}}, [1, 0, 0, SKIPPED, SKIPPED, SKIPPED]),
        ("grid", "trips", {"trips": {"bike": {"fun": 3}}}, [SKIPPED, SKIPPED, SKIPPED, 3]),
        (
            "grid",
            "ideas",
            {"ideas": {"north": ["what"]}, "ideas.north.what": "lampy"},
            ["lampy", SKIPPED, SKIPPED, SKIPPED],
        ),
        ("consent", "quote", {"quote": "no"}, ["no", Blank.NOT_ASKED]),
        ("lists", "note", {}, []),
    ],
)
def test_what_is_exported(sample, key, answers, cells):
    question = next(question for question in plan(sample).items if question.key == key)
    kind = KINDS[question.kind]
    assert list(kind.cells(question, answers)) == cells
    assert len(kind.variables(question)) == len(cells)


def asked_if(question, op, value=None):
    """Ask about an answer to the question; gives what is wrong with it."""
    said = asking(**question)
    condition = {"question": "q", "op": op} | ({} if value is None else {"value": value})
    said["sections"][0]["questions"].append({"key": "z", "kind": "text", "text": "T", "if": condition})
    return [problem.what for problem in lint(said)[1]]


def test_what_can_be_asked_about_an_answer():
    rows = {"rows": options("r"), "options": options("a", "b")}
    assert asked_if({"kind": "grid", **rows}, "=", "a") == ["cannot_be_compared"]
    assert asked_if({"kind": "grid", **rows}, "answered") == []
    assert asked_if({"kind": "number", "parts": options("a", "b")}, "answered") == []
    assert asked_if({"kind": "number", "parts": options("a", "b")}, ">", 1) == ["cannot_be_compared"]
    assert asked_if({"kind": "date"}, ">", "2026-13-01") == ["cannot_be_compared"]
    assert asked_if({"kind": "date"}, ">", "2026-12-01") == []
    assert asked_if({"kind": "scale"}, "=", 3) == []
    assert asked_if({"kind": "consent"}, "=", "no") == []
    assert asked_if({"kind": "note"}, "answered") == ["not_an_earlier_question"]


def test_a_note_asks_nothing():
    note = plan("lists").items[0]
    kind = KINDS["note"]
    assert (kind.compared(note, "=", "x"), kind.values(note, None, ""), note in plan("lists").questions) == (
        None,
        (),
        False,
    )


def test_a_time_can_be_limited_by_an_earlier_one():
    first = {"key": "from", "kind": "date", "precision": "time", "text": "Od"}
    said = asking(kind="date", precision="time", min={"question": "from"})
    said["sections"][0]["questions"].insert(0, first)
    typed = {"a.from.hour": ["9"], "a.from.minute": ["30"], "a.q.hour": ["9"], "a.q.minute": ["15"]}
    assert [mistake.name for mistake in take(compile_plan(said), typed, TODAY).mistakes] == ["a.q"]


def test_where_too_much_would_have_to_be_tried_a_question_counts_as_reachable():
    parts = [
        {"key": f"q{place}", "kind": "single", "options": options(*"abcdefghij"), "text": "T"} for place in range(6)
    ]
    never = {"all": [{"question": f"q{place}", "op": "=", "value": value} for place in range(6) for value in "ab"]}
    said = asking(kind="text")
    said["sections"][0]["questions"] = [*parts, {"key": "z", "kind": "text", "text": "T", "if": never}]
    assert lint(said)[1] == []
