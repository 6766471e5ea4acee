"""Tallies of different rows added up, and tallies of rows that are gone taken off."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from consult.results.rules.tally import Tally

COUNTED = ("days", "classes", "areas", "routes", "given", "on_line")


def added(parts: Iterable[Mapping[int, Tally]]) -> dict[int, Tally]:
    """Add up tallies, group by group; the parts stay as they are."""
    found: dict[int, Tally] = {0: Tally()}
    for part in parts:
        for number, tally in part.items():
            if tally.total or number == 0:
                _add(found.setdefault(number, Tally()), tally)
    return found


def less(whole: Mapping[int, Tally], gone: Mapping[int, Tally]) -> dict[int, Tally]:
    """Take off the tallies of rows that are among those counted."""
    found = added([whole])
    for number, tally in gone.items():
        if number in found:
            _take(found[number], tally)
    return {number: tally for number, tally in found.items() if tally.total or number == 0}


def _add(into: Tally, tally: Tally) -> None:
    into.total += tally.total
    for name in COUNTED:
        getattr(into, name).update(getattr(tally, name))
    for place, values in tally.values.items():
        into.values[place].update(values)
    for pair, cross in tally.crosses.items():
        into.crosses.setdefault(pair, Counter()).update(cross)


def _take(into: Tally, tally: Tally) -> None:
    into.total -= tally.total
    for name in COUNTED:
        setattr(into, name, _without(getattr(into, name), getattr(tally, name)))
    for place, values in tally.values.items():
        into.values[place] = _without(into.values[place], values)
        if not into.values[place]:
            del into.values[place]
    for pair, cross in tally.crosses.items():
        into.crosses[pair] = _without(into.crosses[pair], cross)


def _without(counts: Counter[Any], gone: Mapping[Any, int]) -> Counter[Any]:
    """Take off; what is left of nobody is not there."""
    left = Counter(counts)
    left.subtract(gone)
    return +left
