"""The JSON Schema says what the code reads: what one takes, the other takes."""

import json
import re

import pytest

from consult.questionnaires import format_words
from consult.questionnaires.documents import written
from consult.questionnaires.rules.compiling import compile_plan, lint
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.schema import schema
from tests.questionnaires.sampling import SAMPLES, asking, document

SCHEMA = schema()
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


def fits(value, rule):
    """Judge a value by the words of JSON Schema that ours uses."""
    if "$ref" in rule:
        return fits(value, SCHEMA["$defs"][rule["$ref"].removeprefix("#/$defs/")])
    is_one = "anyOf" not in rule or any(fits(value, one) for one in rule["anyOf"])
    is_known = value == rule.get("const", value) and ("enum" not in rule or value in rule["enum"])
    return is_one and is_known and has_type(value, rule) and holds_what_it_may(value, rule)


def has_type(value, rule):
    wanted = rule.get("type")
    return wanted is None or (isinstance(value, TYPES[wanted]) and isinstance(value, bool) <= (wanted == "boolean"))


def holds_what_it_may(value, rule):
    if isinstance(value, dict):
        known = rule.get("properties", {})
        is_closed = rule.get("additionalProperties", True) is False
        return (
            set(rule.get("required", ())) <= set(value)
            and not (is_closed and set(value) - set(known))
            and all(fits(part, known[name]) for name, part in value.items() if name in known)
        )
    if isinstance(value, list):
        return len(value) >= rule.get("minItems", 0) and all(fits(part, rule.get("items", {})) for part in value)
    return "pattern" not in rule or re.search(rule["pattern"], value) is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_fits(name):
    assert fits(document(name), SCHEMA)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_the_help_can_be_used(kind):
    said = asking(**json.loads(written(format_words.example(kind))))
    assert fits(said, SCHEMA)
    assert compile_plan(said).items[0].kind == kind


def test_the_samples_of_the_help_can_be_used():
    assert fits(format_words.SAMPLE, SCHEMA)
    assert lint(format_words.SAMPLE)[1] == []
    assert fits(format_words.CONDITION, {"$ref": "#/$defs/condition"})


REFUSED = (
    {},
    {"consult": 2},
    asking(kind="dance"),
    asking(kind="text", colour="red"),
    asking(kind="single"),
    asking(kind="grid", rows=[]),
)


@pytest.mark.parametrize("said", REFUSED)
def test_what_is_refused_does_not_fit(said):
    assert not fits(said, SCHEMA)
    assert lint(said)[0] is None
