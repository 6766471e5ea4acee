"""Steps of a scale to both sides of one line: the lower to the left, the upper to the right, what is between apart."""

from collections.abc import Sequence
from dataclasses import dataclass

PAD = 11.0
"""Room for the sums at both ends, in per cent of the width."""
READABLE = 9.0
"""From this width on a segment holds its number."""


@dataclass(frozen=True)
class Segment:
    """One step: where it begins, how wide it is, its look, and its number where there is room."""

    x: float
    width: float
    look: str
    text: str

    @property
    def middle(self) -> float:
        """Give the place of the number."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Stack:
    """One row. Without segments: withheld."""

    label: str
    segments: tuple[Segment, ...]
    lower: str
    upper: str
    aside: str

    @property
    def begin(self) -> float:
        """Tell where the row begins."""
        return self.segments[0].x

    @property
    def end(self) -> float:
        """Tell where the row ends."""
        return self.segments[-1].x + self.segments[-1].width


@dataclass(frozen=True)
class Stacks:
    """Rows around one line, with the steps named in their order."""

    rows: tuple[Stack, ...]
    zero: float
    legend: tuple[tuple[str, str], ...]
    aside: str
    kind: str = "stacks"


@dataclass(frozen=True)
class Shares:
    """What one row is made of: the shares of the steps from the lowest to the highest, or None; what stands apart."""

    label: str
    steps: tuple[int, ...] | None
    aside: str


def looks(steps: int) -> list[str]:
    """Name the looks of the lower and upper steps, the deeper ones outside; a middle step has none."""
    half = steps // 2
    deep = -(-half // 2)
    lower = ["m2"] * deep + ["m1"] * (half - deep)
    return [*lower, *([""] * (steps % 2)), *(look.replace("m", "p") for look in reversed(lower))]


def stacks(rows: Sequence[Shares], names: Sequence[str], aside: str) -> Stacks:
    """Draw rows on one scale of steps with these names."""
    named = looks(len(names))
    half = len(names) // 2
    known = [row.steps for row in rows if row.steps]
    left = max((sum(steps[:half]) for steps in known), default=0)
    right = max((sum(steps[len(steps) - half :]) for steps in known), default=0)
    unit = (100 - 2 * PAD) / max(1, left + right)
    zero = PAD + left * unit
    legend = tuple((look, name) for look, name in zip(named, names, strict=True) if look)
    return Stacks(tuple(_stack(row, named, zero, unit) for row in rows), zero, legend, aside)


def _stack(row: Shares, named: Sequence[str], zero: float, unit: float) -> Stack:
    if row.steps is None:
        return Stack(row.label, (), "", "", row.aside)
    half = len(named) // 2
    lower, upper = sum(row.steps[:half]), sum(row.steps[len(named) - half :])
    x, segments = zero - lower * unit, []
    for share, look in zip(row.steps, named, strict=True):
        if look:
            width = share * unit
            segments.append(Segment(x, width, look, str(share) if width >= READABLE else ""))
            x += width
    return Stack(row.label, tuple(segments), str(lower), str(upper), row.aside)
