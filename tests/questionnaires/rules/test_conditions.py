"""Conditions are total: every answer makes each true or false."""

from hypothesis import given
from hypothesis import strategies as st

from consult.questionnaires.rules.conditions import OPERATORS, holds, questions_in
from consult.questionnaires.rules.shape import Either, Every, Not
from consult.questionnaires.rules.shape import Test as Is  # by another name, since pytest would take it for a test

values = st.none() | st.booleans() | st.integers(-3, 9) | st.sampled_from(["a", "b"]) | st.lists(st.sampled_from("ab"))
tests = st.builds(Is, st.sampled_from("pqr"), st.sampled_from(sorted(OPERATORS)), values)
conditions = st.recursive(
    tests,
    lambda part: (
        st.builds(Not, part)
        | st.builds(Every, st.lists(part, max_size=3).map(tuple))
        | st.builds(Either, st.lists(part, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
answers = st.dictionaries(st.sampled_from("pqr"), values | st.dictionaries(st.just("row"), st.integers(1, 5)))


@given(conditions, answers)
def test_every_condition_is_true_or_false(condition, given_answers):
    assert holds(condition, given_answers) in {True, False}
    assert holds(Not(condition), given_answers) is not holds(condition, given_answers)


@given(st.lists(conditions, max_size=3).map(tuple), answers)
def test_not_all_is_one_that_is_not(parts, given_answers):
    assert holds(Not(Every(parts)), given_answers) is holds(Either(tuple(map(Not, parts))), given_answers)


@given(conditions, answers, st.sampled_from("pqr"), values)
def test_only_the_named_questions_matter(condition, given_answers, other, value):
    if other not in questions_in(condition):
        assert holds(condition, given_answers) is holds(condition, {**given_answers, other: value})


def test_the_operators():
    said = {"n": 3, "s": "a", "m": ["a", "b"], "apart": "unknown"}
    true = [
        Is("n", "=", 3), Is("n", "=", 3.0), Is("n", "!=", 4), Is("n", "<", 4), Is("n", "<=", 3),
        Is("n", ">", 2), Is("n", ">=", 3), Is("s", "=", "a"), Is("m", "includes", "b"),
        Is("s", "answered", value=True), Is("none", "answered", value=False), Is("none", "!=", "a"),
    ]  # fmt: skip
    false = [
        Is("n", "<", 3), Is("s", "=", "b"), Is("m", "includes", "c"), Is("none", "=", "a"),
        Is("none", "<", 4), Is("none", "includes", "a"), Is("apart", ">", 1), Is("s", "answered", value=False),
    ]  # fmt: skip
    assert all(holds(test, said) for test in true)
    assert not any(holds(test, said) for test in false)
