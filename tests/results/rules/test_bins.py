from collections import Counter
from statistics import median as plain_median

from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules import bins

whole = st.dictionaries(st.integers(-500, 5000), st.integers(1, 40), min_size=1, max_size=60)
any_number = st.dictionaries(st.decimals(-500, 5000, places=2).map(float), st.integers(1, 40), min_size=1, max_size=60)


@given(whole | any_number)
def test_every_number_is_in_one_bin(numbers):
    at = bins.edges(numbers)
    assert sum(bins.counts_in(numbers, at)) == sum(numbers.values())
    assert at == sorted(set(at))
    assert len(at) - 1 <= bins.MOST + 1


@given(whole)
def test_bins_of_whole_numbers_have_whole_edges(numbers):
    assert all(edge.is_integer() for edge in bins.edges(numbers))


@given(whole | any_number, st.integers(2, 20))
def test_joined_bins_hold_nobody_or_enough(numbers, at_least):
    at = bins.edges(numbers)
    joined = bins.joined(at, [bins.counts_in(numbers, at)], at_least=at_least)
    assert (joined[0], joined[-1]) == (at[0], at[-1])
    assert set(joined) <= set(at)
    counts = bins.counts_in(numbers, joined)
    assert len(counts) == 1 or all(count == 0 or count >= at_least for count in counts)


@given(whole | any_number)
def test_the_median(numbers):
    assert bins.median(numbers) == plain_median(Counter(numbers).elements())


def test_one_number_alone_has_a_bin():
    assert bins.edges({7: 3}) == [7, 8]


def test_what_is_left_over_joins_the_bin_before():
    assert bins.joined([0, 1, 2, 3], [[12, 12, 3]], at_least=10) == [0, 1, 3]
    assert bins.joined([0, 1, 2, 3], [[12, 0, 3]], at_least=10) == [0, 3]
    assert bins.joined([0, 1, 2], [[12, 12], [0, 4]], at_least=10) == [0, 2]
