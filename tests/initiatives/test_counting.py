"""How winners are chosen: by small elections, by a slow exact count, and by real cities' results."""

import csv
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.initiatives.rules.equal_shares import equal_shares
from consult.initiatives.rules.greedy import greedy, scores
from consult.initiatives.rules.pabulib import parse
from tests.initiatives.elections import election

# Winners as the city published them, where the city kept to no plain rule; see the notes on the data.
OTHER_RULES = {"poland_gdynia", "poland_poznan_2023_10", "poland_poznan_2023_3", "poland_wieliczka"}


class TestGreedy:
    def test_the_most_wanted_come_first_and_what_does_not_fit_is_passed_over(self):
        found = election(
            {"park": 60, "pool": 70, "bench": 20}, ["park,pool", "park,bench", "park,pool", "pool", "bench"]
        )
        assert greedy(found) == ("park", "bench")

    def test_of_equally_wanted_the_cheaper_then_the_first(self):
        found = election({"b": 60, "a": 50, "c": 50}, ["a,b,c"], budget=60)
        assert greedy(found) == ("a",)

    def test_what_nobody_wants_is_not_built(self):
        assert greedy(election({"a": 1, "b": 1}, ["a"])) == ("a",)

    def test_points_and_places(self):
        points = election({"a": 1, "b": 1}, ["a:1,b:4", "a:2"], vote_type="cumulative")
        assert scores(points, points.valid_ballots()) == {"a": 3, "b": 4}
        places = election({"a": 1, "b": 1, "c": 1}, ["c,a,b", "c"], vote_type="ordinal", max_length=3)
        assert scores(places, places.valid_ballots()) == {"a": 2, "b": 1, "c": 6}


class TestEqualShares:
    def test_a_minority_gets_its_share(self):
        votes = ["a,b,c"] * 6 + ["d"] * 4
        found = election({"a": 40, "b": 30, "c": 30, "d": 40}, votes)
        assert greedy(found) == ("b", "c", "a")
        assert set(equal_shares(found, completion="none").winners) == {"b", "c", "d"}

    def test_a_round_tells_who_paid_what(self):
        found = equal_shares(election({"a": 50, "b": 60}, ["a,b", "a", "b", "b"]), completion="none")
        assert found.share == 25
        assert [(one.project, round(one.effective_votes, 6), one.highest_payment) for one in found.purchases] == [
            ("b", 3, 20)
        ]

    def test_shares_are_raised_while_the_budget_can_pay(self):
        found = election({"a": 50, "b": 60}, ["a", "b", "b"])
        assert equal_shares(found, completion="none").winners == ("b",)
        assert equal_shares(found).winners == ("b",)
        richer = election({"a": 50, "b": 60}, ["a", "b", "b"], budget=110)
        counted = equal_shares(richer)
        assert set(counted.winners) == {"a", "b"}
        assert counted.cost == 110
        assert counted.share >= 50

    def test_a_dear_project_of_few_ends_soon(self):
        found = election({"a": 900_000_000, "b": 10}, ["a,b", "b"], budget=1_000_000_000)
        assert set(equal_shares(found).winners) == {"a", "b"}

    def test_nobody_voted(self):
        assert equal_shares(election({"a": 1}, [])).winners == ()

    @settings(max_examples=60)
    @given(
        st.lists(st.integers(1, 40), min_size=1, max_size=4),
        st.lists(st.sets(st.integers(0, 3), min_size=1), min_size=1, max_size=5),
    )
    def test_it_agrees_with_a_slow_exact_count(self, costs, votes):
        projects = {f"p{number}": cost for number, cost in enumerate(costs)}
        said = [",".join(f"p{number}" for number in sorted(vote) if number < len(costs)) for vote in votes]
        found = election(projects, said)
        for completion in ("none", "add1"):
            assert equal_shares(found, completion=completion).winners == exact(found, completion), completion


def exact(found, completion):
    """Count as the paper says it, with fractions and without any haste."""
    ballots = found.valid_ballots()
    if not ballots:
        return ()
    share = Fraction(found.budget, len(ballots))
    best = bought(found, ballots, share)
    supported = {key for ballot in ballots for key in ballot.named}
    while completion == "add1" and set(best) != supported:
        share += 1
        further = bought(found, ballots, share)
        if sum(found.costs[key] for key in further) > found.budget:
            break
        best = further
    return best


def bought(found, ballots, share):
    purses, winners = [share] * len(ballots), []
    while True:
        offers = []
        for place, (key, cost) in enumerate(found.costs.items()):
            supporters = [voter for voter, ballot in enumerate(ballots) if key in ballot.named]
            if key not in winners and supporters and (price := even_price(cost, [purses[one] for one in supporters])):
                offers.append((price / cost, cost, -len(supporters), place, key, supporters, price))
        if not offers:
            return tuple(winners)
        *_, key, supporters, price = min(offers)
        winners.append(key)
        for voter in supporters:
            purses[voter] -= min(purses[voter], price)


def even_price(cost, purses):
    """Find what each pays, or all of the purse where it holds less; nothing where they cannot pay."""
    purses = sorted(purses)
    for place, purse in enumerate(purses):
        price = Fraction(cost - sum(purses[:place])) / (len(purses) - place)
        if price <= purse:
            return price
    return None


def test_real_elections(shared_data):
    """Greedy gives what cities published, equal shares what an independent program counted; Wieliczka what it built."""
    folder = shared_data / "pabulib"
    agreeing = {"greedy": 0, "equal shares": 0}
    with (folder / "winners_pabutools.csv").open(encoding="utf-8-sig", newline="") as lines:
        counted = {row["plik"]: row for row in csv.DictReader(lines) if row["regula"] == "mes_cost"}
    small = [path for path in sorted(folder.glob("*.pb")) if path.stat().st_size < 50_000]
    for path in small:
        found = parse(path.read_text(encoding="utf-8"))
        if any(project.more.get("selected") == "1" for project in found.projects) and not path.name.startswith(
            tuple(OTHER_RULES)
        ):
            chosen = {project.key for project in found.projects if project.more["selected"] == "1"}
            assert set(greedy(found)) == chosen, path.name
            agreeing["greedy"] += 1
        if path.name in counted:
            chosen = set(filter(None, counted[path.name]["wygrane_projekty"].split(";")))
            assert set(equal_shares(found, completion="none").winners) == chosen, path.name
            agreeing["equal shares"] += 1
    assert agreeing == {"greedy": 7, "equal shares": 28}


def test_wieliczka(shared_data):
    found = parse((shared_data / "pabulib/poland_wieliczka_2023.pb").read_text(encoding="utf-8"))
    counted = equal_shares(found)
    assert set(counted.winners) == {project.key for project in found.projects if project.more["selected"] == "1"}
    assert (len(counted.winners), counted.cost) == (30, 995_079)
