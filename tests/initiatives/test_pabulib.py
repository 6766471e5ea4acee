"""The Pabulib format: what is read, what is written, what is refused and where."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.initiatives.rules.elections import Ballot, Election, Limits, Project, VoteType, spoiled
from consult.initiatives.rules.greedy import greedy, scores
from consult.initiatives.rules.pabulib import BrokenFile, parse, write
from tests.initiatives.elections import election, text

WORDS = st.text("abąćż ;\"'-/.", min_size=1, max_size=8).map(lambda word: f"p{word}p")
KEYS = st.text("abc-/.1", min_size=1, max_size=4)
MONEY = st.integers(1, 10**9).map(lambda grosze: Fraction(grosze, 100))


@st.composite
def elections(draw):
    keys = draw(st.lists(KEYS, min_size=1, max_size=4, unique=True))
    vote_type = draw(st.sampled_from(VoteType))
    has_points = vote_type in {VoteType.CUMULATIVE, VoteType.SCORING}
    projects = tuple(Project(key, draw(MONEY), draw(WORDS), {"category": draw(WORDS)}) for key in keys)
    ballots = []
    for voter in range(draw(st.integers(0, 4))):
        named = tuple(draw(st.lists(st.sampled_from(keys), max_size=3)))
        points = tuple(Fraction(draw(st.integers(0, 5))) for _ in named) if has_points else None
        ballots.append(Ballot(str(voter), named, points, {"sex": draw(st.sampled_from("KM"))}))
    limits = Limits(max_length=draw(st.none() | st.integers(1, 9)), max_sum_cost=draw(st.none() | MONEY))
    return Election(draw(MONEY), vote_type, projects, tuple(ballots), limits, {"unit": draw(WORDS)})


@given(elections())
def test_what_is_written_is_read_again(made):
    found = parse(write(made))
    assert (found.budget, found.vote_type, found.limits) == (made.budget, made.vote_type, made.limits)
    assert found.projects == made.projects
    assert found.ballots == made.ballots
    assert found.said["unit"] == made.said["unit"]


def test_a_file_as_cities_write_it():
    source = text({"park": "1 200,50"}, ["park"], budget="10000,00", vote_type="approval", min_length=1)
    found = parse("\ufeff" + source.replace("\n", "\r\n") + "\r\n\r\n")
    assert found.budget == 10_000
    assert found.costs == {"park": Fraction(2401, 2)}
    assert found.limits.min_length == 1
    assert found.ballots[0].named == ("park",)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "the section META is missing"),
        ("key;value\nMETA", "line 1: the file does not begin with META"),
        (text({"a": 1}, []).replace("VOTES", "BALLOTS"), "the section VOTES is missing"),
        (text({"a": 1}, [], budget=5), "vote_type is '', not one of approval"),
        (text({"a": 1}, [], budget="dużo", vote_type="approval"), "budget is 'dużo', not a number"),
        (text({"a": 1}, [], budget="1e999999", vote_type="approval"), "budget is '1e999999', not a number"),
        (text({"a": 1}, [], budget=0, vote_type="approval"), "the budget is not more than nothing"),
        (text({"a": "x"}, [], budget=5, vote_type="approval"), "line 7: cost is 'x', not a number"),
        (text({"a": -1}, [], budget=5, vote_type="approval"), "line 7: the project a costs nothing"),
        (text({"a": 1}, ["a:x"], budget=5, vote_type="cumulative"), "line 10: points is 'x', not a number"),
        (text({"a": 1}, ["a"], budget=5, vote_type="approval") + ";;;", "line 10: 6 cells under 3 columns"),
        (text({"a": 1, "a ": 2}, [], budget=5, vote_type="approval"), "line 8: the project a stands twice"),
        (text({"a": 1}, [], budget=5, vote_type="approval").replace(";cost", ";price"), "the column cost is missing"),
        (
            text({"a": 1}, [], budget=5, vote_type="approval").replace(";name", ";cost"),
            "line 6: the column cost stands",
        ),
        (text({"a": 1}, ["a"], budget=5, vote_type="approval") + "\n0;a", "line 11: the voter 0 stands twice"),
        (text({"a": 1}, [], budget="5\nbudget;9", vote_type="approval"), "line 4: the key budget stands twice"),
        (text({'"a,b"': 1}, [], budget=5, vote_type="approval"), "line 7: the project_id a,b has a comma"),
        (text({"a": 1}, ["a\0"], budget=5, vote_type="approval"), "line 10: a sign that is no text"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(source, said):
    with pytest.raises(BrokenFile) as refused:
        parse(source)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("vote", "limits", "reason"),
    [
        ("", {}, "empty"),
        ("zoo", {}, "unknown_project"),
        ("park,park", {}, "named_twice"),
        ("park", {"min_length": 2}, "too_few"),
        ("park,bench", {"max_length": 1}, "too_many"),
        ("park,bench", {"max_sum_cost": 79}, "too_dear"),
        ("bench", {"min_sum_cost": 21}, "too_cheap"),
        ("park:1,bench", {"vote_type": "cumulative"}, "points_do_not_fit"),
        ("park:4,bench:1", {"vote_type": "cumulative", "max_points": 3}, "too_many_points"),
        ("park:2,bench:2", {"vote_type": "cumulative", "max_sum_points": 3}, "too_many_points"),
        ("park:0", {"vote_type": "cumulative", "min_sum_points": 1}, "too_few_points"),
        ("park:-5", {"vote_type": "cumulative"}, "too_few_points"),
    ],
)
def test_a_spoiled_ballot_does_not_count(vote, limits, reason):
    found = election({"park": 60, "bench": 20}, [vote, "park:1,bench:1"], **limits)
    assert spoiled(found.ballots[0], found.vote_type, found.limits, found.costs) == reason
    assert found.ballots[0] not in found.valid_ballots()


OWN = """META
key;value
vote_type;{}
budget;100
PROJECTS
project_id;cost;name
1;60;"Plac ""Zgody""; etap 2"
2;50;Ławki 'x'
3;30;"O'Hara, kwiaty"
VOTES
{}
"""


@pytest.mark.parametrize(
    ("vote_type", "votes", "counted"),
    [
        ("approval", 'voter_id;vote\n1;1,3\n2;"2,3"\n3;3\n4;\n5;9\n6;1,1', {"1": 1, "2": 1, "3": 3}),
        (
            "cumulative",
            "vote;points;voter_id\n1,3;7,3;1\n2;10;2\n1,2;5;3\n3;-4;4",
            {"1": 7, "2": 10, "3": 3},
        ),
        ("ordinal", "voter_id;vote\n1;1,2,3\n2;2,3\n3;3\n4;2,1,2", {"1": 3, "2": 5, "3": 6}),
    ],
)
def test_a_file_with_bad_rows_is_counted_as_by_hand(vote_type, votes, counted):
    """With 100 to spend, 30 and 50 fit, and then 60 does not, in whichever order these two come."""
    found = parse(OWN.format(vote_type, votes))
    assert scores(found, found.valid_ballots()) == counted
    assert set(greedy(found)) == {"2", "3"}
    assert found.projects[0].name == 'Plac "Zgody"; etap 2'


def test_bounds_belong_to_what_is_allowed():
    found = election({"park": 60, "bench": 20}, ["park,bench"], min_length=2, max_length=2, max_sum_cost=80)
    assert len(found.valid_ballots()) == 1
