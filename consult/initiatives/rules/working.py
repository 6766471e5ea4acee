"""The count of a vote with its working: every round, so that anybody can go through it again by hand or program."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from consult.initiatives.rules.elections import Election, Limits, VoteType, spoiled
from consult.initiatives.rules.greedy import scores


class Rule(StrEnum):
    """How winners are chosen; the words are those of `consult ballots count`."""

    GREEDY = "greedy"
    EQUAL_SHARES = "equal-shares"


@dataclass(frozen=True, slots=True)
class Round:
    """What was looked at or bought in a round."""

    project: str
    is_taken: bool
    left: float
    """The budget that is left after the round, in the currency."""
    effective_votes: float | None = None
    highest_payment: float | None = None


def limits_of(vote_type: VoteType, least: int, most: int, points: int | None) -> Limits:
    """Make the limits of a ballot; where points are given, each project named gets at least one."""
    if vote_type is not VoteType.CUMULATIVE:
        return Limits(min_length=least, max_length=most)
    total = None if points is None else Fraction(points)
    return Limits(min_length=least, max_length=most, min_points=Fraction(1), max_sum_points=total)


def count(election: Election, rule: Rule) -> dict[str, Any]:
    """Count an election: plain values that fit into JSON, with the rounds of the rule."""
    valid = election.valid_ballots()
    won = scores(election, valid)
    rounds, share = _greedy_rounds(election, won) if rule is Rule.GREEDY else _equal_rounds(election)
    winners = [one.project for one in rounds if one.is_taken]
    costs = election.costs
    return {
        "rule": rule.value,
        "ballots": len(election.ballots),
        "valid": len(valid),
        "spoiled": dict(Counter(fault.value for fault in _faults(election))),
        "scores": {key: float(value) for key, value in won.items()},
        "supporters": dict(Counter(key for ballot in valid for key in ballot.named)),
        "rounds": [_plain(one) for one in rounds],
        "winners": winners,
        "cost": float(sum((costs[key] for key in winners), Fraction())),
        "share": share,
    }


def _faults(election: Election) -> list[Any]:
    costs = election.costs
    found = (spoiled(ballot, election.vote_type, election.limits, costs) for ballot in election.ballots)
    return [fault for fault in found if fault is not None]


def _greedy_rounds(election: Election, won: Mapping[str, Fraction | int]) -> tuple[Sequence[Round], float | None]:
    """Go down the list from the most wanted project, as `rules.greedy` does, and tell each step."""
    left, rounds = election.budget, []
    for project in sorted(election.projects, key=lambda project: (-won[project.key], project.cost)):
        is_taken = won[project.key] > 0 and project.cost <= left
        left -= project.cost if is_taken else 0
        rounds.append(Round(project.key, is_taken, float(left)))
    return rounds, None


def _equal_rounds(election: Election) -> tuple[Sequence[Round], float | None]:
    from consult.initiatives.rules.equal_shares import equal_shares  # noqa: PLC0415  # NumPy, for this rule alone

    counted, costs, left = equal_shares(election), election.costs, election.budget
    rounds = []
    for purchase in counted.purchases:
        left -= costs[purchase.project]
        rounds.append(
            Round(purchase.project, True, float(left), purchase.effective_votes, purchase.highest_payment)  # noqa: FBT003
        )
    return rounds, float(counted.share)


def _plain(one: Round) -> dict[str, Any]:
    return {
        "project": one.project,
        "taken": one.is_taken,
        "left": one.left,
        "effective_votes": one.effective_votes,
        "highest_payment": one.highest_payment,
    }
