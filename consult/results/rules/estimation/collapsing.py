"""Thin categories are joined before weighting, so that a few people do not speak for thousands.

Kalton and Flores-Cervantes (2003), "Weighting Methods", Journal of Official Statistics 19: at least 10 to 20 people in
each category of a margin.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AT_LEAST = 10


@dataclass(frozen=True)
class Joined:
    """Categories that became one."""

    parts: tuple[Any, ...]
    people: int


@dataclass(frozen=True)
class Collapsed:
    """For each category the group that it is in now, and a report of those that were joined."""

    groups: Mapping[Any, tuple[Any, ...]]
    report: tuple[Joined, ...]

    @property
    def kept(self) -> list[tuple[Any, ...]]:
        """List the groups that are left, in their order."""
        return list(dict.fromkeys(self.groups.values()))


def collapse_ordered(counts: Mapping[Any, int], order: Sequence[Any], *, at_least: int = AT_LEAST) -> Collapsed:
    """Join each thin category with the smaller of its neighbours: for ages and other steps."""
    return _collapse(counts, order, at_least, _neighbour)


def collapse_pooled(counts: Mapping[Any, int], order: Sequence[Any], *, at_least: int = AT_LEAST) -> Collapsed:
    """Join the thinnest categories with each other: for places and other names without an order."""
    return _collapse(counts, order, at_least, _thinnest_other)


Sizes = Sequence[int]


def _neighbour(sizes: Sizes, thin: int) -> int:
    return min((place for place in (thin - 1, thin + 1) if 0 <= place < len(sizes)), key=lambda place: sizes[place])


def _thinnest_other(sizes: Sizes, thin: int) -> int:
    return min((place for place in range(len(sizes)) if place != thin), key=lambda place: sizes[place])


def _collapse(
    counts: Mapping[Any, int], order: Sequence[Any], at_least: int, partner: Callable[[Sizes, int], int]
) -> Collapsed:
    groups = [(label,) for label in order]
    sizes = [counts.get(label, 0) for label in order]
    while len(groups) > 1 and min(sizes) < at_least:
        thin = min(range(len(sizes)), key=lambda place: sizes[place])
        other = partner(sizes, thin)
        first, second = sorted((thin, other))
        groups[first] = tuple(label for label in order if label in {*groups[first], *groups[second]})
        sizes[first] += sizes[second]
        del groups[second], sizes[second]
    report = [Joined(group, size) for group, size in zip(groups, sizes, strict=True) if len(group) > 1]
    return Collapsed({label: group for group in groups for label in group}, tuple(report))
