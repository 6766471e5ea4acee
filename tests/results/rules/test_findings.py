from hypothesis import given
from hypothesis import strategies as st

from consult.results.rules.disclosure import EVERYTHING
from consult.results.rules.filters import CLASS, Filter
from consult.results.rules.findings import clearest, leaders, sides
from tests.results.rules.counting import plain, shown, unhurried
from tests.results.town import people


def test_the_most_chosen_leads_and_equals_lead_together():
    table = shown(plain({"moves": "car"}, {"moves": "bike"}, times=20) + plain({"moves": "bus"}, times=12))["moves"]
    assert [cell.value for cell in leaders(table.tables[0])] == ["car", "bike"]


def test_other_and_do_not_know_never_lead():
    results = shown(plain({"moves": "other", "clean": "dk"}, times=30) + plain({"moves": "bus", "clean": 2}, times=15))
    assert [cell.value for cell in leaders(results["moves"].tables[0])] == ["bus"]
    assert [cell.value for cell in leaders(results["clean"].tables[0])] == [2]


def test_nothing_leads_where_nobody_answered():
    assert leaders(shown(plain({}, times=30))["moves"].tables[0]) == []


def test_nothing_leads_where_a_withheld_value_may():
    """All but four wanted trees, which would tell these four; so it is withheld, and lights do not lead."""
    crowd = plain({"wants": ["tree"]}, times=40) + plain({"wants": ["tree", "light"]}, times=15)
    table = shown(crowd + plain({"wants": ["bench"]}, times=4))["wants"].tables[0]
    assert {cell.value: cell.count for cell in table.cells}["light"] == 15
    assert leaders(table) == []


@unhurried
@given(st.builds(people, st.integers(10, 160), st.integers(0, 10**6)), st.sampled_from(["resident", "organisation"]))
def test_who_leads_among_what_is_shown_leads_among_everything(crowd, group):
    truth = shown([one for one in crowd if one[2] == group], at_least=EVERYTHING)
    for key, result in shown(crowd, filters=[Filter(CLASS, group)]).items():
        if key in {"moves", "bus", "wants"} and result.tables:
            leading = {cell.value for cell in leaders(result.tables[0])}
            assert not leading or leading == {cell.value for cell in leaders(truth[key].tables[0])}


def test_both_sides_of_a_scale_leave_the_middle_out():
    crowd = plain({"clean": 1}, {"clean": 2}, {"clean": 3}, {"clean": 5}, times=20)
    table = shown(crowd, at_least=EVERYTHING)["clean"].tables[0]
    assert sides(table) == (50, 25)
    assert sides(shown(crowd + plain({"clean": 4}, times=3))["clean"].tables[0]) is None


def test_three_clear_results_in_the_order_of_the_questions():
    results = shown(people(400), at_least=EVERYTHING)
    found = clearest(results.values())
    order = list(results)
    assert len(found) == 3
    assert [result.question.key for result in found] == sorted((r.question.key for r in found), key=order.index)
    assert clearest(shown(plain({}, times=30)).values()) == []
