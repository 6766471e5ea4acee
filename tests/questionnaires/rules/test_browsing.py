# ruff: noqa: E501, S311  # a kind a line; nothing here is secret
"""The browser leads people along the same path as the server: random questionnaires, filled in at random."""

import json
import random
import shutil
import subprocess
from datetime import date
from pathlib import Path

from consult.questionnaires.rules.answering import take
from consult.questionnaires.rules.browsing import READ, as_data, rules_for, term_data
from consult.questionnaires.rules.compiling import compile_plan, lint
from tests import missing
from tests.questionnaires.sampling import document, options, plan

LOGIC = Path(__file__).parents[3] / "static/js/logic.js"
NODE = shutil.which("node")
TODAY = date(2026, 11, 24)
PROGRAM = """
const { path } = await import(process.argv[1]);
const cases = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(cases.map(({ rules, typed, today }) => path(rules, typed, today))));
"""
KINDS = (
    lambda c: {"kind": "single", "options": [*options("a", "b", "3"), {"key": "o", "text": "o", "other": True}]},
    lambda c: {"kind": "multiple", "options": options("a", "b", "c"), "max": 2},
    lambda c: {"kind": "scale", "min": 1, "max": 5},
    lambda c: {"kind": "matrix", "rows": options("r", "s"), "min": 0, "max": 3},
    lambda c: {"kind": "number", "min": c.choice((None, 0, 0.5)), "max": 1000, "step": c.choice((None, 0.5, 2)), "decimals": c.choice((None, 0, 2)), "unit": {"pl": "zł"}},
    lambda c: {"kind": "date", "precision": c.choice(("day", "month", "year", "time"))},
    lambda c: {"kind": "text"},
    lambda c: {"kind": "consent", "required": c.random() < 0.5},
    lambda c: {"kind": "calculated", "decimals": c.choice((None, 0, 2))},
    lambda c: {"kind": "hidden", "options": options("x", "y"), "usual": "x"},
)  # fmt: skip
WORDS = (
    "",
    " ",
    "a",
    "b",
    "c",
    "o",
    "3",
    "r",
    "1",
    "2",
    "5",
    "0,5",
    "12.25",
    "1 000 zł",
    "−4",
    "1000",
    "x",
    "yes",
    "31",
    "2024",
    "02",
    "29.",
    "7",
    "59",
)
OPS = (
    "sum",
    "mean",
    "least",
    "most",
    "first",
    "product",
    "plus",
    "minus",
    "divide",
    "rest",
    "whole",
    "round",
    "months",
    "years",
)
TWO = {"plus", "minus", "divide", "rest", "months", "years"}


def made(chance):
    """Make a questionnaire of which each question may depend on all before it."""
    questions = []
    for number in range(chance.randint(3, 9)):
        question = {"key": f"q{number}", "text": {"pl": f"Pytanie {number}"}, **chance.choice(KINDS)(chance)}
        question = {name: value for name, value in question.items() if value is not None}
        if question["kind"] == "calculated":
            question["value"] = term(chance, questions, with_today=True)
        if questions and chance.random() < 0.6:
            question["if"] = condition(chance, questions)
        questions.append(question)
        if any(problem.is_mistake for problem in lint(around(questions))[1]):
            questions.pop()
    return around(questions or [{"key": "q", "kind": "text", "text": "?"}])


def around(questions):
    return {"consult": 1, "title": {"pl": "T"}, "sections": [{"key": "s", "questions": questions}]}


def condition(chance, before, depth=0):
    pick = chance.random()
    if depth < 3 and pick < 0.3:
        return {chance.choice(("all", "any")): [condition(chance, before, depth + 1) for _ in range(2)]}
    if depth < 3 and pick < 0.4:
        return {"not": condition(chance, before, depth + 1)}
    if pick < 0.55:
        op = chance.choice(("=", "!=", "<", ">=", "answered"))
        return {"compute": term(chance, before), "op": op, "value": True if op == "answered" else term(chance, before)}
    one = chance.choice(before)
    if pick < 0.65:
        return {"question": one["key"], "op": chance.choice(("=", "!=", "<")), "other": chance.choice(before)["key"]}
    op = chance.choice(("=", "!=", "<", "<=", ">", ">=", "includes", "answered"))
    value = chance.choice(("a", "b", "x", "yes", "3", 3, 2.5, 0, "2024-02-29", 2024, "12:30"))
    row = {"row": chance.choice("rs")} if one["kind"] == "matrix" else {}
    return {"question": one["key"], **row, "op": op, "value": chance.random() < 0.5 if op == "answered" else value}


def term(chance, before, depth=0, *, with_today=False):
    pick = chance.random()
    if depth > 2 or pick < 0.25 or not before:
        days = ("today",) if with_today else ()
        return chance.choice((chance.randint(-3, 40), round(chance.random() * 9, 2), "2024-02-29", *days))
    if pick < 0.55:
        one = chance.choice(before)
        what = {"text": "length", "multiple": "count", "matrix": "count"}.get(one["kind"])
        return {"question": one["key"], **({"what": what} if what else {})}
    if pick < 0.65:
        parts = (term(chance, before, depth + 1), term(chance, before, depth + 1))
        return {"if": condition(chance, before, 2), "then": parts[0], "else": parts[1]}
    op = chance.choice(OPS)
    count = 1 if op in {"whole", "round"} else 2 if op in TWO else chance.randint(1, 3)
    return {op: [term(chance, before, depth + 1, with_today=with_today) for _ in range(count)]}


def filled(chance, asked):
    typed = {}
    for question in asked.questions:
        names = [
            question.name,
            *(question.name_of(part) for part in ("r", "s", "o", "day", "month", "year", "hour", "minute")),
        ]
        offered = [option.key for option in question.options] + [str(column.value) for column in question.columns]
        for name in names:
            if chance.random() < 0.8:
                pool = offered if offered and chance.random() < 0.7 else WORDS
                typed[name] = [chance.choice(pool) for _ in range(chance.choice((1, 1, 1, 2)))]
        if question.kind == "date":
            for part in ("day", "month", "hour"):
                typed[question.name_of(part)] = [str(chance.randint(1, 12))]
            typed[question.name_of("year")] = [str(chance.choice((1999, 2024, 2025)))]
            typed[question.name_of("minute")] = [str(chance.randint(0, 60))]
    return typed


def told_by_browser(cases):
    asked = json.dumps([{"rules": rules, "typed": typed, "today": TODAY.isoformat()} for rules, typed in cases])
    command = [NODE, "--input-type=module", "-e", PROGRAM, LOGIC.as_uri()]
    return json.loads(
        subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=60).stdout
    )


def test_browser_and_server_lead_along_the_same_path():
    if NODE is None:
        missing.skip("Node.js", "install it, on Debian `apt-get install nodejs`")
    chance = random.Random(20261124)
    cases, expected = [], []
    for _ in range(120):
        asked = compile_plan(made(chance))
        for _ in range(5):
            typed = filled(chance, asked)
            taken = take(asked, typed, TODAY)
            cases.append((rules_for(asked, range(1, len(asked.pages) + 1)), typed))
            keys = {question.key for question in asked.questions}
            answers = {key: value for key, value in taken.answers.items() if key in keys}
            expected.append({"asked": [one.key for one in asked.items if one.key in taken.asked], "answers": answers})
    for case, ours, theirs in zip(cases, expected, told_by_browser(cases), strict=True):
        assert theirs == ours, case


def test_pages_of_a_section_are_one_where_conditions_alone_divide_them():
    assert plan("routing").groups == ((1, 2), (3, 4), (5,))
    assert plan("logic").groups == ((1,), (2,), (3,), (4,))
    assert {question.kind for question in plan("routing").questions} <= READ


def test_conditions_and_calculations_are_given_as_they_were_written():
    said = document("logic")
    asked = compile_plan(said)
    questions = [one for section in said["sections"] for one in section["questions"]]
    for written in questions:
        question = asked.question(written["key"])
        if question.own_condition:
            assert as_data(question.own_condition) == written["if"]
        if question.computed is not None:
            assert term_data(question.computed) == written["value"]
