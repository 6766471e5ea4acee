"""Shares that add up, and the interval around one."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

WHOLE = 100
Z95 = 1.959963984540054
"""The 97.5th percentile of the normal distribution."""


@dataclass(frozen=True)
class Estimate:
    """A share from 0 to 1 with its standard error and the ends of its 95% interval."""

    share: float
    error: float
    low: float
    high: float


def percents(counts: Sequence[int]) -> list[int]:
    """Share out whole percents by largest remainder, so that they add up to 100; all zeros stay zeros.

    Where remainders are equal the earlier one gets more.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    floors = [count * WHOLE // total for count in counts]
    rests = [count * WHOLE % total for count in counts]
    by_rest = sorted(range(len(counts)), key=lambda place: -rests[place])
    for place in by_rest[: WHOLE - sum(floors)]:
        floors[place] += 1
    return floors


def percent(part: int, whole: int) -> int:
    """Give one share alone as whole percents, half up: for shares that need not add up."""
    return (2 * WHOLE * part + whole) // (2 * whole) if whole else 0


def estimate(count: int, base: int) -> Estimate | None:
    """Estimate a share as from a simple random sample, with Wilson's score interval (1927); nothing without a base."""
    if not base:
        return None
    share, square = count / base, Z95 * Z95
    centre = (share + square / (2 * base)) / (1 + square / base)
    half = Z95 * sqrt(share * (1 - share) / base + square / (4 * base * base)) / (1 + square / base)
    return Estimate(share, sqrt(share * (1 - share) / base), max(0.0, centre - half), min(1.0, centre + half))
