"""Columns on a floor: numbers that people gave, and answers day by day."""

from collections.abc import Sequence
from dataclasses import dataclass

ROOF, FLOOR = 24.0, 144.0
"""Top and foot of the highest column, in pixels; above it stands its number, below it the axis."""
GAP = 0.16
"""The part of a column's room that stays empty."""
MOST_NAMES = 4
MOST_NUMBERS = 8
"""With more columns only the highest has its number."""


@dataclass(frozen=True)
class Column:
    """One column, in per cent of the width and in pixels; height None: withheld."""

    x: float
    width: float
    y: float
    height: float | None
    text: str
    is_leading: bool

    @property
    def middle(self) -> float:
        """Give the place of the number."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Columns:
    """Columns, and the names under some of them."""

    columns: tuple[Column, ...]
    names: tuple[tuple[float, str, str], ...]
    """Place, words, and where the words are anchored."""
    floor: float = FLOOR
    kind: str = "columns"


def columns(values: Sequence[tuple[str, int | None, str]]) -> Columns:
    """Draw columns from their name, value (None: withheld) and the value in words."""
    most = max((value or 0 for _name, value, _words in values), default=0) or 1
    room = 100 / max(1, len(values))
    drawn = []
    for place, (_name, value, words) in enumerate(values):
        height = None if value is None else (FLOOR - ROOF) * value / most
        is_leading = value == most
        drawn.append(
            Column(
                room * (place + GAP / 2),
                room * (1 - GAP),
                FLOOR - (height or 0),
                height,
                words if value is not None and (is_leading or (value and len(values) <= MOST_NUMBERS)) else "",
                is_leading,
            )
        )
    return Columns(tuple(drawn), tuple(_names([name for name, _value, _words in values], room)))


def _names(names: Sequence[str], room: float) -> list[tuple[float, str, str]]:
    """Name as many columns as fit; the first and the last do not stand out of the frame."""
    every = -(-len(names) // MOST_NAMES)
    chosen = []
    for place in range(0, len(names), every):
        anchor = "start" if place == 0 else "end" if place == len(names) - 1 else "middle"
        x = {"start": room * place, "middle": room * (place + 0.5), "end": room * (place + 1)}[anchor]
        chosen.append((x, names[place], anchor))
    return chosen
