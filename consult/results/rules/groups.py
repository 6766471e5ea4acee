"""Which groups may be cut out by filters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from consult.results.rules.disclosure import is_small, showable
from consult.results.rules.filters import ANSWER, AREA, CLASS, GMINA, POWIAT, Filter, failing
from consult.results.rules.tally import Tally


def spread(tallies: Sequence[Tally], dimension: str, digits: int = GMINA) -> Counter[str | None]:
    """Count the values of a dimension over groups that exclude each other; None is for those who gave none."""
    counts: Counter[str | None] = Counter()
    for tally in tallies:
        if dimension == CLASS:
            counts.update(tally.classes)
        elif dimension == AREA:
            for area, people in tally.areas.items():
                counts[area and area[:digits]] += people
        else:
            key = dimension.removeprefix(ANSWER)
            counts.update({str(value): people for value, people in tally.values.get((key, ""), {}).items()})
            counts[None] += tally.total - tally.answered(key)
    return counts


def choosable(tallies: Sequence[Tally], dimension: str, *, at_least: int) -> dict[str, int]:
    """Give the values that can be chosen with their counts: those whose group is no secret.

    The gminas of a powiat are judged against the powiat, which can be chosen too.
    """
    if dimension != AREA:
        return _shown(spread(tallies, dimension), at_least)
    gminas, found = spread(tallies, AREA), dict[str, int]()
    for powiat, people in _shown(spread(tallies, AREA, POWIAT), at_least).items():
        inside = {code: count for code, count in gminas.items() if code and code.startswith(powiat)}
        found[powiat] = people
        found |= _shown(inside, at_least)
    return found


def _shown(counts: Mapping[Any, int], at_least: int) -> dict[str, int]:
    shown = showable(counts, at_least=at_least)
    return {value: count for value, count in shown.items() if value is not None and count}


def is_allowed(tallies: Mapping[int, Tally], filters: Sequence[Filter], *, at_least: int) -> bool:
    """Tell whether the group may be shown.

    Neither it nor any group that the filters cut off may be small. And the values of each dimension, among those who
    meet the other filters, must not give away one of them by subtracting the rest from their sum.
    """
    if not filters:
        return True
    if not tallies[0].total or any(is_small(tally.total, at_least) for tally in tallies.values()):
        return False
    for place, chosen in enumerate(filters):
        alone = (0, failing(place), failing(place, is_beside=True))
        others_met = [tallies[number] for number in alone if number in tallies]
        if chosen.value not in choosable(others_met, chosen.dimension, at_least=at_least):
            return False
    return True
