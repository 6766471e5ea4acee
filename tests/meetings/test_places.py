"""Who has a place: never more than there are, and never on a place that is kept for others."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.meetings.rules.places import Hall, moving_up

GROUPS = st.sampled_from(["resident", "ngo", "business"])


@st.composite
def halls(draw):
    reserved = draw(st.dictionaries(GROUPS, st.integers(0, 4)))
    return Hall(sum(reserved.values()) + draw(st.integers(1, 6)), reserved)


def test_a_hall_without_limit_takes_everybody():
    assert Hall(None).has_place({"resident": 10_000}, "resident")


def test_what_is_reserved_is_left_for_its_group():
    hall = Hall(3, {"ngo": 2})
    assert not hall.has_place({"resident": 1}, "resident")
    assert hall.left({"resident": 1}, "ngo") == 2
    assert not hall.has_place({"resident": 1, "ngo": 2}, "ngo")


@settings(max_examples=30, deadline=None)
@given(halls(), st.lists(GROUPS, max_size=30))
def test_whoever_comes_in_turn(hall, comers):
    taken = Counter()
    for group in comers:
        if hall.has_place(taken, group):
            taken[group] += 1
    assert taken.total() <= hall.capacity
    for group, kept in hall.reserved.items():
        others = sum(count for other, count in taken.items() if other != group)
        assert others <= hall.capacity - kept
        assert taken[group] >= min(kept, comers.count(group))


@settings(max_examples=30, deadline=None)
@given(halls(), st.lists(GROUPS, max_size=20))
def test_after_moving_up_nobody_waits_for_a_free_place(hall, waiting):
    listed = list(enumerate(waiting))
    chosen = set(moving_up(hall, {}, listed))
    taken = Counter(group for number, group in listed if number in chosen)
    assert taken.total() <= hall.capacity
    assert not any(hall.has_place(taken, group) for number, group in listed if number not in chosen)
