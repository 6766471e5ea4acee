"""Filters: who is looked at. One of each dimension at most, all of them at once.

A dimension is `class`, `area` (a powiat by four digits, a gmina by six), or `q.<key>` for a question with one answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CLASS, AREA, ANSWER = "class", "area", "q."
POWIAT, GMINA = 4, 6
"""Digits of a TERYT code that name a powiat, and a gmina whatever its kind."""
MOST = 3
"""Most filters at once: with each one more the groups that can be told apart double."""


@dataclass(frozen=True)
class Filter:
    """One value of one dimension."""

    dimension: str
    value: str

    def meets(self, answers: Mapping[str, Any], group: str | None, area: str | None) -> bool:
        """Tell whether a row meets it, by its answers, participant class and area."""
        if self.dimension == CLASS:
            return group == self.value
        if self.dimension == AREA:
            return area is not None and area.startswith(self.value)
        return bool(answers.get(self.dimension.removeprefix(ANSWER)) == self.value)

    def is_beside(self, area: str | None) -> bool:
        """Tell whether somebody lives in the powiat of the gmina that is chosen."""
        is_gmina = self.dimension == AREA and len(self.value) == GMINA
        return is_gmina and area is not None and area.startswith(self.value[:POWIAT])


def number_of(filters: Sequence[Filter], answers: Mapping[str, Any], group: str | None, area: str | None) -> int:
    """Give a row the number of its group: a bit for each filter that it fails, so 0 meets all.

    Whoever fails a gmina and lives in its powiat has a second bit: the powiat can be chosen too, and less the gmina
    it is this group.
    """
    number = 0
    for place, chosen in enumerate(filters):
        if not chosen.meets(answers, group, area):
            number |= failing(place, is_beside=chosen.is_beside(area))
    return number


def failing(place: int, *, is_beside: bool = False) -> int:
    """Give the bits of those who fail the filter at this place."""
    return 1 << place | (1 << MOST + place if is_beside else 0)
