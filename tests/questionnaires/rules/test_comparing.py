"""What differs between two versions."""

from copy import deepcopy
from itertools import permutations

from consult.questionnaires.rules.comparing import compare
from consult.questionnaires.rules.compiling import compile_plan


def asks(*keys):
    """Make a document that asks for words under these keys."""
    questions = [{"key": key, "kind": "text", "text": {"pl": key}} for key in keys]
    return {
        "consult": 1,
        "title": {"pl": "T"},
        "sections": [{"key": "s", "title": {"pl": "S"}, "questions": questions}],
    }


def between(old, new):
    return compare(compile_plan(old), compile_plan(new))


def told(comparison):
    return [(change.question.key, change.became) for change in comparison.changes]


def test_what_came_went_and_moved():
    assert told(between(asks("a", "b", "c"), asks("a", "d", "c"))) == [("b", "removed"), ("d", "added")]
    assert told(between(asks("a", "b", "c", "d"), asks("d", "a", "b", "c"))) == [("d", "moved")]
    assert told(between(asks("a", "b"), asks("b"))) == [("a", "removed")]
    for order in permutations("abcd"):
        moved = told(between(asks(*"abcd"), asks(*order)))
        staying = [key for key in order if (key, "moved") not in moved]
        assert staying == sorted(staying)


def test_what_reads_or_works_otherwise():
    old = asks("a", "b")
    first = old["sections"][0]["questions"][0]
    first |= {"kind": "single", "options": [{"key": k, "text": {"pl": k}} for k in "xy"]}
    assert between(old, deepcopy(old)).is_same
    new = deepcopy(old) | {"intro": {"pl": "Po co"}}
    question, other = new["sections"][0]["questions"]
    question["text"]["en"] = "A"
    question["required"] = True
    question["options"].reverse()
    other["if"] = {"question": "a", "op": "=", "value": "x"}
    found = between(old, new | {"languages": ["pl", "en"]})
    assert found.told == ("intro", "languages")
    assert [change.aspects for change in found.changes] == [("text", "required", "options"), ("condition",)]
    assert (found.count("changed"), found.count("added", "removed")) == (2, 0)
