"""A unit beside others: who is compared with whom, how a value stands among the others, and how it went in five years.

Numbers of gminas are told beside a group of similar ones, never alone: so does the Local Development Monitor of the
Association of Polish Cities. The office says who is similar: by type, population and voivodeship.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from consult.territory.rules import FIRST_CITY, Kind, kind_of, lasting

YEARS = 5
QUARTERS = 4
TYPES = (Kind.CITY, Kind.URBAN, Kind.URBAN_RURAL, Kind.RURAL)
"""Types of gminas: a city with the rights of a powiat is one of its own."""


@dataclass(frozen=True)
class Group:
    """Whom a unit is compared with; the unit itself always belongs."""

    kinds: frozenset[str]
    population_from: int | None = None
    population_to: int | None = None
    same_voivodeship: bool = True


@dataclass(frozen=True)
class Peer:
    """What decides whether a unit belongs to a group."""

    code: str
    population: int | None


@dataclass(frozen=True)
class Standing:
    """A place among values: 1 is the highest, and equal values share it; the lowest quarter is 1, the highest 4."""

    rank: int
    among: int
    quarter: int | None
    median: float


class Direction(StrEnum):
    """Where a value went."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


@dataclass(frozen=True)
class Trend:
    """The values of five years that end with the last known one; None where a year has no number."""

    points: tuple[tuple[int, float | None], ...]
    direction: Direction | None = None
    """From the first known value to the last; nothing where there is but one."""

    @property
    def known(self) -> list[tuple[int, float]]:
        """List the years that have a number."""
        return [(year, value) for year, value in self.points if value is not None]


def type_of(code: str) -> Kind:
    """Tell the type of a unit: its kind, and of a gmina that is a city with the rights of a powiat, that."""
    kind = kind_of(code)
    return Kind.CITY if len(code) > len("2661") and code[2:4] >= FIRST_CITY else kind


def usual(code: str) -> Group:
    """Give the group of a unit whose office has not said any: the same type in the voivodeship.

    A city with the rights of a powiat is often the only one there, so it is put beside the other towns; a
    voivodeship, beside all others.
    """
    kind = type_of(code)
    kinds = {kind, Kind.URBAN if level_of(code) > len("2661") else Kind.POWIAT} if kind is Kind.CITY else {kind}
    return Group(frozenset(one.value for one in kinds), same_voivodeship=kind is not Kind.VOIVODESHIP)


def level_of(code: str) -> int:
    """Tell the level of a unit by the length of its code: gminas are compared with gminas, powiats with powiats."""
    return len(code)


def members(group: Group, own: Peer, peers: Iterable[Peer]) -> list[str]:
    """List the lasting codes of the units of the group, the own among them."""
    found = {lasting(peer.code) for peer in peers if _belongs(group, own, peer)}
    return sorted(found | {lasting(own.code)})


def _belongs(group: Group, own: Peer, peer: Peer) -> bool:
    if level_of(peer.code) != level_of(own.code):
        return False
    if group.same_voivodeship and peer.code[:2] != own.code[:2]:
        return False
    if type_of(peer.code).value not in group.kinds:
        return False
    if group.population_from is None and group.population_to is None:
        return True
    people = peer.population
    return people is not None and (group.population_from or 0) <= people <= (group.population_to or people)


def standing(value: float, values: Sequence[float]) -> Standing:
    """Place a value among the values of its group, of which it is one.

    The quarter is that of the middle of its equals. Fewer than four values, or values that are all the same, have no
    quarters.
    """
    above = sum(other > value for other in values)
    equal = sum(other == value for other in values)
    below = len(values) - above - equal
    quarter = None
    if len(values) >= QUARTERS and equal < len(values):
        quarter = min(QUARTERS, QUARTERS * (2 * below + equal) // (2 * len(values)) + 1)
    return Standing(above + 1, len(values), quarter, median(values))


def trend(values: Mapping[int, float | None]) -> Trend:
    """Take the five years up to the last known value."""
    last = latest(values)
    if last is None:
        return Trend(())
    points = tuple((year, values.get(year)) for year in range(last - YEARS + 1, last + 1))
    made = Trend(points)
    if len(made.known) == 1:
        return made
    first, end = made.known[0][1], made.known[-1][1]
    return Trend(points, Direction.UP if end > first else Direction.DOWN if end < first else Direction.LEVEL)


def latest(values: Mapping[int, float | None]) -> int | None:
    """Tell the last year that has a number."""
    return max((year for year, value in values.items() if value is not None), default=None)


def classes(values: Iterable[float], most: int = 5) -> list[tuple[float, float]]:
    """Cut values into at most five classes of about as many units, from the lowest; equal values are never parted."""
    ordered = sorted(values)
    if not ordered:
        return []
    size = len(ordered) / min(most, len(set(ordered)))
    cuts = dict.fromkeys(ordered[round(size * step)] for step in range(1, round(len(ordered) / size)))
    begins = [ordered[0], *(cut for cut in cuts if cut > ordered[0])]
    inner = [(begin, max(value for value in ordered if value < after)) for begin, after in pairwise(begins)]
    return [*inner, (begins[-1], ordered[-1])]
