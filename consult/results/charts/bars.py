"""Bars lying on their side: answers of which people gave one, or several."""

from collections.abc import Sequence
from dataclasses import dataclass

ENDS = (25, 50, 100)
"""Where the scale may end, in per cent: few ends, so that charts of one page can be compared at a glance."""


@dataclass(frozen=True)
class Bar:
    """One row: its share in whole percents (None: withheld), and what is written at its end."""

    label: str
    share: int | None
    value: str
    count: str
    is_leading: bool = False
    is_apart: bool = False
    width: float = 0.0


@dataclass(frozen=True)
class Bars:
    """Rows with their widths in per cent of the drawing."""

    rows: tuple[Bar, ...]
    kind: str = "bars"


def bars(rows: Sequence[Bar]) -> Bars:
    """Give each row its width."""
    longest = max((row.share or 0 for row in rows), default=0)
    end = next(end for end in ENDS if longest <= end)
    return Bars(
        tuple(
            Bar(row.label, row.share, row.value, row.count, row.is_leading, row.is_apart, (row.share or 0) * 100 / end)
            for row in rows
        )
    )
