"""A course and a map stay within their frame, and draw what is true."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consult.results.charts.choropleth import SHADES, choropleth
from consult.results.charts.trend import FLOOR, ROOF, trend
from consult.territory.indicators.comparing import classes
from consult.territory.operations import load_bundled
from consult.territory.outlines import SIZE, outlines
from consult.territory.queries import list_voivodeship

VALUES = st.none() | st.integers(-1000, 1000).map(float)


@given(st.lists(VALUES, min_size=1, max_size=6))
def test_a_course_rises_where_the_value_does(values):
    drawn = trend([(str(place), value, str(value)) for place, value in enumerate(values)])
    for (value, dot), (after, next_dot) in pairwise(zip(values, drawn.dots, strict=True)):
        assert dot.x < next_dot.x
        if value is not None and after is not None:
            assert (dot.y > next_dot.y) == (value < after)
    assert [dot.y is None for dot in drawn.dots] == [value is None for value in values]
    assert all(0 <= dot.x <= 100 and (dot.y is None or ROOF <= dot.y <= FLOOR) for dot in drawn.dots)
    assert len(drawn.steps) == sum(a is not None and b is not None for a, b in pairwise(values))


@given(st.lists(VALUES, min_size=1, max_size=30))
def test_a_higher_value_has_no_paler_shade(values):
    known = {str(place): value for place, value in enumerate(values) if value is not None}
    cut = classes(known.values())
    paths = {str(place): "M0 0z" for place in range(len(values))}
    drawn = choropleth(paths, known, cut, own="0", size=SIZE, names=[str(one) for one in cut], nothing="none")
    assert drawn.areas[-1].is_own
    assert sum(area.is_own for area in drawn.areas) == 1
    looks = [look for look, _name in drawn.legend]
    assert looks == [*SHADES.get(len(cut), ()), *(["withheld"] if len(known) < len(values) else [])]
    by_code = dict(zip(sorted(paths, key=lambda code: code == "0"), drawn.areas, strict=True))
    order = [looks.index(by_code[code].look) for code, _value in sorted(known.items(), key=lambda one: one[1])]
    assert order == sorted(order)


def test_every_gmina_of_the_voivodeship_has_its_outline(write):
    with write() as session:
        load_bundled(session)
        assert outlines("26").keys() == {unit.code6 for unit in list_voivodeship(session, "2661011")}
    assert outlines("14") == {}
