"""Groups, places, quarters, courses and classes: what holds for all numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.territory.indicators.comparing import (
    Direction,
    Group,
    Peer,
    classes,
    latest,
    members,
    standing,
    trend,
    type_of,
    usual,
)

values = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=40)
PEERS = [
    Peer("2661011", 180_000),
    Peer("2611011", 40_000),
    Peer("2601013", 30_000),
    Peer("2601022", 4_000),
    Peer("2601032", None),
    Peer("1001022", 4_000),
    Peer("2601", 70_000),
    Peer("26", 1_200_000),
]


@given(values)
def test_places_are_those_of_a_race(numbers):
    places = [standing(number, numbers) for number in numbers]
    for number, place in zip(numbers, places, strict=True):
        assert place.rank == 1 + len([other for other in numbers if other > number])
        assert 1 <= place.rank <= place.among == len(numbers)
    assert min(place.rank for place in places) == 1


@given(values)
def test_quarters_rise_with_the_value_and_hold_about_as_many(numbers):
    found = sorted((number, standing(number, numbers).quarter) for number in numbers) if len(set(numbers)) > 1 else []
    quarters = [quarter for _number, quarter in found]
    if len(numbers) < 4 or len(set(numbers)) == 1:
        assert all(standing(number, numbers).quarter is None for number in numbers)
    else:
        assert quarters == sorted(quarters)
        assert set(quarters) <= {1, 2, 3, 4}
    if len(numbers) >= 4 and len(set(numbers)) == len(numbers):
        assert max(quarters.count(q) for q in (1, 2, 3, 4)) - min(quarters.count(q) for q in (1, 2, 3, 4)) <= 1


@given(st.dictionaries(st.integers(2000, 2030), st.none() | st.floats(-1e6, 1e6), max_size=20))
def test_a_course_ends_with_the_last_known_year(told):
    found = trend(told)
    last = latest(told)
    if last is None:
        assert found.points == ()
        return
    assert [year for year, _value in found.points] == list(range(last - 4, last + 1))
    assert all(value == told.get(year) for year, value in found.points)
    known = [value for _year, value in found.known]
    if len(known) > 1:
        assert found.direction is (
            Direction.UP if known[-1] > known[0] else Direction.DOWN if known[-1] < known[0] else Direction.LEVEL
        )
    else:
        assert found.direction is None


@given(values)
def test_classes_hold_every_value_once(numbers):
    found = classes(numbers)
    assert 1 <= len(found) <= 5
    for number in numbers:
        assert len([one for one in found if one[0] <= number <= one[1]]) == 1
    assert all(any(low <= number <= high for number in numbers) for low, high in found)
    assert found == sorted(found)


def test_no_values_have_no_classes():
    assert classes([]) == []


@pytest.mark.parametrize(
    ("own", "group", "codes"),
    [
        (PEERS[0], usual("2661011"), ["261101", "266101"]),
        (PEERS[3], usual("2601022"), ["260102", "260103"]),
        (PEERS[3], Group(frozenset({"rural"}), same_voivodeship=False), ["100102", "260102", "260103"]),
        (PEERS[3], Group(frozenset({"urban", "urban_rural"}), 20_000, 35_000), ["260101", "260102"]),
        (PEERS[3], Group(frozenset({"urban", "urban_rural"}), population_to=35_000), ["260101", "260102"]),
        (PEERS[6], usual("2601"), ["2601"]),
        (PEERS[7], usual("26"), ["26"]),
    ],
)
def test_a_group(own, group, codes):
    """The unit itself always belongs, and levels are never mixed."""
    assert members(group, own, PEERS) == codes


def test_types():
    assert [type_of(code).value for code in ("2661011", "2661", "2611011", "2601013", "26")] == [
        "city", "city", "urban", "urban_rural", "voivodeship"]  # fmt: skip
    assert usual("2661").kinds == {"city", "powiat"}
