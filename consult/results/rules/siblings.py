"""Tables that filters turn over: who gave A the answer x is a row of a cross, who gave B the answer u a column.

A reader can have both. What the row withholds must not stand in a column, nor come out of all other rows. So the
whole cross is judged, always in the same way, whichever of its lines is asked for.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from consult.results.rules.filters import ANSWER, CLASS, Filter, failing

Cross = Counter[tuple[Hashable, Hashable]]
"""How many gave each value of a filter's dimension together with each answer; None is for those who gave none."""


class Crosses:
    """The crosses of the filters with each question that has one answer, among those who meet the other filters."""

    def __init__(self, filters: Sequence[Filter], keys: Sequence[str]) -> None:
        self.keys = keys
        self.places = [
            (number, chosen) for number, chosen in enumerate(filters) if chosen.dimension.startswith((ANSWER, CLASS))
        ]
        self.wholes: Counter[tuple[Filter, Hashable, tuple[Hashable, ...]]] = Counter()

    def add(self, number: int, answers: Mapping[str, Any], group: str | None) -> None:
        """Count a row of the group with this number."""
        for place, chosen in self.places:
            if number & ~failing(place) == 0:
                given = group if chosen.dimension == CLASS else answers.get(chosen.dimension.removeprefix(ANSWER))
                self.wholes[chosen, given, tuple([answers.get(key) for key in self.keys])] += 1

    def taken_apart(self) -> dict[tuple[Filter, str], Cross]:
        """Give the cross of each filter with each question."""
        found = {(chosen, key): Cross() for _place, chosen in self.places for key in self.keys}
        for (chosen, given, whole), people in self.wholes.items():
            for key, answer in zip(self.keys, whole, strict=True):
                found[chosen, key][given, answer] += people
        return found
