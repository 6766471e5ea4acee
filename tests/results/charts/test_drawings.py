"""Drawings stay within their frame, and draw what is true."""

from hypothesis import given
from hypothesis import strategies as st

from consult.results.charts.bars import Bar, bars
from consult.results.charts.columns import FLOOR, ROOF, columns
from consult.results.charts.stacks import PAD, Shares, looks, stacks
from consult.results.rules.shares import percents

shares = st.integers(0, 100) | st.none()


@given(st.lists(shares, min_size=1, max_size=12))
def test_bars_are_as_long_as_their_shares(given):
    drawn = bars([Bar(str(share), share, "", "") for share in given]).rows
    for bar in drawn:
        assert 0 <= bar.width <= 100
        assert bar.width * max(share or 0 for share in given) == (bar.share or 0) * max(bar.width for bar in drawn)


@given(st.lists(st.lists(st.integers(0, 99), min_size=5, max_size=5) | st.none(), min_size=1, max_size=8))
def test_steps_stand_on_their_side_of_the_line(rows):
    given = [Shares("", tuple(percents(row)) if row else None, "") for row in rows]
    drawn = stacks(given, ["a", "b", "c", "d", "e"], "c")
    for row, shares in zip(drawn.rows, given, strict=True):
        if shares.steps is None:
            assert not row.segments
            continue
        assert PAD - 0.01 <= row.begin <= row.end <= 100 - PAD + 0.01
        assert (row.lower, row.upper) == (str(sum(shares.steps[:2])), str(sum(shares.steps[3:])))
        for part in row.segments:
            assert part.x <= part.middle <= part.x + part.width
            on_the_left = part.look.startswith("m")
            assert part.x + part.width <= drawn.zero + 0.01 if on_the_left else part.x >= drawn.zero - 0.01


def test_the_deeper_steps_are_outside():
    assert looks(2) == ["m2", "p2"]
    assert looks(5) == ["m2", "m1", "", "p1", "p2"]
    assert looks(7) == ["m2", "m2", "m1", "", "p1", "p2", "p2"]


@given(st.lists(st.integers(0, 1000) | st.none(), min_size=1, max_size=40))
def test_columns_stand_on_the_floor(values):
    drawn = columns([(str(place), value, "") for place, value in enumerate(values)])
    for column, value in zip(drawn.columns, values, strict=True):
        assert 0 <= column.x <= column.x + column.width <= 100.01
        if value is None:
            assert column.height is None
        else:
            assert 0 <= column.height <= FLOOR - ROOF
            assert abs(column.y + column.height - FLOOR) < 0.01
        assert column.x <= column.middle <= column.x + column.width
    assert all(0 <= x <= 100.01 for x, _name, _anchor in drawn.names)
