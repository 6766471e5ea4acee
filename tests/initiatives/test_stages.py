"""The way of each kind, thresholds by law, amounts, what is similar, the average of assessments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.initiatives.rules import cards
from consult.initiatives.rules.cards import (
    Cost,
    Criterion,
    NotAnAmount,
    amount_words,
    read_amount,
    score,
    similar,
    total,
)
from consult.initiatives.rules.stages import OVER, PATHS, Act, Kind, Stage, find_move, moves, support_needed


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_can_be_led_to_its_end(kind):
    stage, way = Stage.IDEA, [Stage.IDEA]
    while stage is not Stage.DONE:
        onwards = moves(kind, stage)[0]
        assert onwards.act in {Act.PUBLISH, Act.GO_ON, Act.GRANT}
        stage = onwards.to
        way.append(stage)
    assert tuple(way) == PATHS[kind]
    assert moves(kind, stage) == ()


@given(kind=st.sampled_from(Kind), acts=st.lists(st.integers(0, 3), max_size=20))
@settings(max_examples=30)
def test_no_way_leads_off_the_stages_and_a_no_takes_two(kind, acts):
    stage, refused_in, has_appealed = Stage.IDEA, None, False
    for number in acts:
        possible = moves(kind, stage, refused_in=refused_in, has_appealed=has_appealed)
        if not possible:
            assert stage in OVER or stage is Stage.RETURNED
            return
        chosen = possible[number % len(possible)]
        assert chosen.needs_two == (chosen.act in {Act.GRANT, Act.REFUSE})
        if chosen.act is Act.REFUSE and stage is not Stage.APPEAL:
            refused_in = stage
        has_appealed = has_appealed or chosen.act is Act.APPEAL
        stage = chosen.to


def test_one_appeal_and_only_where_the_rules_know_it():
    refused = {"refused_in": Stage.DECISION}
    assert find_move(Kind.LOCAL, Stage.REFUSED, "appeal", **refused)
    assert not find_move(Kind.LOCAL, Stage.REFUSED, "appeal", has_appealed=True, **refused)
    assert not find_move(Kind.RESOLUTION, Stage.REFUSED, "appeal", refused_in=Stage.COUNCIL)
    assert find_move(Kind.LOCAL, Stage.APPEAL, "grant", **refused).to is Stage.PLAN


@pytest.mark.parametrize(
    ("level", "residents", "needed"),
    [
        ("gmina", 5000, 100),
        ("gmina", 5001, 200),
        ("gmina", 20_000, 200),
        ("gmina", 180_000, 300),
        ("powiat", 100_000, 300),
        ("powiat", 100_001, 500),
        ("wojewodztwo", 1_200_000, 1000),
        ("gmina", None, 300),
    ],
)
def test_signatures_under_a_draft_resolution(level, residents, needed):
    assert support_needed(Kind.RESOLUTION, level, residents, by_office=5) == needed


def test_a_budget_asks_at_most_one_in_a_thousand():
    assert support_needed(Kind.BUDGET, "gmina", 12_999, by_office=50) == 12
    assert support_needed(Kind.BUDGET, "gmina", 180_000, by_office=50) == 50
    assert support_needed(Kind.CALL, "gmina", 100, by_office=50) == 50
    assert support_needed(Kind.LOCAL, "gmina", 100, by_office=50) is None


@given(st.integers(0, 10**11))
@settings(max_examples=30)
def test_an_amount_is_read_as_it_was_written(grosze):
    assert read_amount(amount_words(grosze)) == grosze


@pytest.mark.parametrize("typed", ["", "dużo", "1,234", "-5", "1.2.3", "12 345 678 901"])
def test_no_amount(typed):
    with pytest.raises(NotAnAmount):
        read_amount(typed)


def test_amounts_as_people_write_them():
    assert [read_amount(typed) for typed in ("1 234,5", "1234.50 zł", "7")] == [123_450, 123_450, 700]
    assert total([Cost("a", 1), Cost("b", 2)]) == 3


def test_similar_cards():
    others = [("a", "Ogród przy bibliotece, nowe drzewa"), ("b", "Progi zwalniające na ulicy Długiej"), ("c", "")]
    assert similar("Ogrody za biblioteką z drzewami", others) == ["a"]
    assert cards.likeness("", "x") == 0


def test_the_average_of_score_cards():
    criteria = [Criterion("work", "Praca", 10, 2), Criterion("need", "Potrzeba", 5)]
    scored = score(criteria, [{"work": 10, "need": 5}, {"work": 5}])
    assert (scored.by_criterion, scored.points, scored.most) == ({"work": 7.5, "need": 5.0}, 20.0, 25)
    assert scored.percent == 80
    assert score([], []).percent == 0
