"""One pass over the answers: what weights and weighted tables need of each person, as columns of small numbers."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import MISSING, Coded, Ints
from consult.results.rules.filters import Filter, number_of
from consult.results.rules.tally import Counted, Scheme
from consult.results.rules.weighting import Weighting


@dataclass
class _Growing:
    """A column that grows; each different value has a number."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    codes: list[int] = field(default_factory=list)

    def add(self, value: Hashable) -> None:
        if value is None:
            self.codes.append(MISSING)
        else:
            self.codes.append(self.numbers.setdefault(value, len(self.numbers)))

    def whole(self) -> Coded:
        return Coded(tuple(self.numbers), np.array(self.codes, dtype=np.intp))


@dataclass(frozen=True)
class Gathered:
    """The people, row by row."""

    people: int
    groups: Ints
    """The number of the group that filters put a person in; 0 meets all."""
    margins: tuple[Coded, ...]
    """The category of each margin of the weighting."""
    answers: dict[str, Coded]
    """The frozen answers to questions by their keys."""


def gather(
    rows: Iterable[Counted], scheme: Scheme, weighting: Weighting, filters: Sequence[Filter], keys: Iterable[str]
) -> Gathered:
    """Read the answers to these questions, and to those of the weighting."""
    wanted = {*keys, weighting.start, weighting.strata, weighting.clusters} - {""}
    answers: dict[str, _Growing] = {key: _Growing() for key in wanted}
    margins = [_Growing() for _margin in weighting.margins]
    groups: list[int] = []
    freezers = scheme.freezers
    for version, given, _day, group, area in rows:
        groups.append(number_of(filters, given, group, area) if filters else 0)
        for margin, column in zip(weighting.margins, margins, strict=True):
            column.add(margin.category(given, group, area))
        freeze = freezers[version]
        for key, column in answers.items():
            answer: Any = given.get(key)
            column.add(freeze[key](answer) if answer is not None and key in freeze else None)
    return Gathered(
        len(groups),
        np.array(groups, dtype=np.intp),
        tuple(column.whole() for column in margins),
        {key: column.whole() for key, column in answers.items()},
    )
