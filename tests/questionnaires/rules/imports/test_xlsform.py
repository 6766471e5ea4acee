"""XLSForm: each type becomes a kind, conditions and limits are kept, and what is lost is told."""

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.imports.recognising import read_foreign
from consult.questionnaires.rules.reading import NotAQuestionnaire
from tests.questionnaires.rules.imports.sheets import workbook

CHOICES = [("list_name", "name", "label"), *(("l", code, code.upper()) for code in "abc")]


def read(rows, choices=CHOICES, beside=lambda _name: None, **sheets):
    found = read_foreign(workbook(survey=rows, choices=choices, **sheets), "name", beside=beside)
    return compile_plan(found.document), found


def told(found):
    return {line.what for line in found.lines}


def one(kind, columns=(), cells=()):
    plan, found = read([("type", "name", "label", *columns), (kind, "q", "Q", *cells)])
    return plan.items[0], found


@pytest.mark.parametrize(
    ("kind", "expected", "said"),
    [
        ("select_one l", {"kind": "single", "look": "circles"}, None),
        ("select one from l", {"kind": "single"}, None),
        ("Select_One l", {"kind": "single"}, None),
        ("select_multiple l", {"kind": "multiple"}, None),
        ("select all that apply from l", {"kind": "multiple"}, None),
        ("select_one l or_other", {"kind": "single"}, None),
        ("rank l", {"kind": "ranking"}, None),
        ("text", {"kind": "text"}, None),
        ("integer", {"kind": "number", "decimals": 0}, None),
        ("decimal", {"kind": "number", "decimals": None}, None),
        ("range", {"kind": "scale"}, None),
        ("date", {"kind": "date", "holds": "day"}, None),
        ("time", {"kind": "date", "holds": "time"}, None),
        ("dateTime", {"kind": "date", "holds": "day"}, "time_left_out"),
        ("note", {"kind": "note"}, None),
        ("acknowledge", {"kind": "consent"}, None),
        ("geopoint", {"kind": "text"}, "type_as_words"),
        ("image", {"kind": "text"}, "type_as_words"),
        ("select_one_from_file x.csv", {"kind": "text"}, "file_not_there"),
    ],
)
def test_a_type_becomes_a_kind(kind, expected, said):
    question, found = one(kind)
    assert {name: getattr(question, name) for name in expected} == expected
    assert told(found) == {"language_unsaid"} | ({said} if said else set())
    assert [option.is_other for option in question.options] in ([], [False] * 3, [False] * 3 + [True])


@pytest.mark.parametrize(
    ("kind", "constraint", "expected", "is_all"),
    [
        ("integer", ". >= 1 and . < 10", {"low": 1, "high": 9}, True),
        ("integer", ". > -5", {"low": -4}, True),
        ("decimal", ". <= 2.5", {"high": 2.5}, True),
        ("decimal", ". < 2.5", {"high": None}, False),
        ("text", "string-length(.) <= 20", {"high": 20}, True),
        ("text", "regex(., '[a-z]+')", {}, False),
        ("select_multiple l", "count-selected(.) <= 2", {"high": 2}, True),
        ("select_multiple l", "not(selected(., 'a') and selected(., 'b'))", {"high": None}, False),
        ("integer", ". >= 1 and . <= ${other}", {"low": 1}, False),
        ("integer", "((", {}, False),
    ],
)
def test_limits(kind, constraint, expected, is_all):
    question, found = one(kind, ("constraint",), (constraint,))
    assert {name: getattr(question, name) for name in expected} == expected
    assert ("constraint_left_out" in told(found) or bool(question.checks)) is not is_all


def test_a_date_until_today():
    question, _found = one("date", ("constraint",), (". <= today() and . >= date('2020-01-01')",))
    assert question.earliest.on == "2020-01-01"
    assert question.latest.on == ""


@pytest.mark.parametrize(
    ("columns", "cells", "what"),
    [
        (("required",), ("${x} = 1",), "required_if"),
        (("default",), ("5",), "default_left_out"),
        (("appearance",), ("likert",), "appearance_left_out"),
        (("media::image",), ("x.png",), "media_left_out"),
        (("choice_filter",), ("a = ${b}",), "options_filtered"),
        (("read_only",), ("yes",), "readonly_left_out"),
        (("calculation",), ("1 + 1",), "value_left_out"),
        (("hint",), ("Tell us of ${x}",), "answer_in_text"),
    ],
)
def test_what_is_lost_is_told(columns, cells, what):
    _question, found = one("integer", columns, cells)
    assert told(found) == {"language_unsaid", what}


A = {"question": "s", "op": "=", "value": "a"}


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ("${s} = 'a'", A),
        ("selected(${s}, 'a')", A),
        ("../s = 'a'", A),
        ("${s} = ‘a’", A),
        ("not(${s} = 'a')", {**A, "op": "!="}),
        ("${s} != ''", {"question": "s", "op": "answered", "value": True}),
        ("string-length(${s}) = 0", {"question": "s", "op": "answered", "value": False}),
        ("selected(${m}, 'b') or ${n} > 3", {"any": [
            {"question": "m", "op": "includes", "value": "b"}, {"question": "n", "op": ">", "value": 3}]}),
        ("${n} != 3", {"question": "n", "op": "!=", "value": 3}),
        ("3 < ${n}", {"question": "n", "op": ">", "value": 3}),
        ("${k} = '1'", {"question": "k", "op": "=", "value": 1}),
        ("true()", None),
    ],
)  # fmt: skip
def test_a_condition_is_kept(relevant, expected):
    rows = [
        ("type", "name", "label", "relevant", "calculation"),
        ("select_one l", "s", "S"),
        ("select_multiple l", "m", "M"),
        ("integer", "n", "N"),
        ("calculate", "k", "", "", "if(${s} = 'a', '1', '0')"),
        ("text", "q", "Q", relevant),
    ]
    _plan, found = read(rows)
    assert found.document["sections"][0]["questions"][-1].get("if") == expected
    assert (found.conditions, found.translated) == (1, 1)


def test_groups_give_their_condition_to_each_question():
    rows = [
        ("type", "name", "label", "relevant"),
        ("select_one l", "s", "S", ""),
        ("begin group", "g", "Group", "${s} = 'a'"),
        ("text", "x", "X", ""),
        ("begin repeat", "r", "Again", ""),
        ("text", "y", "Y", "${x} != ''"),
        ("end repeat", "", "", ""),
        ("end group", "", "", ""),
        ("text", "z", "Z", ""),
    ]
    plan, found = read(rows)
    assert [section["title"]["pl"] if "title" in section else "" for section in found.document["sections"]] == [
        "", "Group", "Again", "",
    ]  # fmt: skip
    x, y, z = (plan.question(key).condition for key in "xyz")
    assert (x.question, len(y.parts), z) == ("s", 2, None)
    assert "asked_once" in told(found)
    assert (found.conditions, found.translated) == (2, 2)


def test_languages():
    rows = [
        ("type", "name", "label::English (en)", "label::Polish (pl)", "label::French (fr)", "hint::Polish (pl)"),
        ("select_one l", "q", "How?", "Jak?", "Comment?", "Podpowiedź"),
    ]
    choices = [("list_name", "name", "label::Polish (pl)"), ("l", "a", "Tak"), ("l", "b", "Nie")]
    settings = [("form_title", "default_language"), ("Ankieta", "Polish (pl)")]
    plan, found = read(rows, choices, settings=settings)
    assert plan.questions[0].text == {"pl": "Jak?", "en": "How?"}
    assert plan.questions[0].hint == {"pl": "Podpowiedź"}
    assert plan.title == {"pl": "Ankieta"}
    assert told(found) == {"language_left_out"}


def test_choices_in_a_file_beside():
    plan, found = read(
        [("type", "name", "label"), ("select_one_from_file towns.csv", "q", "Q")],
        beside={"towns.csv": b"name,label\nk,Kielce\ns,Sandomierz\n"}.get,
    )
    assert [option.text["pl"] for option in plan.questions[0].options] == ["Kielce", "Sandomierz"]
    assert "file_not_there" not in told(found)


HEADER = ("type", "name", "label", "calculation")


@pytest.mark.parametrize(
    ("rows", "where", "what"),
    [
        ([HEADER, ("teleport", "q", "Q")], "survey:2", "unknown_type"),
        ([HEADER, ("text", "", "Q")], "survey:2", "name_missing"),
        ([HEADER, ("", "q", "Q")], "survey:2", "type_missing"),
        ([HEADER, ("text", "q", "Q"), ("end group", "")], "survey:3", "group_not_open"),
        ([HEADER, ("begin group", "g", ""), ("text", "q", "Q")], "survey:2", "group_not_closed"),
        ([HEADER, ("select_one nowhere", "q", "Q")], "survey:2", "unknown_list"),
        ([HEADER, ("calculate", "c", "", "")], "survey:2", "calculation_missing"),
        ([HEADER, ("calculate", "c", "", "1 plus 1")], "survey:2", "expression_broken"),
        ([("type", "name", "label", "Label"), ("text", "q", "Q")], "survey:1", "column_twice"),
        ([HEADER], "survey", "sheet_missing"),
    ],
)
def test_a_broken_file_says_where(rows, where, what):
    with pytest.raises(NotAQuestionnaire) as refused:
        read(rows)
    assert (refused.value.problems[0].where, refused.value.problems[0].what) == (where, what)


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1nonsense", workbook(survey=[("a",)])[:-30]])
def test_a_damaged_spreadsheet(data):
    with pytest.raises(NotAQuestionnaire) as refused:
        read_foreign(data, "name", "xlsform")
    assert refused.value.problems[0].what == "broken_spreadsheet"
