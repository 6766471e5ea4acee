"""Many tests at once: Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure"."""

from collections.abc import Sequence
from math import isnan


def holm(chances: Sequence[float]) -> list[float]:
    """Adjust the p-values of tests made together, as R's `p.adjust`; those that are NaN stay so and do not count."""
    known = [place for place, chance in enumerate(chances) if not isnan(chance)]
    adjusted = list(chances)
    largest = 0.0
    for rank, place in enumerate(sorted(known, key=lambda place: chances[place])):
        largest = max(largest, min(1.0, (len(known) - rank) * chances[place]))
        adjusted[place] = largest
    return adjusted
