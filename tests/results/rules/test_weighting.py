"""Weightings as plain values: read, kept, checked, and whom they put where."""

import pytest

from consult.results.rules.weighting import (
    BadMargins,
    KnownMargin,
    Part,
    Weighting,
    as_document,
    by_own_names,
    check,
    from_document,
    read_margins,
)
from tests.results.town import PLAN

MOVES = Part("moves", {"bus": "public", "car": "private", "bike": "private"})
MARGIN = KnownMargin("moves", (MOVES,), {"public": 30, "private": 70}, "a file")
AREA = KnownMargin("@area", (Part("@area", {"26": "province", "2661": "Kielce"}),), {"province": 60, "Kielce": 40})


def test_a_weighting_is_kept_as_it_was():
    made = Weighting((MARGIN, AREA), start="age", high=4.0)
    assert from_document(as_document(made)) == made
    assert made.questions == {"moves", "age"}


def test_a_person_has_a_category_or_none():
    assert [MARGIN.category(one, None, None) for one in ({"moves": "bike"}, {"moves": "foot"}, {})] == [
        "private", None, None]  # fmt: skip
    assert [AREA.category({}, None, area) for area in ("266101", "260402", "146501", None)] == [
        "Kielce", "province", None, None]  # fmt: skip
    who = Part("@class", {"resident": "people"})
    joint = KnownMargin("both", (MOVES, who), {"public / people": 1, "private / people": 1})
    assert joint.category({"moves": "bus"}, "resident", None) == "public / people"
    assert joint.category({"moves": "bus"}, "business", None) is None


def test_margins_are_read_with_either_separator():
    assert read_margins(["a;b;c", "sex; M;1 000,5", "", "sex;K;2"]) == {"sex": {"M": 1000.5, "K": 2}}
    assert read_margins(["a,b,c", "sex,M,1"]) == {"sex": {"M": 1}}


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "no row"),
        (["a,b,c", "sex,M,1", "sex,M,2"], "row 3: sex has M already"),
        (["a,b,c", "sex,M,-1"], "row 2"),
        (["a,b,c", "sex,M,nan"], "row 2"),
        (["a,b,c", 'sex,"M,1'], "row 2"),
    ],
)
def test_a_row_that_is_wrong_is_named(rows, says):
    with pytest.raises(BadMargins, match=says):
        read_margins(rows)


@pytest.mark.parametrize(
    ("weighting", "says"),
    [
        (Weighting(), "needs a margin"),
        (Weighting(start="moves"), "moves is no number"),
        (Weighting(start="colour"), "no question colour"),
        (Weighting((MARGIN,), low=2), "below the mean"),
        (Weighting((MARGIN,), method="magic"), "no method magic"),
        (Weighting((KnownMargin("moves", (MOVES,), {"public": 0}),)), "nobody is in it"),
        (Weighting((KnownMargin("moves", (MOVES,), {"public": 1}),)), "how many people are private"),
        (Weighting((KnownMargin("x", (Part("moves", {"ship": "public"}),), {"public": 1}),)), "no option ship"),
        (Weighting((KnownMargin("x", (Part("wants", {"tree": "a"}),), {"a": 1}),)), "not one answer"),
        (
            Weighting((MARGIN, KnownMargin("@area", AREA.parts, {"province": 6, "Kielce": 4}))),
            "totals: moves 100, @area 10",
        ),
    ],
)
def test_a_weighting_that_cannot_be_used(weighting, says):
    with pytest.raises(BadMargins, match=says):
        check(weighting, PLAN.questions)


def test_options_are_found_by_key_or_by_words():
    assert by_own_names("bus", {"yes": 1, "no": 2}, PLAN.questions) == Part("bus", {"yes": "yes", "no": "no"})
    assert by_own_names("clean", {"good": 1}, PLAN.questions) == Part("clean", {"4": "good"})
    check(Weighting((KnownMargin("clean", (Part("clean", {"4": "good"}),), {"good": 1}),)), PLAN.questions)
    for name, says in (("none", "no question none"), ("bus", "no option often")):
        with pytest.raises(BadMargins, match=says):
            by_own_names(name, {"often": 1}, PLAN.questions)
