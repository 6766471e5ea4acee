"""Whom a consultation reached less than others: participants against the population."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FAR_BELOW = 0.8
"""A group counts as under-reached from here on: the limit of the four-fifths rule (US EEOC, 1978, section 4D)."""


@dataclass(frozen=True)
class Reached:
    """A group: its people among those who answered, its share of them, and of the population; None is withheld."""

    group: str
    people: int | None
    share: float | None
    population: float

    @property
    def ratio(self) -> float | None:
        """Give how large the group is among the answers, as a multiple of its size in the population."""
        return self.share / self.population if self.share is not None and self.population else None


def under_reached(groups: Iterable[Reached], most: int = 3) -> Sequence[Reached]:
    """Give the groups of which most people are missing: those far below their share, the largest gap first."""
    far = [group for group in groups if group.ratio is not None and group.ratio < FAR_BELOW]
    return sorted(far, key=lambda group: ((group.share or 0) - group.population, group.group))[:most]
