"""No value of a code is left with few people, whatever was answered."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules.shape import Blank
from consult.results.rules.thinning import FEW, judge, thinned

AT_LEAST = 10


def merged(cells, merges):
    rows = [[cell] for cell in cells]
    return [row[0] for row in thinned(rows, judge(list(rows), {0: merges}, at_least=AT_LEAST))]


def crowd(**counts):
    return [value for value, people in counts.items() for _ in range(people)]


def test_the_rare_become_one_with_the_next_rarest_where_that_is_not_enough():
    counts = Counter(merged(crowd(a=40, b=30, c=12, d=6, e=5), "codes"))
    assert counts == {"a": 40, "b": 30, "c": 12, FEW: 11}
    assert Counter(merged(crowd(a=40, b=30, c=3), "codes")) == {"a": 40, FEW: 33}


def test_who_was_not_asked_or_left_it_blank_is_merged_with_nobody():
    blank = [Blank.NOT_ASKED] * 3 + [Blank.SKIPPED] * 2
    assert Counter(merged(crowd(a=40, b=30) + blank, "codes")) == Counter(crowd(a=40, b=30) + blank)


def test_a_yes_of_a_few_is_left_out():
    assert set(merged([1] * 4 + [0] * 90, "flags")) == {Blank.NOT_ASKED}
    assert Counter(merged([1] * 40 + [0] * 90, "flags")) == {1: 40, 0: 90}


def test_a_rare_gmina_becomes_the_rest_of_its_powiat():
    kielce = {"260401": 50, "260402": 8, "260403": 4, "266101": 90}
    assert Counter(merged(crowd(**kielce), "areas")) == {"260401": 50, "2604": 12, "266101": 90}
    beside = merged(crowd(**kielce, **{"260701": 5}), "areas")
    assert Counter(beside) == {"260401": 50, FEW: 17, "266101": 90}


@settings(max_examples=60)
@given(st.dictionaries(st.from_regex("26[0-2][0-9][0-1][0-9]", fullmatch=True), st.integers(1, 40), max_size=12))
def test_no_group_is_small_unless_all_are_few(counts):
    for merges in ("codes", "areas"):
        people = Counter(merged(crowd(**counts), merges))
        assert people.total() == sum(counts.values())
        assert people.total() < AT_LEAST or all(count >= AT_LEAST for count in people.values())
