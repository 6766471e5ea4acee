from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules.shares import estimate, percent, percents

amounts = st.lists(st.integers(0, 10**6), max_size=12)


@given(amounts)
def test_shares_add_up(counts):
    assert sum(percents(counts)) == (100 if sum(counts) else 0)


@given(amounts)
def test_no_share_is_a_whole_point_off(counts):
    for count, share in zip(counts, percents(counts), strict=True):
        assert abs(share * sum(counts) - count * 100) < max(1, sum(counts))


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6))
def test_who_has_more_has_no_smaller_share(counts):
    ordered = sorted(counts, reverse=True)
    shares = percents(ordered)
    assert shares == sorted(shares, reverse=True)


def test_one_share_alone_is_rounded_half_up():
    assert [percent(1, 200), percent(1, 8), percent(0, 0), percent(5, 5)] == [1, 13, 0, 100]


def test_the_interval_of_wilson():
    """The figures are those of Newcombe (1998), table I: 81 of 263, method 3."""
    found = estimate(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert estimate(0, 20).low == 0
    assert estimate(0, 0) is None
