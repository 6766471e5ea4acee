"""An election of a participatory budget: projects, ballots, and what makes a ballot spoiled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class VoteType(StrEnum):
    """How voters speak; the words are those of the Pabulib format."""

    APPROVAL = "approval"
    CUMULATIVE = "cumulative"
    ORDINAL = "ordinal"
    SCORING = "scoring"


class Spoiled(StrEnum):
    """Why a ballot does not count."""

    EMPTY = "empty"
    UNKNOWN_PROJECT = "unknown_project"
    NAMED_TWICE = "named_twice"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    TOO_DEAR = "too_dear"
    TOO_CHEAP = "too_cheap"
    POINTS_DO_NOT_FIT = "points_do_not_fit"
    TOO_MANY_POINTS = "too_many_points"
    TOO_FEW_POINTS = "too_few_points"


@dataclass(frozen=True, slots=True)
class Project:
    """What can be voted for; the cost is in the currency of the budget."""

    key: str
    cost: Fraction
    name: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one voter said: projects in the voter's order, and the points beside them where points are given."""

    voter: str
    named: tuple[str, ...]
    points: tuple[Fraction, ...] | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a ballot may hold; each bound is included, none means no bound."""

    min_length: int | None = None
    max_length: int | None = None
    min_sum_cost: Fraction | None = None
    max_sum_cost: Fraction | None = None
    min_points: Fraction | None = None
    max_points: Fraction | None = None
    min_sum_points: Fraction | None = None
    max_sum_points: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Election:
    """A budget, the projects that ask for it, and the ballots cast; `said` keeps the file's own description."""

    budget: Fraction
    vote_type: VoteType
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    limits: Limits = Limits()
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def costs(self) -> dict[str, Fraction]:
        """Give the cost of each project by its key."""
        return {project.key: project.cost for project in self.projects}

    def valid_ballots(self) -> tuple[Ballot, ...]:
        """Leave out the spoiled ones."""
        costs = self.costs
        return tuple(ballot for ballot in self.ballots if spoiled(ballot, self.vote_type, self.limits, costs) is None)


def spoiled(ballot: Ballot, vote_type: VoteType, limits: Limits, costs: Mapping[str, Fraction]) -> Spoiled | None:
    """Say why a ballot does not count, or nothing where it does."""
    if not ballot.named:
        return Spoiled.EMPTY
    if not all(key in costs for key in ballot.named):
        return Spoiled.UNKNOWN_PROJECT
    if len(set(ballot.named)) < len(ballot.named):
        return Spoiled.NAMED_TWICE
    if fault := _outside(len(ballot.named), limits.min_length, limits.max_length, *_LENGTH):
        return fault
    if fault := _outside_costs(ballot, limits, costs):
        return fault
    return _wrong_points(ballot, vote_type, limits) if vote_type in {VoteType.CUMULATIVE, VoteType.SCORING} else None


def _outside_costs(ballot: Ballot, limits: Limits, costs: Mapping[str, Fraction]) -> Spoiled | None:
    least, most = limits.min_sum_cost, limits.max_sum_cost
    if least is None and most is None:
        return None
    cost = sum((costs[key] for key in ballot.named), Fraction())
    return _outside(cost, least, most, Spoiled.TOO_CHEAP, Spoiled.TOO_DEAR)


def _wrong_points(ballot: Ballot, vote_type: VoteType, limits: Limits) -> Spoiled | None:
    """Judge points; where they are shared out, nobody can take any away from a project."""
    least = 0 if limits.min_points is None and vote_type is VoteType.CUMULATIVE else limits.min_points
    if ballot.points is None or len(ballot.points) != len(ballot.named):
        return Spoiled.POINTS_DO_NOT_FIT
    for points in ballot.points:
        if fault := _outside(points, least, limits.max_points, *_POINTS):
            return fault
    return _outside(sum(ballot.points, Fraction()), limits.min_sum_points, limits.max_sum_points, *_POINTS)


_LENGTH = (Spoiled.TOO_FEW, Spoiled.TOO_MANY)
_POINTS = (Spoiled.TOO_FEW_POINTS, Spoiled.TOO_MANY_POINTS)


def _outside(
    value: Fraction | int, least: Fraction | int | None, most: Fraction | int | None, below: Spoiled, above: Spoiled
) -> Spoiled | None:
    if least is not None and value < least:
        return below
    return above if most is not None and value > most else None
