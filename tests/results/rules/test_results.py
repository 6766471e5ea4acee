"""What is shown of each kind of question, and what can be found from all of it together."""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.questionnaires.rules.compiling import compile_plan
from consult.results.rules.disclosure import EVERYTHING
from consult.results.rules.filters import CLASS, Filter
from consult.results.rules.results import groups_of, results_of
from consult.results.rules.tally import count, scheme_of
from tests.results.rules.counting import VERSION, counts, plain, rows, shown, unhurried
from tests.results.town import DOCUMENT, PLAN, people, recount

AT_LEAST = 10
crowds = st.builds(people, st.integers(AT_LEAST, 160), st.integers(0, 10**6))


def tables_of(results):
    return [table for result in results.values() for table in result.tables]


def test_an_official_sees_every_number():
    crowd = people(300)
    results = shown(crowd, at_least=EVERYTHING)
    moves = recount(crowd, "moves")
    assert counts(results["moves"].tables[0]) == {
        option.key: moves[option.key] for option in PLAN.question("moves").options
    }
    wants = counts(results["wants"].tables[0])
    assert wants["tree"] == sum("tree" in answers["wants"] for answers, *_about in crowd)
    rows_of = {table.line.key: counts(table) for table in results["state"].tables}
    assert rows_of["paths"]["dk"] == sum(answers.get("state", {}).get("paths") == "dk" for answers, *_about in crowd)
    assert results["age"].answered == sum("age" in answers for answers, *_about in crowd)
    assert sum(counts(results["age"].tables[0]).values()) == results["age"].answered
    assert results["idea"].answered == sum("idea" in answers for answers, *_about in crowd)


def test_asked_answered_and_blank_are_apart():
    crowd = people(300)
    bus = shown(crowd, at_least=EVERYTHING)["bus"]
    assert bus.asked == recount(crowd, "moves")["bus"]
    assert bus.answered == recount(crowd, "bus").total()
    assert bus.blank == bus.asked - bus.answered


@unhurried
@given(crowds)
def test_shares_of_one_answer_add_up(crowd):
    for result in shown(crowd, at_least=EVERYTHING).values():
        for table in result.tables:
            if table.cells and result.question.kind != "multiple":
                assert sum(cell.share for cell in table.cells) == (100 if table.base else 0)


@unhurried
@given(crowds)
def test_no_small_count_is_shown_to_the_public(crowd):
    for table in tables_of(shown(crowd)):
        for number in (table.base, table.blank, *(cell.count for cell in table.cells)):
            assert number is None or number == 0 or number >= AT_LEAST


@unhurried
@given(crowds)
def test_nothing_is_found_between_asked_answered_and_blank(crowd):
    """All parts of a question with one answer add up to those asked, which is known."""
    truth = shown(crowd, at_least=EVERYTHING)
    for key, result in shown(crowd).items():
        if result.question.kind == "multiple":
            continue
        for table, true in zip(result.tables, truth[key].tables, strict=False):
            parts = [*(cell.count for cell in table.cells), table.blank]
            if result.question.kind == "text":
                parts.append(table.base)
            gaps = table.asked - sum(part for part in parts if part is not None)
            assert parts.count(None) != 1
            assert parts.count(None) == 0 or gaps >= AT_LEAST
            assert table.base is None or table.base == true.base


@unhurried
@given(crowds)
def test_where_the_base_is_withheld_shares_do_not_tell_it(crowd):
    for table in tables_of(shown(crowd)):
        if table.base is None:
            assert table.blank is None
            assert table.whole == table.asked


@unhurried
@given(crowds)
def test_who_was_asked_tells_nothing_that_is_hidden(crowd):
    results = shown(crowd)
    riders = recount(crowd, "moves")["bus"]
    if 0 < riders < AT_LEAST or 0 < len(crowd) - riders < AT_LEAST:
        assert not results["bus"].tables
    else:
        assert results["bus"].asked == riders


@unhurried
@given(crowds, st.sampled_from(["resident", "organisation"]))
def test_a_filter_and_its_absence_cannot_be_subtracted(crowd, group):
    """Without the filter everything is shown: what is shown with it must leave no small cell outside."""
    everything = shown(crowd, at_least=EVERYTHING)
    for key, result in shown(crowd, filters=[Filter(CLASS, group)]).items():
        for table, whole in zip(result.tables, everything[key].tables, strict=False):
            if result.question.kind == "number":
                continue  # in other bins
            for cell, all_cell in zip(table.cells, whole.cells, strict=True):
                if cell.count is not None:
                    assert not 0 < cell.count < AT_LEAST
                    assert not 0 < all_cell.count - cell.count < AT_LEAST


def test_numbers_for_the_public_have_open_ends_and_no_median():
    ages = [
        {"age": age} for age in (3, 17, 18, 19, 20, 22, 25, 30, 31, 40, 41, 44, 47, 50, 52, 60, 61, 66, 70, 71, 101)
    ]
    crowd = plain(*ages, times=3)
    result = shown(crowd)["age"]
    bins = [cell.bin for cell in result.tables[0].cells]
    assert bins[0].low is None
    assert bins[-1].high is None
    assert result.median is None
    assert shown(crowd, at_least=EVERYTHING)["age"].median == 41


def test_who_answered_any_row_is_not_told_to_the_public():
    crowd = plain({"state": {"lights": 1, "paths": 2}}, times=20) + plain({"state": {"lights": 1}}, times=3)
    assert shown(crowd)["state"].answered is None
    assert shown(crowd, at_least=EVERYTHING)["state"].answered == 23


def conditional(*conditions):
    """Ask one more question, on these conditions."""
    asked = {
        "key": "more",
        "kind": "single",
        "text": {"pl": "Więcej?"},
        "options": [{"key": "yes", "text": {"pl": "tak"}}, {"key": "no", "text": {"pl": "nie"}}],
        "if": {"all": list(conditions)},
    }
    section = DOCUMENT["sections"][0]
    return compile_plan(DOCUMENT | {"sections": [section | {"questions": [*section["questions"], asked]}]})


BY_BUS = {"question": "moves", "op": "=", "value": "bus"}
WANTS_TREES = {"question": "wants", "op": "includes", "value": "tree"}


def test_two_conditions_that_part_a_few_from_many_hide_the_question():
    plan = conditional(BY_BUS, WANTS_TREES)
    crowd = plain({"moves": "bus", "wants": ["tree"], "more": "yes"}, times=40)
    crowd += plain({"moves": "car", "wants": ["light"]}, times=40)
    assert shown(crowd, plan)["more"].asked == 40
    assert not shown(crowd + plain({"moves": "bus", "wants": ["light"]}, times=3), plan)["more"].tables


def test_a_condition_that_says_not_is_judged_alike():
    plan = conditional({"not": {"any": [BY_BUS]}})
    crowd = plain({"moves": "bus"}, times=30) + plain({"moves": "car", "more": "no"}, times=30)
    assert shown(crowd, plan)["more"].asked == 30
    assert not shown(crowd[30:] + crowd[:4], plan)["more"].tables


def test_nobody_gave_a_number():
    result = shown(plain({"moves": "car"}, times=30))["age"]
    assert (result.answered, result.blank, result.median) == (0, 30, None)


def test_a_condition_on_a_number_that_parts_off_a_few_hides_the_question():
    plan = conditional({"question": "age", "op": "<", "value": 19})
    crowd = plain({"age": 18, "more": "yes"}, times=20) + plain({"age": 60}, times=30)
    assert shown(crowd, plan)["more"].tables
    assert not shown(crowd + plain({"age": 19}, times=3), plan)["more"].tables


def test_what_an_earlier_version_offered_is_still_counted():
    earlier, later = UUID(int=1), UUID(int=2)
    section = DOCUMENT["sections"][0]
    fewer = [section["questions"][0] | {"options": section["questions"][0]["options"][:3]}, *section["questions"][2:]]
    plan = compile_plan(DOCUMENT | {"sections": [section | {"questions": fewer}]})
    scheme = scheme_of({later: plan, earlier: PLAN})
    given = rows(plain({"moves": "foot", "bus": "yes"}, times=12), earlier)
    given += rows(plain({"moves": "car"}, times=30), later)
    results = {
        result.question.key: result
        for result in results_of(groups_of(count(given, scheme), scheme, at_least=EVERYTHING))
    }
    assert counts(results["moves"].tables[0])["foot"] == 12
    assert results["moves"].asked == 42
    assert list(results)[-1] == "bus"


def test_a_question_that_only_a_few_had_in_their_version_is_hidden():
    earlier, later = UUID(int=1), UUID(int=2)
    scheme = scheme_of({later: PLAN, earlier: compile_plan(without("clean"))})
    given = rows(plain({"moves": "car"}, times=4), earlier) + rows(plain({"clean": 4}, times=30), later)
    results = {r.question.key: r for r in results_of(groups_of(count(given, scheme), scheme, at_least=AT_LEAST))}
    assert not results["clean"].tables
    assert results["moves"].tables


def without(key):
    section = DOCUMENT["sections"][0]
    kept = [question for question in section["questions"] if question["key"] != key]
    return DOCUMENT | {"sections": [section | {"questions": kept}]}


def test_answers_of_another_kind_are_left_out():
    scheme = scheme_of({UUID(int=2): PLAN, VERSION: compile_plan(changed("moves", kind="text"))})
    tallies = count(rows(plain({"moves": "on my own feet"}, times=12)), scheme)
    assert tallies[0].answered("moves") == 0


def changed(key, **parts):
    section = DOCUMENT["sections"][0]
    questions = [
        {"key": key, "text": {"pl": "?"}, **parts} if question["key"] == key else question
        for question in section["questions"]
        if question["key"] != "bus"
    ]
    return DOCUMENT | {"sections": [section | {"questions": questions}]}


@pytest.mark.parametrize("few", [1, 5, 9])
def test_a_blank_of_a_few_is_hidden_and_so_is_the_base(few):
    crowd = plain({"clean": 4}, times=40) + plain({"clean": 2}, times=20) + plain({}, times=few)
    table = shown(crowd)["clean"].tables[0]
    assert (table.base, table.blank) == (None, None)
    assert counts(table)[4] == 40
    assert counts(table)[2] is None


def test_every_pair_of_shown_parts_is_safe():
    table = shown(people(200))["moves"].tables[0]
    known = [cell.count for cell in table.cells if cell.count is not None]
    for size in range(1, len(known) + 1):
        for some in combinations(known, size):
            assert sum(some) == 0 or sum(some) >= AT_LEAST
