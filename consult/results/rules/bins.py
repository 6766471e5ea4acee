"""Bins for numbers: round edges, and no bin with only a few people in it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import floor, log10

FEWEST, MOST = 5, 12
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TINY = 1e-9


@dataclass(frozen=True)
class Bin:
    """Numbers from `low` up to, and without, `high`; an open end is None. `is_whole`: all numbers are whole."""

    low: float | None
    high: float | None
    is_whole: bool
    unit: str = ""
    """What the numbers are where they stand for dates: see `Line.unit`."""


def edges(numbers: Mapping[float, int]) -> list[float]:
    """Choose round edges around all numbers: whole ones for whole numbers, about the square root of their count.

    The last edge lies above the highest number.
    """
    low, high = min(numbers), max(numbers)
    parts = min(MOST, max(FEWEST, round(sum(numbers.values()) ** 0.5)))
    step = _round_step((high - low) / parts)
    if are_whole(numbers):
        step = float(max(1, -(-step // 1)))
    first = floor(low / step + TINY)
    return [step * (first + place) for place in range(floor(high / step + TINY) - first + 2)]


def are_whole(numbers: Mapping[float, int]) -> bool:
    """Tell whether all numbers are whole."""
    return all(float(number).is_integer() for number in numbers)


def _round_step(raw: float) -> float:
    if raw < TINY:
        return 1.0
    power = 10.0 ** floor(log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * (1 - TINY))


def counts_in(numbers: Mapping[float, int], at: Sequence[float]) -> list[int]:
    """Count in the bins between the edges; a number on an edge belongs to the bin above it."""
    counts = [0] * (len(at) - 1)
    for number, count in numbers.items():
        counts[bisect_right(at, number + TINY) - 1] += count
    return counts


def joined(at: Sequence[float], groups: Sequence[Sequence[int]], *, at_least: int) -> list[float]:
    """Take edges out until each bin holds nobody or enough, in every group; what is left over joins the bin before."""
    kept, sums = [at[0]], [[0] * len(groups)]
    for place in range(len(at) - 1):
        sums[-1] = [total + group[place] for total, group in zip(sums[-1], groups, strict=True)]
        if _is_safe(sums[-1], at_least):
            kept.append(at[place + 1])
            sums.append([0] * len(groups))
    while len(kept) > 1 and not _is_safe(sums[-1], at_least):
        kept.pop()
        left_over = sums.pop()
        sums[-1] = [total + more for total, more in zip(sums[-1], left_over, strict=True)]
    return kept if kept[-1] == at[-1] else [*kept, at[-1]]


def _is_safe(totals: Sequence[int], at_least: int) -> bool:
    return all(total == 0 or total >= at_least for total in totals)


def bins(at: Sequence[float], *, is_whole: bool, is_open: bool, unit: str = "") -> list[Bin]:
    """Name the bins between the edges; with open ends they do not tell the lowest and the highest number."""
    named = [Bin(low, high, is_whole, unit) for low, high in pairwise(at)]
    if is_open:
        named[0] = replace(named[0], low=None)
        named[-1] = replace(named[-1], high=None)
    return named


def median(numbers: Mapping[float, int]) -> float:
    """Give the middle number; between two, halfway."""
    ordered = sorted(numbers)
    totals = list(accumulate(numbers[number] for number in ordered))
    middle = [ordered[bisect_right(totals, place)] for place in ((totals[-1] - 1) // 2, totals[-1] // 2)]
    return sum(middle) / 2
