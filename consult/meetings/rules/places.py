"""Who has a place in the hall, and who moves up from the waiting list.

Some places may be reserved for a group. Who belongs to it takes a reserved place first, and one of those that are
free for everybody only when no reserved one is left; so nobody else can take what is reserved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hall:
    """How many people may come, and how many of the places are reserved for each group."""

    capacity: int | None
    """Nothing where everybody may come."""
    reserved: Mapping[str, int] = field(default_factory=dict)

    def left(self, taken: Mapping[str, int], group: str) -> int | None:
        """Tell how many places a group still has; nothing where there is no limit."""
        if self.capacity is None:
            return None
        own = max(0, self.reserved.get(group, 0) - taken.get(group, 0))
        return own + max(0, self._common(taken))

    def has_place(self, taken: Mapping[str, int], group: str) -> bool:
        """Tell whether one more of this group finds a place."""
        left = self.left(taken, group)
        return left is None or left > 0

    def _common(self, taken: Mapping[str, int]) -> int:
        """Count the places that are free for everybody."""
        over = sum(max(0, count - self.reserved.get(group, 0)) for group, count in taken.items())
        return (self.capacity or 0) - sum(self.reserved.values()) - over


def moving_up(hall: Hall, taken: Mapping[str, int], waiting: Iterable[tuple[int, str]]) -> list[int]:
    """Choose who moves up: in the order of the list, each for whose group there is a place.

    `waiting` are pairs of a number on the list and a group.
    """
    counted = Counter(taken)
    chosen = []
    for number, group in waiting:
        if hall.has_place(counted, group):
            counted[group] += 1
            chosen.append(number)
    return chosen
