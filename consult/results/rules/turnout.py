"""Answers day by day, or week by week where there are many days."""

from collections.abc import Mapping
from datetime import date, timedelta

MOST_DAYS = 35
WEEK = 7


def periods(days: Mapping[date, int]) -> tuple[int, list[tuple[date, int]]]:
    """Give the length of a period in days, and each period's first day with its count, from first to last."""
    if not days:
        return 1, []
    first, last = min(days), max(days)
    length = 1 if (last - first).days < MOST_DAYS else WEEK
    counts = [0] * ((last - first).days // length + 1)
    for day, count in days.items():
        counts[(day - first).days // length] += count
    return length, [(first + timedelta(days=length * place), count) for place, count in enumerate(counts)]
