from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules.cross import cross, showable_cross
from consult.results.rules.filters import CLASS, Filter
from tests.results.rules.counting import plain, rows, scheme
from tests.results.town import PLAN, people

AT_LEAST = 10
MOVES, CLEAN = PLAN.question("moves"), PLAN.question("clean")
DOWN = [option.key for option in MOVES.options]
ACROSS = [column.value for column in CLEAN.columns]
cells = st.dictionaries(st.sampled_from(list(product(DOWN, ACROSS))), st.integers(0, 30))


@given(cells)
def test_no_small_cell_is_shown_or_found_from_its_row_or_column(counts):
    shown = showable_cross([counts], MOVES, CLEAN, at_least=AT_LEAST)
    assert not any(0 < n < AT_LEAST for n in shown.values() if n is not None)
    lines = [[(row, column) for column in ACROSS] for row in DOWN]
    lines += [[(row, column) for row in DOWN] for column in ACROSS]
    for line in lines:
        gaps = [counts.get(place, 0) for place in line if shown[place] is None]
        assert len(gaps) != 1
        assert not 0 < sum(gaps) < AT_LEAST or len(gaps) == len(line)


def test_a_filter_takes_along_what_it_cuts_off():
    crowd = people(400)
    groups = cross(rows(crowd), scheme(), MOVES, CLEAN, [Filter(CLASS, "resident")])
    assert sum(group.total() for group in groups.values()) == sum(
        "moves" in answers and "clean" in answers for answers, *_about in crowd
    )
    shown = showable_cross([groups[0], groups[1]], MOVES, CLEAN, at_least=AT_LEAST)
    for place, n in shown.items():
        assert n is None or not 0 < groups[1][place] < AT_LEAST


def test_who_answered_one_question_alone_is_not_crossed():
    assert cross(rows(plain({"moves": "bus"}, {"clean": 3})), scheme(), MOVES, CLEAN)[0].total() == 0
