"""Places, dates, parts, tables to fill in: counted, and withheld where they would tell of a few."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules import bins
from consult.results.rules.calendar_bins import edges_of
from consult.results.rules.disclosure import EVERYTHING
from tests.questionnaires.sampling import plan
from tests.results.rules.counting import counts, plain, shown, unhurried

RANKING, DATES, PARTS, GRID, LOOKS = (plan(name) for name in ("ranking", "date", "parts", "grid", "scale_looks"))
ORDERS = st.permutations(["green", "light", "benches"])


def tables(result):
    return {table.line.key: table for table in result.tables}


def test_places_are_counted_by_option():
    given = plain({"order": ["green", "light", "benches"]}, times=3) + plain({"order": ["light", "green", "benches"]})
    found = tables(shown(given, RANKING, at_least=EVERYTHING)["order"])
    assert counts(found["green"]) == {1: 3, 2: 1, 3: 0}
    assert [found[key].mean for key in ("green", "light", "benches")] == [1.25, 1.75, 3]
    best = tables(shown(plain({"best": ["a"]}, {}), RANKING, at_least=EVERYTHING)["best"])
    assert (best["a"].base, best["a"].blank, best["b"].base, best["b"].mean) == (1, 1, 0, None)


@unhurried
@given(st.lists(ORDERS, min_size=10, max_size=120))
def test_no_place_of_a_few_comes_out_of_a_sum(orders):
    """Each place is given once by everybody, so the gaps of a row and of a column must be no handful."""
    found = tables(shown(plain(*({"order": order} for order in orders)), RANKING)["order"])
    true = {key: [sum(order.index(key) == place for order in orders) for place in range(3)] for key in found}
    told = {key: [cell.count for cell in table.cells] for key, table in found.items()}
    lines = [[(key, place) for place in range(3)] for key in found] + [
        [(key, place) for key in found] for place in range(3)
    ]
    for line in lines:
        gaps = [true[key][place] for key, place in line if told[key][place] is None]
        assert not gaps or (len(gaps) > 1 and not 0 < sum(gaps) < 10)
    for key, table in found.items():
        assert all(count is None or count == 0 or count >= 10 for count in told[key])
        assert table.mean is None or None not in told[key]


def test_parts_have_means_and_everybody_sees_only_those_that_a_total_bounds():
    given = plain({"budget": {"green": 1000, "light": 0, "play": 0}, "people": {"adults": 2, "children": 1}}, times=12)
    mine = shown(given, PARTS, at_least=EVERYTHING)
    assert tables(mine["budget"])["green"].mean == 1000
    assert tables(mine["people"])["adults"].median == 2
    ours = shown(given, PARTS)
    assert tables(ours["budget"])["green"].mean == 1000
    assert (tables(ours["people"])["adults"].mean, tables(ours["people"])["adults"].median) == (None, None)


def test_the_cells_of_a_table_are_counted_apart():
    given = plain(
        {
            "when": {"park": ["am", "pm"], "pool": ["never"]},
            "trips": {"bus": {"work": 5}},
            "ideas": {"north": ["what"]},
        },
        {"when": {"park": ["pm"]}, "trips": {"bus": {"work": 3}}},
    )
    found = shown(given, GRID, at_least=EVERYTHING)
    when = tables(found["when"])
    assert (counts(when["park"]), counts(when["pool"])) == (
        {"am": 1, "pm": 2, "never": 0},
        {"am": 0, "pm": 0, "never": 1},
    )
    assert (when["park"].base, when["pool"].base, when["pool"].blank) == (2, 1, 1)
    assert tables(found["trips"])["bus.work"].mean == 4
    assert [tables(found["ideas"])[key].base for key in ("north.what", "south.where")] == [1, 0]


def test_a_scale_has_a_mean_of_its_steps_alone():
    given = plain({"nps": 10}, {"nps": 6}, {"nps": "unknown"})
    assert shown(given, LOOKS, at_least=EVERYTHING)["nps"].tables[0].mean == 8


@pytest.mark.parametrize(
    ("unit", "numbers", "at"),
    [
        ("minute", (425, 470), list(range(425, 480, 5))),
        ("month", (2026 * 12, 2027 * 12 + 11), [2026 * 12 + 3 * quarter for quarter in range(9)]),
        ("day", (date(2026, 11, 24), date(2026, 11, 26)), [date(2026, 11, 24 + day) for day in range(4)]),
        (
            "day",
            (date(2026, 11, 4), date(2026, 11, 24)),
            [date(2026, 11, 2 + 7 * week) for week in range(4)] + [date(2026, 11, 30)],
        ),
        ("day", (date(2026, 1, 5), date(2026, 3, 31)), [date(2026, month, 1) for month in range(1, 5)]),
    ],
)
def test_dates_are_counted_by_whole_weeks_months_and_hours(unit, numbers, at):
    as_numbers = [one.toordinal() if isinstance(one, date) else one for one in numbers]
    edges = [one.toordinal() if isinstance(one, date) else one for one in at]
    assert edges_of(dict.fromkeys(as_numbers, 1), unit) == edges


@unhurried
@given(st.lists(st.dates(date(1000, 1, 1), date(9999, 12, 31)), min_size=1, max_size=30))
def test_every_date_has_its_bin(days):
    numbers = {day.toordinal(): 1 for day in days}
    at = edges_of(numbers, "day")
    assert at == sorted(set(at))
    assert len(at) <= 2 * bins.MOST + 2
    assert sum(bins.counts_in(numbers, at)) == len(numbers)


def test_a_date_is_told_by_its_middle():
    days = [f"2026-11-{day:02}" for day in (3, 4, 24)]
    mine = shown(plain(*({"since": day} for day in days)), DATES, at_least=EVERYTHING)["since"]
    assert mine.median == date(2026, 11, 4).toordinal()
    chance = random.Random(1)  # noqa: S311  # the same dates each time
    many = plain(*({"since": f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-11"} for _ in range(80)))
    ours = shown(many, DATES)["since"]
    assert ours.median is None
    assert all(cell.count is None or cell.count == 0 or cell.count >= 10 for cell in ours.tables[0].cells)
