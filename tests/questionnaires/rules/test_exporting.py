"""What XLSForm can say comes back from it as it was; of the rest there is a line."""
# ruff: noqa: S311  # nothing here is secret

import random
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from consult.questionnaires.exporting import LINES, xlsform
from consult.questionnaires.rules.compiling import compile_plan, lint
from consult.questionnaires.rules.exporting.xlsform import sheets_of
from consult.questionnaires.rules.imports.recognising import read_foreign
from tests.questionnaires.rules.imports.sheets import workbook
from tests.questionnaires.rules.test_browsing import condition
from tests.questionnaires.sampling import SAMPLES, options, plan

BOTH = (
    lambda c: {"kind": "single", "options": options("a", "b"), "look": c.choice(("circles", "list", "search"))},
    lambda c: {"kind": "multiple", "options": options("a", "b", "c"), "max": c.choice((2, 3))},
    lambda c: {"kind": "ranking", "options": options("a", "b", "c")},
    lambda c: {"kind": "scale", "min": c.randint(0, 2), "max": c.randint(4, 7)},
    lambda c: {"kind": "number", "decimals": c.choice((0, None)), "min": c.choice((None, 0, -5)), "max": 1000},
    lambda c: {"kind": "text", "long": c.random() < 0.5, "max": c.randint(10, 900)},
    lambda c: {"kind": "date", "min": c.choice(("2020-01-05", "today", {"today": True, "days": 1}))},
    lambda c: {"kind": "date", "precision": c.choice(("month", "year", "time"))},
    lambda _c: {"kind": "consent"},
    lambda _c: {"kind": "note"},
)
"""Questions of which both formats say the same."""


def as_rows(cells):
    columns = list(dict.fromkeys(column for row in cells for column in row))
    return [columns, *([row.get(column, "") for column in columns] for row in cells)]


def back(plan_):
    sheets = sheets_of(plan_, "f")
    lists = sheets.choices or [{"list_name": "", "name": ""}]
    book = workbook(survey=as_rows(sheets.survey), choices=as_rows(lists), settings=as_rows([sheets.settings]))
    return compile_plan(read_foreign(book, "f").document), sheets.lines


def made(seed):
    chance = random.Random(seed)
    questions = []
    for number in range(chance.randint(2, 7)):
        words = {"pl": f"Pytanie {number}?", "en": f"Question {number}?"}
        question = {"key": f"q{number}", "text": words, **chance.choice(BOTH)(chance)}
        question = {name: value for name, value in question.items() if value is not None}
        if question["kind"] != "note":
            question["required"] = chance.random() < 0.5
        asked = [one for one in questions if one["kind"] in {"single", "multiple", "scale", "number"}]
        if asked and chance.random() < 0.6:
            question["if"] = simple(chance, asked)
        questions.append(question)
        document = {"consult": 1, "title": {"pl": "T"}, "languages": ["pl", "en"], "sections": [
            {"key": "s", "title": {"pl": "Część", "en": "Part"}, "questions": questions}]}  # fmt: skip
        if any(problem.is_mistake for problem in lint(document)[1]):
            questions.pop()
    return document


def simple(chance, asked):
    """Make a condition on one answer."""
    one = chance.choice(asked)
    test = condition(chance, [one], 3)
    while "compute" in test or "other" in test:
        test = condition(chance, [one], 3)
    return test


def told(question):
    """Give what a question says, without where it stands and how it is kept."""
    bare = {"section": "", "own_condition": None, "unit": {}}
    if question.kind == "number":
        bare["step"] = None
    return replace(question, **bare)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_what_both_can_say_comes_back(seed):
    asked = compile_plan(made(seed))
    returned, lines = back(asked)
    assert lines == []
    assert list(map(told, returned.items)) == list(map(told, asked.items))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_gives_a_form_that_can_be_read(name):
    returned, lines = back(plan(name))
    assert {line.what for line in lines} <= LINES.keys()
    kept = {question.key for question in returned.items}
    said = {line.where for line in lines}
    assert all(question.key in kept or question.key in said for question in plan(name).items)


def test_no_cell_is_a_formula():
    asked = compile_plan(
        {"consult": 1, "title": {"pl": "=1+1"}, "sections": [
            {"key": "s", "questions": [{"key": "q", "kind": "text", "text": {"pl": "=HYPERLINK(1)"}}]}]}
    )  # fmt: skip
    data, _lines = xlsform(asked, "f")
    cells = [cell for sheet in load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
