"""SurveyJS: each type becomes a kind, conditions are kept, and what is lost is told."""

import json

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.imports.recognising import read_foreign
from consult.questionnaires.rules.reading import NotAQuestionnaire

ROWS = ["r1", {"value": "r2", "text": {"default": "Row", "pl": "Wiersz"}}]


def read(*elements, **more):
    data = {"title": "T", "pages": [{"name": "p", "elements": list(elements)}], **more}
    found = read_foreign(json.dumps(data).encode(), "name")
    return compile_plan(found.document), found


def told(found):
    return {line.what for line in found.lines} - {"language_unsaid"}


@pytest.mark.parametrize(
    ("element", "expected", "said"),
    [
        ({"type": "radiogroup", "choices": ["a", "b"]}, {"kind": "single", "look": "circles"}, ""),
        ({"type": "dropdown", "choices": [1, 2], "hasOther": True}, {"kind": "single", "look": "list"}, ""),
        ({"type": "checkbox", "choices": ["a", "b"], "maxSelectedChoices": 1}, {"kind": "multiple", "high": 1}, ""),
        ({"type": "tagbox", "choices": ["a", "b"], "showNoneItem": True}, {"kind": "multiple"}, ""),
        ({"type": "ranking", "choices": ["a", "b"]}, {"kind": "ranking"}, ""),
        ({"type": "boolean"}, {"kind": "single"}, ""),
        ({"type": "rating", "rateMin": 0, "rateMax": 10}, {"kind": "scale"}, ""),
        ({"type": "rating", "rateType": "stars"}, {"kind": "scale", "look": "stars"}, ""),
        ({"type": "rating", "rateValues": ["good", "bad"]}, {"kind": "scale"}, ""),
        ({"type": "text"}, {"kind": "text", "is_long": False}, ""),
        ({"type": "text", "inputType": "number", "min": 1}, {"kind": "number", "low": 1}, ""),
        ({"type": "text", "inputType": "date"}, {"kind": "date"}, ""),
        ({"type": "text", "inputType": "datetime-local"}, {"kind": "date"}, "time_left_out"),
        ({"type": "comment", "maxLength": 90}, {"kind": "text", "is_long": True, "high": 90}, ""),
        ({"type": "html", "html": "<p>Words</p>"}, {"kind": "note"}, ""),
        ({"type": "file"}, {"kind": "text"}, "type_as_words"),
        ({"type": "hologram"}, {"kind": "text"}, "type_as_words"),
        ({"type": "imagepicker", "choices": ["a", "b"]}, {"kind": "single"}, "media_left_out"),
        ({"type": "matrix", "columns": [1, 2, 3], "rows": ROWS}, {"kind": "matrix"}, ""),
        ({"type": "matrix", "columns": ["x", "y"], "rows": ROWS, "cellType": "checkbox"}, {"kind": "grid"}, ""),
        ({"type": "multipletext", "items": [{"name": "a"}, {"name": "b"}]}, {"kind": "grid", "holds": "text"}, ""),
        ({"type": "matrixdropdown", "choices": [1, 2], "columns": [{"name": "c"}], "rows": [1]}, {"look": ""}, ""),
        ({"type": "matrixdynamic", "columns": [{"name": "c", "cellType": "text"}]}, {"kind": "grid"}, "rows_fixed"),
        ({"type": "dropdown", "choicesByUrl": {"url": "x"}}, {"kind": "text"}, "choices_elsewhere"),
    ],
)  # fmt: skip
def test_a_type_becomes_a_kind(element, expected, said):
    plan, found = read({"name": "q", "isRequired": True, **element})
    question = plan.items[0]
    assert {name: getattr(question, name) for name in expected} == expected
    assert question.is_required is (question.kind != "note")
    assert told(found) == ({said} if said else set())


def test_columns_that_ask_for_different_things():
    columns = [{"name": "a", "cellType": "dropdown", "choices": [1, 2]}, {"name": "b", "cellType": "text"}]
    plan, found = read({"type": "matrixdropdown", "name": "q", "rows": ROWS, "columns": columns})
    assert [(one.key, one.kind) for one in plan.questions] == [("q", "matrix"), ("q_b", "grid")]
    assert told(found) == {"split_by_column"}


ASKED = (
    {"type": "radiogroup", "name": "s", "choices": ["a", "b", "c"]},
    {"type": "checkbox", "name": "m", "choices": ["x", "y", "z"]},
    {"type": "text", "name": "n", "inputType": "number"},
    {"type": "rating", "name": "r"},
    {"type": "text", "name": "t"},
)
A, X = {"question": "s", "op": "=", "value": "a"}, {"question": "m", "op": "includes", "value": "x"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{s} = 'A'", A),
        ("{s} == 'a' or {S} = 'a'", A),
        ("{s} anyof ['a', 'b']", {"any": [A, {**A, "value": "b"}]}),
        ("{s} <> 'a'", {**A, "op": "!="}),
        ("{t} notempty and {m} contains 'X'", {"all": [{"question": "t", "op": "answered", "value": True}, X]}),
        ("{m} notcontains 'x'", {"not": X}),
        ("{m} contains ['x', 'y']", {"all": [X, {**X, "value": "y"}]}),
        ("{m.length} >= 3", {"all": [X, {**X, "value": "y"}, {**X, "value": "z"}]}),
        ("!({n} > 3)", {"not": {"question": "n", "op": ">", "value": 3}}),
        ("{r} >= 4", {"question": "r", "op": ">=", "value": 4}),
        ("iif({s} = 'a', true, false)", A),
        ("{both}", A),
    ],
)
def test_a_condition_is_kept(text, expected):
    calculated = [{"name": "both", "expression": "{s} = 'a'"}]
    _plan, found = read(*ASKED, {"type": "text", "name": "q", "visibleIf": text}, calculatedValues=calculated)
    assert found.document["sections"][0]["questions"][5].get("if") == expected
    assert (found.conditions, found.translated) == (1, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{t} = 'abc'", "not_compared_here"),
        ("{n} > {t}", "compares_answers"),
        ("age({n}) > 3", "function_unknown"),
        ("not ({s} = 'a')", "function_unknown"),
        ("{nobody} = 1", "unknown_there"),
        ("{s} = ", "condition_unreadable"),
        ("{s} ~ 'a'", "condition_unreadable"),
    ],
)
def test_a_condition_that_is_lost_is_told(text, why):
    _plan, found = read(*ASKED, {"type": "text", "name": "q", "visibleIf": text})
    assert told(found) == {why}
    assert (found.conditions, found.translated) == (1, 0)


def test_panels_pages_and_languages():
    inside = {"type": "text", "name": "x", "title": {"default": "X?", "pl": "Iks?", "de": "X!"}, "enableIf": "{n} > 1"}
    panel = {"type": "panel", "name": "p", "title": {"default": "Panel", "pl": "Ramka"}, "elements": [inside]}
    panel["visibleIf"] = "{s} = 'a'"
    plan, found = read(*ASKED, panel, {"type": "text", "name": "y"}, locale="en", title={"default": "T", "pl": "Tytuł"})
    x, y = plan.question("x"), plan.question("y")
    assert x.text == {"pl": "Iks?", "en": "X?"}
    assert (len(x.condition.parts), y.condition) == (2, None)
    assert plan.title == {"pl": "Tytuł", "en": "T"}
    assert told(found) == {"enabled_as_asked", "language_left_out"}
    assert [section["title"]["pl"] for section in found.document["sections"] if "title" in section] == ["Ramka"]


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b'{"pages": [{"elements": [{"type": "text"}]}]}', "pages[0].elements[0]", "name_missing"),
        (b'{"pages": {"elements": []}}', "pages", "not_a_list"),
        (b'{"pages": [{"elements": [null]}]}', "pages[0].elements[0]", "not_an_object_there"),
        (b'{"pages": [', "", "not_json"),
        (b"[1]", "", "not_surveyjs"),
    ],
)
def test_a_broken_file_says_where(data, where, what):
    with pytest.raises(NotAQuestionnaire) as refused:
        read_foreign(data, "name", "surveyjs")
    assert (refused.value.problems[0].where, refused.value.problems[0].what) == (where, what)
