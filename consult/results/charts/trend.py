"""A value year by year, as dots on one line: the scale runs from the lowest to the highest, and is named beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ROOF, FLOOR = 26.0, 78.0
"""Where the highest and the lowest dot stand, in pixels; above them is room for a number, below them for the year."""
EDGE = 3.0
"""Room for half a dot at both ends, in per cent."""


@dataclass(frozen=True)
class Dot:
    """One year, in per cent of the width and in pixels; y None: there is no number."""

    x: float
    y: float | None
    name: str
    text: str
    anchor: str


@dataclass(frozen=True)
class Step:
    """The line from one year to the next."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Trend:
    """Dots, and the lines between neighbours that both have a number."""

    dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    kind: str = "trend"


def trend(values: Sequence[tuple[str, float | None, str]]) -> Trend:
    """Draw a course from the name of each year, its value and the value in words; the first and last are written."""
    known = [place for place, (_name, value, _words) in enumerate(values) if value is not None]
    numbers = [value for _name, value, _words in values if value is not None]
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    written = {known[0], known[-1]} if known else set()
    dots = []
    for place, (name, value, words) in enumerate(values):
        x = EDGE + (100 - 2 * EDGE) * place / max(1, len(values) - 1)
        anchor = "start" if place == 0 else "end" if place == len(values) - 1 else "middle"
        y = None if value is None else _height(value, low, high)
        dots.append(Dot(x, y, name, words if place in written else "", anchor))
    pairs = pairwise(dots)
    steps = [Step(a.x, a.y, b.x, b.y) for a, b in pairs if a.y is not None and b.y is not None]
    return Trend(tuple(dots), tuple(steps))


def _height(value: float, low: float, high: float) -> float:
    return (ROOF + FLOOR) / 2 if high == low else FLOOR - (FLOOR - ROOF) * ((value - low) / (high - low))
