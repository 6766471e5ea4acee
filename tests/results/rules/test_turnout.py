from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules.turnout import periods

DAY = date(2026, 3, 10)
days = st.dictionaries(st.integers(0, 120).map(lambda number: DAY + timedelta(days=number)), st.integers(1, 50))


@given(days)
def test_every_answer_is_in_one_period(days):
    length, found = periods(days)
    assert sum(count for _first, count in found) == sum(days.values())
    firsts = [first for first, _count in found]
    assert all(later - first == timedelta(days=length) for first, later in pairwise(firsts))


def test_days_without_answers_stand_between():
    assert periods({DAY: 3, DAY + timedelta(days=2): 1}) == (
        1,
        [(DAY, 3), (DAY + timedelta(days=1), 0), (DAY + timedelta(days=2), 1)],
    )


def test_many_days_become_weeks():
    assert periods({DAY: 3, DAY + timedelta(days=35): 1})[0] == 7
    assert periods({}) == (1, [])
