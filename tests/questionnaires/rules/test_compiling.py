"""A document is checked once, and each mistake is told with its place."""
# ruff: noqa: E501  # a mistake and its place read best on one line

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.questionnaires.rules.compiling import MOST_QUESTIONS, compile_plan, lint
from consult.questionnaires.rules.conditions import DEEPEST, MOST_PARTS
from consult.questionnaires.rules.reading import LARGEST_DOCUMENT, NotAQuestionnaire, read_json
from tests.questionnaires.sampling import SAMPLES, asking, document, options, plan


def mistakes(said):
    """List what is wrong with a document, as pairs of place and key."""
    found, problems = lint(said)
    wrong = [(problem.where, problem.what) for problem in problems if problem.is_mistake]
    assert (found is None) == bool(wrong)
    return wrong


def advice(said):
    return [(problem.where, problem.what) for problem in lint(said)[1] if not problem.is_mistake]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_in_order(name):
    assert mistakes(document(name)) == []
    assert advice(document(name)) == []


def test_what_a_plan_holds():
    made = plan("about")
    assert (made.asks_class, made.asks_area, made.languages) == (True, True, ("pl",))
    assert made.intro == {"pl": "Pytamy, **czyj** głos słyszymy."}
    assert made.question("often").section == "s"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ([], ("", "not_an_object")),
        ({}, ("consult", "unknown_format")),
        ({"consult": True}, ("consult", "unknown_format")),
        ({"consult": 1, "sections": []}, ("title", "not_a_text")),
        (asking(kind="single", options=options("a")) | {"title": {"en": "T"}}, ("title", "no_polish")),
        (asking(kind="text") | {"title": {"pl": 5}}, ("title", "not_a_text")),
        (asking(kind="text") | {"title": {"pl": "T\x00"}}, ("title.pl", "bad_text")),
        (asking(kind="text") | {"intro": {"pl": "x" * 6000}}, ("intro.pl", "bad_text")),
        (asking(kind="text") | {"languages": ["de", "pl"]}, ("languages", "bad_languages")),
        (asking(kind="text") | {"languages": ["en"]}, ("languages", "bad_languages")),
        (asking(kind="text") | {"languages": "pl"}, ("languages", "bad_languages")),
        (asking(kind="text") | {"about": ["name"]}, ("about", "bad_about")),
        (asking(kind="text") | {"about": 5}, ("about", "bad_about")),
        (asking(kind="text") | {"sections": {}}, ("sections", "empty_list")),
        (asking(kind="text") | {"sections": [5]}, ("sections[0]", "not_an_object")),
        (asking(kind="text") | {"sections": [{"key": "s", "questions": {}}]}, ("sections[0].questions", "empty_list")),
        (asking(kind="dance"), ("sections[0].questions[0].kind", "unknown_kind")),
        (asking(kind=["text"]), ("sections[0].questions[0].kind", "unknown_kind")),
        (asking(kind="text", key="a b"), ("sections[0].questions[0].key", "bad_key")),
        (asking(kind="text", key=True), ("sections[0].questions[0].key", "bad_key")),
        (asking(kind="text", required="yes"), ("sections[0].questions[0].required", "not_yes_or_no")),
        (asking(kind="text", max=0), ("sections[0].questions[0].max", "bad_length")),
        (asking(kind="text", max=1.5), ("sections[0].questions[0].max", "not_a_number")),
        (asking(kind="text", max=True), ("sections[0].questions[0].max", "not_a_number")),
        (asking(kind="single"), ("sections[0].questions[0].options", "empty_list")),
        (asking(kind="single", options=options("a", "a")), ("sections[0].questions[0].options[1].key", "key_twice")),
        (asking(kind="single", options=options(*map(str, range(101)))), ("sections[0].questions[0].options", "too_many_items")),
        (asking(kind="multiple", options=options("a"), min=2), ("sections[0].questions[0].min", "limits_beyond_options")),
        (asking(kind="multiple", options=options("a"), max=0), ("sections[0].questions[0].min", "limits_beyond_options")),
        (asking(kind="number", min=3, max=2), ("sections[0].questions[0].max", "limits_crossed")),
        (asking(kind="number", max=10**13), ("sections[0].questions[0].max", "not_a_number")),
        (asking(kind="scale", min=1, max=1), ("sections[0].questions[0].max", "bad_steps")),
        (asking(kind="scale", min=0, max=11), ("sections[0].questions[0].max", "bad_steps")),
        (asking(kind="scale", options=options("a", "b", b={"exclusive": True})), ("sections[0].questions[0].options", "bad_steps")),
        (asking(kind="matrix"), ("sections[0].questions[0].rows", "empty_list")),
        (asking(kind="number", parts=options("a")), ("sections[0].questions[0].parts", "too_few_items")),
        (asking(kind="number", total=100), ("sections[0].questions[0].total", "total_without_parts")),
        (asking(kind="number", decimals=7), ("sections[0].questions[0].decimals", "bad_decimals")),
        (asking(kind="number", step=0), ("sections[0].questions[0].step", "bad_step")),
        (asking(kind="ranking", options=options("a", "b"), max=3), ("sections[0].questions[0].max", "limits_beyond_options")),
        (asking(kind="scale", nps=True, max=5), ("sections[0].questions[0].nps", "bad_nps")),
        (asking(kind="scale", look="stars", min=0), ("sections[0].questions[0].look", "bad_stars")),
        (asking(kind="scale", min=0, max=10, step=3), ("sections[0].questions[0].max", "bad_steps")),
        (asking(kind="date", precision="week"), ("sections[0].questions[0].precision", "not_one_of")),
        (asking(kind="date", min="24.11.2026"), ("sections[0].questions[0].min", "not_a_limit")),
        (asking(kind="date", min="2026-02-30"), ("sections[0].questions[0].min", "not_a_limit")),
        (asking(kind="date", min="2026-02-01", max="2026-01-01"), ("sections[0].questions[0].max", "limits_crossed")),
        (asking(kind="date", max={"today": True, "weeks": 1}), ("sections[0].questions[0].max.weeks", "unknown_field")),
        (asking(kind="date", max={"today": True, "question": "x"}), ("sections[0].questions[0].max", "not_a_limit")),
        (asking(kind="date", max={"question": "x"}), ("sections[0].questions[0]", "not_an_earlier_date")),
        (asking(kind="date", precision="time", min="today"), ("sections[0].questions[0].min", "not_a_limit")),
        (asking(kind="single", look="search", options=options("a", "A", A={"text": "ą"})), ("sections[0].questions[0].options[1].text", "same_words")),
        (asking(kind="grid", cells="colour", rows=options("a"), options=options("a")), ("sections[0].questions[0].cells", "not_one_of")),
        (asking(kind="grid", cells="text", max=301, rows=options("a"), options=options("a")), ("sections[0].questions[0].max", "bad_length")),
        (asking(kind="grid", max=2, rows=options("a"), options=options("a")), ("sections[0].questions[0].min", "limits_beyond_options")),
        (asking(kind="scale", max=4, step=0), ("sections[0].questions[0].step", "bad_step")),
        (asking(kind="text", text="Podaj PESEL"), ("sections[0].questions[0]", "asks_identity")),
        (asking(kind="grid", cells="text", rows=options("a", a={"text": "numer dowodu osobistego"}), options=options("a")), ("sections[0].questions[0]", "asks_identity")),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(said, wrong):
    assert wrong in mistakes(said)


def test_what_nobody_reads_is_told_and_what_nobody_knows_is_refused():
    said = asking(kind="text", min=3) | {"title": {"pl": "T", "de": "T"}, "languages": ["pl", "en"]}
    assert advice(said) == [
        ("title", "not_translated"),
        ("title.de", "unknown_language"),
        ("sections[0].questions[0].min", "not_read_here"),
        ("sections[0].questions[0].text", "not_translated"),
    ]
    assert mistakes(asking(kind="text", colour="red")) == [("sections[0].questions[0].colour", "unknown_field")]


def test_a_plain_string_is_polish_and_a_number_can_be_a_key():
    said = asking(kind="single", text="Ile?", options=[{"key": 1, "text": "jeden"}])
    question = compile_plan(said).questions[0]
    assert (question.text, question.options[0].key) == ({"pl": "Ile?"}, "1")


def test_one_form_is_not_too_large():
    texts = [{"key": f"q{n}", "kind": "text", "long": True, "max": 20_000, "text": "T"} for n in range(8)]
    said = asking(kind="text") | {"sections": [{"key": "s", "questions": texts}]}
    assert mistakes(said) == [("sections", "too_much_to_type")]
    rows = [{"key": f"r{n}", "text": "R"} for n in range(50)]
    wide = [{"key": f"q{n}", "kind": "matrix", "rows": rows, "text": "T"} for n in range(31)]
    assert mistakes(said | {"sections": [{"key": "s", "questions": wide}]}) == [("sections", "too_many_fields")]
    half = [{"key": f"q{n}", "kind": "scale", "text": "T"} for n in range(MOST_QUESTIONS // 2 + 1)]
    rest = [question | {"key": f"x{question['key']}"} for question in half]
    parts = [{"key": "a", "questions": half}, {"key": "b", "questions": rest}]
    assert mistakes(said | {"sections": parts}) == [("sections", "too_many_items")]


YES = {"question": "visits", "op": "=", "value": "yes"}


def deep(levels):
    condition = YES
    for _ in range(levels - 1):
        condition = {"not": condition}
    return condition


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        (deep(DEEPEST + 1), "condition_too_deep"),
        ({"all": [deep(DEEPEST)]}, "condition_too_deep"),
        ("visits", "not_an_object"),
        ({"not": "x"}, "not_an_object"),
        ({"all": []}, "bad_parts"),
        ({"any": {}}, "bad_parts"),
        ({"any": [YES] * (MOST_PARTS + 1)}, "bad_parts"),
        ({"all": ["x"]}, "not_an_object"),
        ({}, "no_condition"),
        ({"question": "visits"}, "no_condition"),
        (YES | {"else": 1}, "no_condition"),
        ({"all": [YES], "any": [YES]}, "no_condition"),
        (YES | {"question": "last"}, "not_an_earlier_question"),
        (YES | {"question": "water"}, "not_an_earlier_question"),
        (YES | {"question": "why_not"}, "not_an_earlier_question"),
        (YES | {"question": "nobody"}, "not_an_earlier_question"),
        (YES | {"question": "__class__"}, "not_an_earlier_question"),
        (YES | {"question": ["visits"]}, "not_an_earlier_question"),
        (YES | {"op": "lambda"}, "unknown_operator"),
        (YES | {"op": ["="]}, "unknown_operator"),
        (YES | {"value": "perhaps"}, "cannot_be_compared"),
        (YES | {"op": "<"}, "cannot_be_compared"),
        (YES | {"op": "includes"}, "cannot_be_compared"),
        (YES | {"op": "answered", "value": "yes"}, "cannot_be_compared"),
    ],
)
def test_a_wrong_condition_is_refused(condition, wrong):
    said = document("routing")
    said["sections"][0]["questions"][2]["if"] = condition
    assert wrong in [what for _where, what in mistakes(said)]


def test_what_each_kind_compares():
    kinds = {
        "single": {"options": options("1", "b")},
        "multiple": {"options": options("a", "b")},
        "scale": {"options": options("unknown")},
        "matrix": {"rows": options("r")},
        "number": {},
        "text": {},
    }
    good = {
        ("single", "=", 1), ("single", "!=", "b"), ("multiple", "includes", "a"), ("scale", "=", "3"),
        ("scale", ">=", 4), ("scale", "!=", "unknown"), ("number", "<", 2.5), ("number", "=", 7),
    }  # fmt: skip
    bad = {
        ("multiple", "=", "a"), ("scale", "<", "unknown"), ("scale", "=", 9), ("scale", "includes", 3),
        ("matrix", "=", 3), ("number", "<", "x"), ("number", "=", True), ("number", "includes", 3), ("text", "=", "a"),
    }  # fmt: skip
    for kind, op, value in good | bad:
        said = asking(kind=kind, **kinds[kind])
        test = {"question": "q", "op": op, "value": value}
        said["sections"][0]["questions"].append({"key": "then", "kind": "text", "text": "T", "if": test})
        found = [what for _where, what in mistakes(said)]
        assert found == ([] if (kind, op, value) in good else ["cannot_be_compared"]), (kind, op, value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("[" * 100_000, "too_deep"),
        ('{"consult": NaN}', "too_deep"),
        (" " * (LARGEST_DOCUMENT + 1), "too_large"),
    ],
)
def test_what_cannot_be_read_at_all(text, what):
    with pytest.raises(NotAQuestionnaire) as wrong:
        read_json(text)
    assert [problem.what for problem in wrong.value.problems] == [what]
    assert what in str(wrong.value)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["consult", "title", "sections", "questions", "key", "kind", "text", "options", "rows", "if", "all", "pl", "max"]
    ), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(json_values, st.sampled_from(sorted(SAMPLES)), st.data())
def test_no_document_breaks_the_compiler(junk, name, data):
    """Put junk anywhere into a good document: it is refused or used, and nothing else happens."""
    said = document(name)
    spots = []

    def walk(part):
        for key in part.keys() if isinstance(part, dict) else range(len(part)):
            spots.append((part, key))
            if isinstance(part[key], dict | list):
                walk(part[key])

    walk(said)
    part, key = data.draw(st.sampled_from(spots))
    part[key] = junk
    lint(json.loads(json.dumps(said)))
    lint(junk)


def test_a_document_with_mistakes_compiles_to_none():
    with pytest.raises(NotAQuestionnaire):
        compile_plan({})
