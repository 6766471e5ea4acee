"""The method of equal shares: every voter gets the same part of the budget and pays for what that voter supports.

Source: D. Peters, G. Pierczyński, P. Skowron, 'Proportional Participatory Budgeting with Additive Utilities',
NeurIPS 2021; completion 'add1': equalshares.net/explanation.

A project's worth to a voter is its cost times what the ballot gives it (one for an approval). In each round the project
is bought whose supporters pay the least per unit of worth: the greatest effective vote. Of equal ones the cheaper, then
the one with more supporters, then the first in the list.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consult.initiatives.rules.elections import Ballot, Election, Project
from consult.initiatives.rules.greedy import worths

EQUAL = 1e-10  # relative: two prices nearer than this are the same, floats being what they are
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Purchase:
    """A round: what was bought, with how many effective votes, and the most that one supporter paid."""

    project: str
    effective_votes: float
    highest_payment: float


@dataclass(frozen=True, slots=True)
class Counted:
    """What came out, with its working; each voter's share is in the currency of the budget."""

    winners: tuple[str, ...]
    cost: Fraction
    share: Fraction
    purchases: tuple[Purchase, ...]


@dataclass(slots=True)
class _Candidate:
    """A project with its supporters (rows of the voters) and their worths in points."""

    place: int
    key: str
    cost: float
    supporters: NDArray[np.intp]
    worth: Numbers  # to each of them
    least: float  # the price where every purse is full enough
    bound: float  # the price in the round before: it never falls again

    @property
    def rank(self) -> tuple[float, int, int]:
        return (self.cost, -len(self.supporters), self.place)


def equal_shares(election: Election, *, completion: str = "add1") -> Counted:
    """Choose the winners.

    With the completion `add1` every voter's share is raised by one unit of the currency again and again, until the
    outcome costs more than the budget; the last that it can pay stands.
    """
    ballots, costs = election.valid_ballots(), election.costs
    if not ballots:
        return Counted((), Fraction(), Fraction(), ())
    candidates = _candidates(election, ballots)
    best = _buy(candidates, len(ballots), election.budget / len(ballots), costs)
    while completion == "add1" and (raised := _next_share(best, candidates, costs)) is not None:
        further = _buy(candidates, len(ballots), raised, costs)
        if further.cost > election.budget:
            break
        best = further
    return best


def _next_share(counted: Counted, candidates: list[_Candidate], costs: dict[str, Fraction]) -> Fraction | None:
    """Raise the share by one, or at once to the last step before any project left out could be paid for.

    Until then nothing but today's winners can be bought, so no outcome on the way can cost more than the budget.
    """
    left_out = [candidate for candidate in candidates if candidate.key not in counted.winners]
    if not left_out:
        return None
    needed = min(costs[candidate.key] / len(candidate.supporters) for candidate in left_out)
    return counted.share + max(1, math.ceil(needed - counted.share) - 1)


def _candidates(election: Election, ballots: tuple[Ballot, ...]) -> list[_Candidate]:
    given: dict[str, tuple[list[int], list[float]]] = {project.key: ([], []) for project in election.projects}
    for voter, ballot in enumerate(ballots):
        for key, worth in worths(election, ballot):
            if worth > 0:
                given[key][0].append(voter)
                given[key][1].append(float(worth))
    return [
        _candidate(place, project, np.array(voters), np.array(points))
        for place, project in enumerate(election.projects)
        for voters, points in [given[project.key]]
        if voters
    ]


def _candidate(place: int, project: Project, supporters: NDArray[np.intp], points: Numbers) -> _Candidate:
    cost, worth = float(project.cost), float(project.cost) * points
    least = float(cost / worth.sum())
    return _Candidate(place, project.key, cost, supporters, worth, least, least)


def _buy(candidates: list[_Candidate], voters: int, share: Fraction, costs: dict[str, Fraction]) -> Counted:
    """Let the voters buy until nobody can pay for anything."""
    purses = np.full(voters, float(share))
    for candidate in candidates:
        candidate.bound = candidate.least
    left, purchases = list(candidates), []
    while chosen := _cheapest(left, purses):
        price = chosen.bound
        paid = np.minimum(purses[chosen.supporters], price * chosen.worth)
        purses[chosen.supporters] -= paid
        purchases.append(Purchase(chosen.key, 1 / price, float(paid.max())))
        left = [candidate for candidate in left if candidate is not chosen and not math.isinf(candidate.bound)]
    winners = tuple(purchase.project for purchase in purchases)
    return Counted(winners, sum((costs[key] for key in winners), Fraction()), share, tuple(purchases))


def _cheapest(left: list[_Candidate], purses: Numbers) -> _Candidate | None:
    """Find the lowest price; that of a round before is a lower bound of today's, so few are computed."""
    best: _Candidate | None = None
    for candidate in sorted(left, key=lambda candidate: candidate.bound):
        if best is not None and candidate.bound > best.bound * (1 + EQUAL):
            break
        candidate.bound = _price(candidate, purses)
        if not math.isinf(candidate.bound) and (best is None or _is_before(candidate, best)):
            best = candidate
    return best


def _is_before(one: _Candidate, other: _Candidate) -> bool:
    if math.isclose(one.bound, other.bound, rel_tol=EQUAL):
        return one.rank < other.rank
    return one.bound < other.bound


def _price(candidate: _Candidate, purses: Numbers) -> float:
    """Find the price per unit of worth at which the supporters together pay the cost; infinite where they cannot.

    Everybody pays price x worth, or the whole purse where it holds less.
    """
    purse, worth = purses[candidate.supporters], candidate.worth
    if purse.sum() < candidate.cost * (1 - EQUAL):
        return math.inf
    has_less = np.zeros(len(purse), dtype=bool)
    while True:
        paid, sharing = purse[has_less].sum(), worth[~has_less].sum()
        if sharing <= 0:  # every purse is emptied to the last
            return float((purse / worth).max())
        price = (candidate.cost - paid) / sharing
        cannot = purse < price * worth * (1 - EQUAL)
        if not (cannot & ~has_less).any():
            return float(price)
        has_less |= cannot
