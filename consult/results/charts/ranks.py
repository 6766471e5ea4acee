"""Places of a ranking: for each option one bar of the whole width, cut by the shares of its places."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.results.charts.stacks import READABLE, Segment

SHADES = 5
"""The first place has the deepest shade; where there are more places than shades, the last ones share the palest."""


@dataclass(frozen=True)
class Placed:
    """One option: its words, the shares of its places (None: withheld), its mean place in words."""

    label: str
    shares: Sequence[int | None] | None
    mean: str


@dataclass(frozen=True)
class Rank:
    """One bar. Without segments: withheld."""

    label: str
    segments: tuple[Segment, ...]
    mean: str


@dataclass(frozen=True)
class Ranks:
    """Bars in the order of the mean places, with the shades named."""

    rows: tuple[Rank, ...]
    legend: tuple[tuple[str, str], ...]
    kind: str = "ranks"


def ranks(rows: Sequence[Placed], places: Sequence[str]) -> Ranks:
    """Cut each bar at its shares; what is left at its end gave the option no place."""
    shades = looks(len(places))
    return Ranks(
        tuple(Rank(row.label, _segments(row.shares or (), shades), row.mean) for row in rows),
        tuple(zip(shades, places, strict=True)),
    )


def looks(places: int) -> list[str]:
    """Name the shade of each place, the deepest first."""
    return [f"s{max(1, SHADES - place)}" for place in range(places)]


def _segments(shares: Sequence[int | None], shades: Sequence[str]) -> tuple[Segment, ...]:
    found, x = [], 0.0
    for share, shade in zip(shares, shades, strict=False):
        width = min(float(share or 0), 100 - x)
        if width:
            found.append(Segment(x, width, shade, str(share) if width >= READABLE else ""))
        x += width
    return tuple(found)
