"""What an official is told about a questionnaire that can be used, and had better be mended."""

import pytest

from consult.questionnaires.rules.compiling import compile_plan, lint
from consult.questionnaires.rules.reaching import goes_to, verdict
from tests.questionnaires.sampling import asking, options, plan

PLACE = "sections[0].questions[{}]"


def advice(said):
    found, problems = lint(said)
    assert found is not None, problems
    return [(problem.where, problem.what) for problem in problems]


def asked(*questions):
    said = asking(kind="text")
    said["sections"][0]["questions"] = [{"text": {"pl": "Pytanie"}} | one for one in questions]
    return said


USES = {"key": "uses", "kind": "single", "required": True, "options": options("yes", "no")}
LIKES = {"key": "likes", "kind": "multiple", "max": 2, "options": options("a", "b", "none", none={"exclusive": True})}
AGE = {"key": "age", "kind": "number", "min": 18, "max": 99}
DAY = {"key": "day", "kind": "date", "min": "2026-01-01", "max": "2026-12-31"}


def compare(question, op, value=None):
    return {"question": question, "op": op} | ({} if value is None else {"value": value})


@pytest.mark.parametrize(
    ("condition", "is_reached"),
    [
        (compare("uses", "=", "no"), True),
        ({"all": [compare("uses", "=", "no"), compare("uses", "=", "yes")]}, False),
        (compare("uses", "answered", value=False), False),
        (compare("likes", "answered", value=False), True),
        ({"all": [compare("likes", "includes", "a"), compare("likes", "includes", "b")]}, True),
        ({"all": [compare("likes", "includes", "a"), compare("likes", "includes", "none")]}, False),
        (compare("age", "<", 18), False),
        (compare("age", "<=", 18), True),
        ({"all": [compare("age", ">", 40), {"not": compare("age", ">", 30)}]}, False),
        (compare("day", ">", "2026-12-31"), False),
        (compare("day", ">=", "2026-12-31"), True),
    ],
)
def test_a_question_that_nobody_can_be_asked(condition, is_reached):
    said = asked(USES, LIKES, AGE, DAY, {"key": "last", "kind": "text", "required": True, "if": condition})
    assert advice(said) == ([] if is_reached else [(PLACE.format(4), "never_asked_required")])


def test_what_hangs_on_a_question_that_nobody_is_asked_is_told_too():
    never = {"all": [compare("uses", "=", "no"), compare("uses", "=", "yes")]}
    second = {"key": "b", "kind": "single", "options": options("x", "y"), "if": never}
    third = {"key": "c", "kind": "text", "if": compare("b", "=", "x")}
    assert advice(asked(USES, second, third)) == [(PLACE.format(1), "never_asked"), (PLACE.format(2), "never_asked")]


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ({"kind": "scale", "text": "Jak oceniasz czystość i bezpieczeństwo parku?"}, "two_at_once"),
        ({"kind": "matrix", "text": "Oceń.", "rows": options("a", a={"text": "ławki oraz stoły"})}, "two_at_once"),
        ({"kind": "single", "text": "Wiek i płeć", "options": options("a", "b")}, None),
        ({"kind": "scale", "text": "Jak często jeździsz rowerem?"}, None),
        ({"kind": "single", "options": options("a", "b", b={"text": "a"})}, "reads_alike"),
        ({"kind": "scale", "min": 1, "max": 4, "options": options("5")}, "stands_apart"),
        ({"kind": "grid", "rows": options(*"abcdefgh"), "options": options(*"abcdefgh")}, "too_wide"),
        ({"kind": "matrix", "rows": options("a"), "options": options(*"abcdefgh")}, "too_wide"),
        ({"kind": "matrix", "rows": options("a"), "min": 0, "max": 10}, None),
        ({"kind": "note", "text": "Nie podawaj numeru PESEL."}, None),
    ],
)
def test_what_had_better_be_mended(question, what):
    assert [found for _where, found in advice(asking(**question))] == ([what] if what else [])


def test_an_answer_leads_past_what_it_excludes_and_no_further():
    routed = plan("routing")
    first, *after = routed.questions
    skipped = {value: goes_to(first, value, after) for value in ("yes", "no")}
    for value, many in skipped.items():
        for later in after[: many or 0]:
            assert verdict(later.condition, {first.key: value}) is False
        if many is not None and many < len(after):
            assert verdict(after[many].condition, {first.key: value}) is not False
    only = compile_plan(asked(USES, {"key": "why", "kind": "text", "if": compare("uses", "=", "no")}, AGE))
    assert goes_to(only.questions[0], "yes", only.questions[1:]) == 1
    assert goes_to(only.questions[0], "no", only.questions[1:]) is None
