"""Rows of a data set: each answer in its column, versions joined, what was not asked and what was left blank apart."""

from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Blank
from consult.results.rules.laying import ABOUT, Layer, lay_out
from tests.questionnaires.sampling import SAMPLES, asking, options, plan
from tests.results.town import PLAN, people

FIRST, SECOND = uuid4(), uuid4()
NO, LEFT = Blank.NOT_ASKED, Blank.SKIPPED


def laid(plans, answers, version=None, **more):
    """Lay one row: each column's name with its cell."""
    columns = lay_out(plans.values(), **more)
    numbers = {id_: len(plans) - place for place, id_ in enumerate(plans)}
    kept = (version or next(iter(plans)), answers, "pl", "web", None, None, False, None)
    row = next(Layer.of(columns, plans, numbers).rows([kept]))
    return dict(zip([*ABOUT, *(one.name for one in columns)], row, strict=True))


def test_every_kind_has_a_cell_for_each_column():
    for sample in SAMPLES:
        for question in plan(sample).questions:
            variables = KINDS[question.kind].variables(question)
            assert len({variable.part for variable in variables}) == len(variables)
    for answers, *_about in people(60):
        for question in PLAN.questions:
            if question.key in answers:
                kind = KINDS[question.kind]
                assert len(kind.cells(question, answers)) == len(kind.variables(question))


def test_what_was_not_asked_and_what_was_left_blank_stay_apart():
    row = laid({FIRST: PLAN}, {"moves": "other", "moves.other": "by boat", "wants": ["tree"], "state": {"paths": "dk"}})
    assert row["bus"] is NO
    assert row["clean"] is LEFT
    assert row["idea"] is LEFT
    assert row["moves.other.text"] == "by boat"
    assert (row["wants.tree"], row["wants.bench"]) == (1, 0)
    assert (row["state.paths"], row["state.trees"]) == ("dk", LEFT)
    assert (row["class"], row["version"], row["late"]) == (LEFT, 1, 0)
    assert laid({FIRST: PLAN}, {"moves": "car"})["moves.other.text"] is NO
    assert laid({FIRST: PLAN}, {"moves": "other"})["moves.other.text"] is LEFT


def test_without_words_no_column_has_any():
    assert {"idea", "moves.other.text"} <= laid({FIRST: PLAN}, {}).keys()
    bare = laid(
        {FIRST: PLAN}, {"moves": "other", "moves.other": "by boat", "idea": "a park", "age": 7}, with_words=False
    )
    assert not {"idea", "moves.other.text"} & bare.keys()
    assert bare["age"] == 7


def test_versions_join_and_what_was_asked_differently_stays_apart():
    now = compile_plan(asking(key="q", kind="single", options=options("a", "c")))
    before = compile_plan(asking(key="q", kind="single", options=options("a", "b")))
    other = compile_plan(asking(key="q", kind="text"))
    column = lay_out([now, before])[0]
    assert [value for value, _words in column.variable.values] == ["a", "c", "b"]
    plans = {FIRST: now, SECOND: other}
    assert laid(plans, {"q": "a"}) == laid(plans, {"q": "a"}) | {"q": "a", "q.text": NO, "version": 2}
    assert laid(plans, {"q": "a word"}, SECOND) == laid(plans, {}, SECOND) | {"q": NO, "q.text": "a word"}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_a_row_holds_the_answers_whole(seed):
    answers = people(1, seed)[0][0]
    row = laid({FIRST: PLAN}, answers)
    back = {key: row[key] for key in ("moves", "bus", "clean", "age", "idea") if not isinstance(row[key], Blank)}
    if row["moves.other.text"] is not NO:
        back["moves.other"] = row["moves.other.text"]
    back["wants"] = [key for key in ("bench", "light", "tree", "none") if row[f"wants.{key}"] == 1]
    state = {key: row[f"state.{key}"] for key in ("lights", "paths", "trees")}
    if state := {key: cell for key, cell in state.items() if cell is not LEFT}:
        back["state"] = state
    assert back == answers
