"""LimeSurvey: each type becomes a kind, conditions of every age are kept, and what is lost is told."""

import pytest

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.imports.recognising import read_foreign
from consult.questionnaires.rules.reading import NotAQuestionnaire
from tests.questionnaires.rules.imports.limesurvey_files import old, rows

ABC = {"A": "One", "B": "Two", "C": "Three"}
PARTS = {"SQ1": "First", "SQ2": "Second"}
BOTH = {"0/Y1": "Row 1", "0/Y2": "Row 2", "1/X1": "Column 1", "1/X2": "Column 2"}


def read(data):
    found = read_foreign(data, "name")
    return compile_plan(found.document), found


def told(found):
    return {line.what for line in found.lines}


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("L", {"answers": ABC}, {"kind": "single", "look": "circles"}),
        ("!", {"answers": ABC}, {"kind": "single", "look": "list"}),
        ("M", {"parts": PARTS, "other": "Y"}, {"kind": "multiple"}),
        ("P", {"parts": PARTS}, {"kind": "multiple"}),
        ("Y", {}, {"kind": "single"}),
        ("G", {}, {"kind": "single"}),
        ("S", {"attributes": {"maximum_chars": "12"}}, {"kind": "text", "high": 12, "is_long": False}),
        ("T", {}, {"kind": "text", "is_long": True}),
        ("S", {"attributes": {"numbers_only": "1"}}, {"kind": "number"}),
        ("N", {"attributes": {"min_num_value_n": "1"}}, {"kind": "number", "low": 1, "decimals": None}),
        ("N", {"attributes": {"num_value_int_only": "1"}}, {"kind": "number", "decimals": 0}),
        ("K", {"parts": PARTS, "attributes": {"equals_num_value": "100"}}, {"kind": "number", "total": 100}),
        ("Q", {"parts": PARTS}, {"kind": "grid", "holds": "text"}),
        ("D", {"attributes": {"date_format": "mm/yyyy"}}, {"kind": "date", "holds": "month"}),
        ("5", {}, {"kind": "scale"}),
        ("A", {"parts": PARTS}, {"kind": "matrix"}),
        ("B", {"parts": PARTS}, {"kind": "matrix"}),
        ("C", {"parts": PARTS}, {"kind": "matrix"}),
        ("E", {"parts": PARTS}, {"kind": "matrix"}),
        ("F", {"parts": PARTS, "answers": ABC}, {"kind": "matrix"}),
        ("H", {"parts": PARTS, "answers": ABC}, {"kind": "matrix"}),
        (":", {"parts": BOTH}, {"kind": "grid", "holds": "number", "low": 1, "high": 10}),
        (":", {"parts": BOTH, "attributes": {"multiflexible_checkbox": "1"}}, {"kind": "grid", "holds": "multiple"}),
        (";", {"parts": BOTH}, {"kind": "grid", "holds": "text"}),
        ("R", {"answers": ABC}, {"kind": "ranking"}),
        ("X", {}, {"kind": "note"}),
        ("|", {}, {"kind": "text"}),
    ],
)  # fmt: skip
def test_a_type_becomes_a_kind(kind, more, expected):
    plan, found = read(old(("Q1", kind, {"mandatory": "Y", **more})))
    question = plan.items[0]
    assert {name: getattr(question, name) for name in expected} == expected
    assert question.text == {"pl": "Q1 in en", "en": "Q1 in en"}
    assert question.is_required is (kind != "X")
    assert ("type_as_words" in told(found)) is (kind == "|")
    offered = more.get("answers", ABC) if kind == "L" else ()
    assert not offered or [option.key for option in question.options] == list(offered)


def test_codes_that_are_numbers_keep_their_order():
    down, up, gaps = ({code: code for code in codes} for codes in ("54321", "123", "159"))
    plan, _found = read(
        old(*((f"Q{at}", "F", {"parts": PARTS, "answers": codes}) for at, codes in enumerate((down, up, gaps))))
    )
    assert [[column.value for column in question.columns] for question in plan.questions] == [
        ["a5", "a4", "a3", "a2", "a1"],
        [1, 2, 3],
        ["a1", "a5", "a9"],
    ]


def test_two_scales_a_comment_and_exclusive_options():
    plan, found = read(
        old(
            ("D", "1", {"parts": PARTS, "answers": {"0/A": "a", "0/B": "b", "1/C": "c", "1/D": "d"}}),
            ("O", "O", {"answers": ABC}),
            ("M", "M", {"parts": PARTS, "attributes": {"exclude_all_others": "SQ2", "max_answers": "1"}}),
        )
    )
    assert [question.key for question in plan.questions] == ["D", "D_2", "O", "O_comment", "M"]
    assert [option.is_exclusive for option in plan.question("M").options] == [False, True]
    assert "split_in_two" in told(found)


def test_languages_and_markup():
    data = old(
        ("Q1", "S", {"texts": {"de": "Wie?", "pl": "<p>Jak <b>bardzo</b>?</p><script>x()</script>", "en": "How?"}}),
        languages=("de", "pl", "en"),
    )
    plan, found = read(data)
    assert plan.questions[0].text == {"pl": "Jak bardzo?", "en": "How?"}
    assert plan.title == {"pl": "Title pl", "en": "Title en"}
    assert {"media_left_out", "language_left_out"} <= told(found)
    assert "no_polish_words" not in told(found)


ASKED = (("A", "L", {"answers": {"1": "x", "2": "y", "10": "z"}}), ("M", "M", {"parts": PARTS}), ("N", "N"), ("S", "S"))
CHOSEN, FIRST = {"question": "A", "op": "=", "value": "1"}, {"question": "M", "op": "includes", "value": "SQ1"}
THERE = {"question": "A", "op": "answered", "value": True}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A.NAOK == "1"', CHOSEN),
        ("A == 1", CHOSEN),
        ('9X1X1.NAOK == "1"', CHOSEN),
        ('!is_empty(A.NAOK) && M_SQ1 == "Y"', {"all": [THERE, FIRST]}),
        ('9X1X2SQ1.NAOK == "Y"', FIRST),
        ("A > 1", {"any": [{**CHOSEN, "value": "2"}, {**CHOSEN, "value": "10"}]}),
        ('A > "1"', {"any": [{**CHOSEN, "value": "2"}, {**CHOSEN, "value": "10"}]}),
        ('A >= "2"', {**CHOSEN, "value": "2"}),  # words are compared letter by letter
        ("count(that.M.NAOK) > 0", {"any": [FIRST, {**FIRST, "value": "SQ2"}]}),
        ("count(that.M.NAOK) == 2", {"all": [FIRST, {**FIRST, "value": "SQ2"}]}),
        ("N >= 18", {"question": "N", "op": ">=", "value": 18}),
        ("N.NAOK lt 65", {"question": "N", "op": "<", "value": 65}),
        ("is_empty(S)", {"question": "S", "op": "answered", "value": False}),
        ('S != ""', {"question": "S", "op": "answered", "value": True}),
        ("1 == 1", None),
        ("if(A == 1, N > 3, 0)", {"all": [CHOSEN, {"question": "N", "op": ">", "value": 3}]}),
    ],
)  # fmt: skip
def test_a_condition_is_kept(text, expected):
    _plan, found = read(old(*ASKED, ("Q", "S", {"relevance": text})))
    assert found.document["sections"][0]["questions"][4].get("if") == expected
    assert (found.conditions, found.translated) == (1, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('S == "abc"', "not_compared_here"),
        ("N > A", "compares_answers"),
        ("Q2 == 1", "asked_later"),
        ("missing == 1", "unknown_there"),
        ("A = 1", "function_unknown"),
        ("sin(N) > 1", "function_unknown"),
        ("A == ", "condition_unreadable"),
        ("((((", "condition_unreadable"),
        ("A == 1 ]", "condition_unreadable"),
        ("(" * 5000 + "A", "condition_unreadable"),
    ],
)
def test_a_condition_that_is_lost_is_told(text, why):
    _plan, found = read(old(*ASKED, ("Q", "S", {"relevance": text}), ("Q2", "N")))
    assert why in told(found)
    assert "if" not in found.document["sections"][0]["questions"][4]
    assert (found.conditions, found.translated) == (1, 0)


def test_a_question_that_is_not_asked_fails_a_condition_without_naok():
    lines = [("A", "Y"), ("B", "Y", {"relevance": 'A == "Y"'})]
    _plan, found = read(old(*lines, ("C", "S", {"relevance": 'B != "Y"'}), ("D", "S", {"relevance": 'B.NAOK != "Y"'})))
    asked = found.document["sections"][0]["questions"]
    unlike = {"question": "B", "op": "!=", "value": "Y"}
    assert asked[2]["if"] == {"all": [{"question": "A", "op": "=", "value": "Y"}, unlike]}
    assert asked[3]["if"] == unlike


def test_groups_equations_and_what_is_never_asked():
    plan, found = read(
        old(
            ("A", "Y"),
            ("E", "*", {"texts": {"en": "{if(A == 'Y', 1, 2)}"}}),
            ("B", "S", {"gid": 2, "relevance": "E == 2"}),
            ("C", "S", {"gid": 2, "relevance": "0"}),
            groups=({}, {"grelevance": "!is_empty(A)"}),
        )
    )
    there = {"question": "A", "op": "answered", "value": True}
    first, second = found.document["sections"][1]["questions"]
    assert first["if"] == {"all": [there, {"question": "A", "op": "!=", "value": "Y"}]}
    assert second["if"]["all"][1:] == [{"question": "A", "op": "answered", "value": False}]
    assert (found.conditions, found.translated, len(plan.questions)) == (3, 3, 3)
    assert "calculation_left_out" in told(found)


def test_conditions_as_they_were_before_expressions():
    table = [
        {"qid": 3, "cqid": 1, "cfieldname": "9X1X1", "method": "==", "value": "Y", "scenario": 1},
        {"qid": 3, "cqid": 2, "cfieldname": "+9X1X2SQ1", "method": "==", "value": "Y", "scenario": 1},
        {"qid": 3, "cqid": 2, "cfieldname": "9X1X2", "method": "==", "value": "SQ2", "scenario": 1},
        {"qid": 3, "cqid": 1, "cfieldname": "9X1X1", "method": "==", "value": " ", "scenario": 2},
    ]
    _plan, found = read(old(("A", "Y"), ("M", "M", {"parts": PARTS}), ("Q", "S"), conditions=table, version=146))
    either = {"any": [{"question": "M", "op": "includes", "value": code} for code in PARTS]}
    one = {"all": [{"question": "A", "op": "=", "value": "Y"}, either]}
    assert found.document["sections"][0]["questions"][2]["if"] == {
        "any": [one, {"question": "A", "op": "answered", "value": False}]
    }


def test_texts_beside_the_rows():
    new = "".join((
        "<document><LimeSurveyDocType>Question</LimeSurveyDocType><languages><language>pl</language></languages>",
        rows("questions", [{"qid": 5, "gid": 1, "type": "M", "title": "Q", "parent_qid": 0}]),
        rows("subquestions", [{"qid": 6, "parent_qid": 5, "title": "SQ1"}]),
        rows("question_l10ns", [{"qid": 5, "question": "Co?", "language": "pl"},
                                {"qid": 6, "question": "To", "language": "pl"}]),
        "</document>",
    ))  # fmt: skip
    plan, found = read(new.encode())
    assert (plan.questions[0].text, plan.questions[0].options[0].text) == ({"pl": "Co?"}, {"pl": "To"})
    assert told(found) == {"no_words"}


def test_a_table():
    lines = [
        "class\ttype/scale\tname\trelevance\ttext\tlanguage\tmandatory",
        "S\t\tlanguage\t\tpl\t\t",
        "S\t\tadditional_languages\t\ten\t\t",
        "SL\t\tsurveyls_title\t\tTytuł\tpl\t",
        "G\tG0\tGrupa\t1\t\tpl\t",
        "Q\tL\tq1\t1\tCo?\tpl\tY",
        "A\t0\ta\t\tTak\tpl\t",
        "A\t0\tb\t\tNie\tpl\t",
        "Q\tS\tq2\tq1 == 'a'\tDlaczego?\tpl\t",
        "G\tG0\tGroup\t1\t\ten\t",
        "Q\tL\tq1\t1\tWhat?\ten\tY",
        "A\t0\ta\t\tYes\ten\t",
        "A\t0\tb\t\tNo\ten\t",
        "Q\tS\tq2\tq1 == 'a'\tWhy?\ten\t",
    ]
    plan, found = read("\n".join(lines).encode())
    first, second = plan.questions
    assert first.text == {"pl": "Co?", "en": "What?"}
    assert [option.text for option in first.options] == [{"pl": "Tak", "en": "Yes"}, {"pl": "Nie", "en": "No"}]
    assert first.is_required
    assert second.condition.value == "a"
    assert found.lines == ()


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"<document>\n<rows>\n</document>", "line:3", "not_xml"),
        (b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><document>&e;</document>', "", "xml_with_definitions"),
        (b"<html></html>", "", "not_limesurvey"),
        (b"PK\x03\x04 nonsense", "", "broken_archive"),
        (b"class\ttype/scale\tname\ntext\nQ\tS\tq\n", "line:2", "unknown_class"),
        (b"class\ttype/scale\tname\nQ\tS\tq\n", "line:2", "question_without_group"),
        (b"class\ttype/scale\tname\nG\tG0\tg\nA\t0\ta\n", "line:3", "part_without_question"),
        (b"class\ttype/scale\tname\n\xff\n", "", "not_text"),
    ],
)
def test_a_broken_file_says_where(data, where, what):
    with pytest.raises(NotAQuestionnaire) as refused:
        read(data)
    assert (refused.value.problems[0].where, refused.value.problems[0].what) == (where, what)
