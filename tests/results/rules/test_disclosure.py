"""Attacks by adding and subtracting what is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules.disclosure import showable, showable_beside, showable_choices

AT_LEAST = 10
counts = st.integers(0, 40)
tables = st.dictionaries(st.sampled_from("abcdefg"), counts, min_size=1)


@given(tables)
def test_no_small_count_is_shown(counts):
    assert all(n is None or n == 0 or n >= AT_LEAST for n in showable(counts).values())


@given(tables)
def test_the_total_gives_nothing_away(counts):
    shown = showable(counts)
    gaps = [counts[option] for option, n in shown.items() if n is None]
    anything_else = any(shown.values())
    assert not gaps or not anything_else or (len(gaps) > 1 and sum(gaps) >= AT_LEAST)


@given(tables)
def test_the_order_of_counting_does_not_matter(counts):
    assert showable(dict(reversed(counts.items()))) == showable(counts)


@given(tables)
def test_what_is_shown_is_true(counts):
    assert all(n in (None, counts[option]) for option, n in showable(counts).items())


@given(tables)
def test_nothing_is_hidden_without_need(counts):
    if not any(0 < n < AT_LEAST for n in counts.values()):
        assert showable(counts) == counts


@given(tables)
def test_with_one_as_the_smallest_group_all_is_shown(counts):
    assert showable(counts, at_least=1) == counts


@st.composite
def groups(draw):
    """Several groups with the same parts, none of them small as a whole."""
    parts = draw(st.lists(st.sampled_from("abcdef"), min_size=2, unique=True))
    made = draw(st.lists(st.fixed_dictionaries(dict.fromkeys(parts, counts)), min_size=1, max_size=4))
    return [group | {parts[0]: group[parts[0]] + AT_LEAST} for group in made]


@given(groups())
def test_no_group_beside_gives_anything_away(groups):
    """What is shown of the first group is known of the others together, and each group's total is."""
    shown = showable_beside(groups)
    for group in groups:
        assert not any(0 < group[part] < AT_LEAST for part, n in shown.items() if n is not None)
        gaps = [group[part] for part, n in shown.items() if n is None]
        assert not gaps or (len(gaps) > 1 and (sum(gaps) == 0 or sum(gaps) >= AT_LEAST))


@st.composite
def choosing(draw):
    """People who each chose something, of a few things, often nearly all of them alike."""
    things = draw(st.lists(st.sampled_from("abcd"), min_size=2, unique=True))
    choices = st.sets(st.sampled_from(things), min_size=1)
    usual = draw(st.lists(choices, min_size=1, max_size=3))
    people = draw(st.lists(choices, max_size=12))
    for one in usual:
        people += [one] * draw(st.integers(0, 40))
    return things, people


@given(choosing())
def test_of_several_choices_neither_who_chose_nor_who_did_not_is_told(given):
    things, people = given
    shown = showable_choices([{thing: sum(thing in one for one in people) for thing in things}], [len(people)])
    for n in shown.values():
        assert n is None or not 0 < n < AT_LEAST
        assert n is None or not 0 < len(people) - n < AT_LEAST


@given(choosing())
def test_a_handful_that_chose_two_of_two_things_cannot_be_found(given):
    things, people = given
    shown = showable_choices([{thing: sum(thing in one for one in people) for thing in things}], [len(people)])
    if None not in shown.values():
        assert not 0 < sum(shown.values()) - len(people) < AT_LEAST


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 50, "b": 30, "c": 20}, {"a": 50, "b": 30, "c": 20}),
        ({"a": 50, "b": 30, "c": 3}, {"a": 50, "b": None, "c": None}),
        ({"a": 50, "b": 6, "c": 5}, {"a": 50, "b": None, "c": None}),
        ({"a": 50, "b": 4, "c": 5, "d": 30}, {"a": 50, "b": None, "c": None, "d": None}),
        ({"a": 50, "b": 0, "c": 20}, {"a": 50, "b": 0, "c": 20}),
    ],
)
def test_examples(counts, expected):
    assert showable(counts) == expected


def test_where_a_handful_chose_twice_the_least_chosen_thing_is_hidden():
    """Of 60 people 40 chose a and 24 chose b: four chose both."""
    assert showable_choices([{"a": 40, "b": 24}], [60]) == {"a": 40, "b": None}
