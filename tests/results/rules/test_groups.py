"""Filters: which groups can be cut out, and what an attacker with all of them learns."""

from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from consult.questionnaires.rules.compiling import compile_plan
from consult.results.rules.filters import ANSWER, AREA, CLASS, Filter, number_of
from consult.results.rules.groups import choosable, is_allowed, spread
from consult.results.rules.results import groups_of, results_of
from consult.results.rules.tally import count
from tests.results.rules.counting import plain, rows, scheme, unhurried
from tests.results.town import people

AT_LEAST = 10


def asked(key, *options):
    offered = [{"key": option, "text": {"pl": option}} for option in options]
    return {"key": key, "kind": "single", "text": {"pl": key}, "options": offered}


crowds = st.builds(people, st.integers(0, 150), st.integers(0, 10**6))
CLASS_VALUES = ["resident", "organisation", "business"]


def tallies_of(crowd, *filters):
    return count(rows(crowd), scheme(), filters)


def is_shown(crowd, *filters):
    return is_allowed(tallies_of(crowd, *filters), filters, at_least=AT_LEAST)


def test_a_row_is_numbered_by_the_filters_that_it_fails():
    filters = [Filter(CLASS, "resident"), Filter(AREA, "2604"), Filter(f"{ANSWER}moves", "bus")]
    assert number_of(filters, {"moves": "bus"}, "resident", "260402") == 0
    assert number_of(filters, {"moves": "bus"}, "business", "260402") == 1
    assert number_of(filters, {}, "resident", None) == 6


@unhurried
@given(crowds)
def test_every_value_that_can_be_chosen_is_shown_and_no_other(crowd):
    able = choosable(list(tallies_of(crowd).values()), CLASS, at_least=AT_LEAST)
    for value in CLASS_VALUES:
        assert is_shown(crowd, Filter(CLASS, value)) == (value in able)


@unhurried
@given(crowds)
def test_what_the_groups_that_are_shown_leave_is_not_small(crowd):
    """The attacker subtracts the tables of all classes that can be had from that of everybody."""
    people_of = spread(list(tallies_of(crowd).values()), CLASS)
    shown = [value for value in CLASS_VALUES if is_shown(crowd, Filter(CLASS, value))]
    left = len(crowd) - sum(people_of[value] for value in shown)
    assert not shown or not 0 < left < AT_LEAST


@unhurried
@given(crowds)
def test_the_gminas_of_a_powiat_do_not_give_one_of_them_away(crowd):
    people_of = spread(list(tallies_of(crowd).values()), AREA)
    if not is_shown(crowd, Filter(AREA, "2604")):
        return
    gminas = [code for code in people_of if code and code.startswith("2604")]
    shown = [code for code in gminas if is_shown(crowd, Filter(AREA, code))]
    left = sum(people_of[code] for code in gminas) - sum(people_of[code] for code in shown)
    assert not shown or not 0 < left < AT_LEAST


@unhurried
@given(crowds, st.sampled_from(CLASS_VALUES), st.sampled_from(["266101", "2604"]))
def test_no_sum_and_difference_of_two_filters_leaves_a_small_group(crowd, group, area):
    filters = [Filter(CLASS, group), Filter(AREA, area)]
    if not is_shown(crowd, *filters):
        return
    for signs in product([True, False], repeat=2):
        cell = sum(
            all(one.meets(answers, who, where) == sign for one, sign in zip(filters, signs, strict=True))
            for answers, _day, who, where in crowd
        )
        assert not 0 < cell < AT_LEAST


def test_a_group_of_nobody_is_not_shown():
    assert not is_shown(plain({"moves": "car"}, times=50), Filter(f"{ANSWER}moves", "bus"))


def test_an_answer_is_a_filter():
    crowd = plain({"moves": "car"}, times=50) + plain({"moves": "bus"}, times=12)
    assert is_shown(crowd, Filter(f"{ANSWER}moves", "bus"))
    assert not is_shown(crowd + plain({}, times=3), Filter(f"{ANSWER}moves", "bus"))


def test_without_filters_everybody_is_shown():
    assert is_shown([])


@unhurried
@given(crowds)
def test_a_powiat_less_one_of_its_gminas_gives_no_small_count_away(crowd):
    """The attacker lays the tables of a powiat and of its gminas over each other."""
    counted = scheme()

    def told(area):
        filters = [Filter(AREA, area)]
        tallies = tallies_of(crowd, *filters)
        if not is_allowed(tallies, filters, at_least=AT_LEAST):
            return {}
        results = results_of(groups_of(tallies, counted, at_least=AT_LEAST))
        cells = [cell for result in results if result.question.key == "moves" for cell in result.tables[0].cells]
        return {cell.value: cell.count for cell in cells if cell.count is not None}

    areas = {area for _answers, _day, _group, area in crowd if area}
    for gmina in areas:
        whole, part = told(gmina[:4]), told(gmina)
        rest = [whole[value] - part[value] for value in whole.keys() & part.keys()]
        assert not any(0 < people < AT_LEAST for people in rest)


TWO = compile_plan(
    {
        "consult": 1,
        "title": {"pl": "T"},
        "sections": [{"key": "s", "questions": [asked("a", "x", "y", "z"), asked("b", "u", "v")]}],
    }
)


@unhurried
@given(st.lists(st.sampled_from([0, 0, 4, 10, 12, 30]), min_size=12, max_size=12))
@example([0, 0, 0, 0, 30, 30, 0, 0, 4, 10, 0, 0])
def test_two_tables_that_turn_each_other_over_give_no_small_count_away(sizes):
    """The attacker filters by A to see B, and by B to see A, and takes any two numbers from each other."""
    cells = list(product(["x", "y", "z", None], ["u", "v", None]))
    crowd = [
        row
        for (a, b), size in zip(cells, sizes, strict=True)
        for row in plain({key: value for key, value in (("a", a), ("b", b)) if value}, times=size)
    ]
    facts = [(frozenset(cells), len(crowd))]
    for side, key, other, values in ((0, "a", "b", "xyz"), (1, "b", "a", "uv")):
        for value in values:
            filters = [Filter(f"{ANSWER}{key}", value)]
            tallies = count(rows(crowd), scheme(TWO), filters)
            if not is_allowed(tallies, filters, at_least=AT_LEAST):
                continue
            chosen = frozenset(cell for cell in cells if cell[side] == value)
            (found,) = (
                result.tables
                for result in results_of(groups_of(tallies, scheme(TWO), at_least=AT_LEAST))
                if result.question.key == other
            )
            facts.append((chosen, tallies[0].total))
            for table in found:
                said = [(frozenset(cell for cell in chosen if cell[1 - side]), table.base)]
                said += [
                    (frozenset(cell for cell in chosen if cell[1 - side] == one.value), one.count)
                    for one in table.cells
                ]
                facts += [(where, people) for where, people in said if people is not None]
    for (whole, many), (part, few) in product(facts, repeat=2):
        assert not (part < whole and 0 < many - few < AT_LEAST)
