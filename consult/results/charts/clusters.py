"""Bars in groups: a group for each row of a table, all on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.results.charts.bars import Bar, Bars, bars


@dataclass(frozen=True)
class Clusters:
    """Groups of bars, each with its name."""

    groups: tuple[tuple[str, Bars], ...]
    kind: str = "clusters"


def clusters(groups: Sequence[tuple[str, Sequence[Bar]]]) -> Clusters:
    """Give all bars their widths on the scale that the longest of them needs."""
    drawn = iter(bars([bar for _name, rows in groups for bar in rows]).rows)
    return Clusters(tuple((name, Bars(tuple(next(drawn) for _bar in rows))) for name, rows in groups))
