"""A sample: weights, strata, clusters, and how many there were to choose from.

As R's `svydesign`: units are drawn within strata, in stages; a cluster that was drawn first holds those drawn next.
Without strata there is one; without clusters each row is one. `populations` are the numbers of clusters in a stratum
at each stage, or the drawn fractions of them (the finite population correction).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np

from consult.results.rules.estimation.arrays import Bools, Column, Floats, Ints, Mismatch, coded, joined, numbers, sums


class Lonely(StrEnum):
    """What a stratum does from which one cluster alone was drawn, so that it shows no spread (`survey.lonely.psu`)."""

    FAIL = "fail"
    REMOVE = "remove"
    CERTAINTY = "certainty"
    ADJUST = "adjust"
    AVERAGE = "average"


class Adjustment(Protocol):
    """How weights were fitted to a population, and what that leaves of the spread of an estimate."""

    def residuals(self, influence: Floats) -> Floats:
        """Take out of weighted influences (a column each) what the population's figures explain."""


@dataclass(frozen=True)
class Stage:
    """One stage of the drawing: which cluster each row is in, and in which stratum each cluster."""

    clusters: Ints
    """For each row the number of its cluster."""
    strata: Ints
    """For each cluster the number of its stratum."""
    firsts: Ints
    """For each stratum one of its rows."""
    drawn: Floats
    """For each stratum how many clusters were drawn."""
    population: Floats | None
    """From how many they were drawn; nothing: as if with replacement."""

    @property
    def are_rows(self) -> bool:
        """Tell whether each row is a cluster of its own."""
        return len(self.strata) == len(self.clusters)

    def totals(self, values: Floats) -> Floats:
        """Add up the rows of each cluster."""
        return values if self.are_rows else sums(self.clusters, values, len(self.strata))

    def peopled(self, rows: Bools) -> Bools:
        """Tell which clusters have one of these rows."""
        return rows if self.are_rows else np.bincount(self.clusters, weights=rows, minlength=len(self.strata)) > 0

    def strata_of(self, clusters: Bools) -> Bools:
        """Tell which strata have one of these clusters."""
        return np.bincount(self.strata, weights=clusters, minlength=len(self.drawn)) > 0


@dataclass(frozen=True)
class Sample:
    """A sample as drawn and weighted; rows outside its domain have the weight zero."""

    weights: Floats
    stages: tuple[Stage, ...]
    lonely: Lonely = Lonely.FAIL
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def inside(self) -> Bools:
        """Tell which rows are in the domain."""
        found: Bools = self.weights != 0
        return found

    @property
    def rows(self) -> int:
        """Count the rows in the domain."""
        return int(self.inside.sum())

    @property
    def is_adjusted(self) -> bool:
        """Tell whether the weights were fitted to a population."""
        return bool(self.adjustments)

    @property
    def freedom(self) -> int:
        """Give the degrees of freedom: first-stage clusters in the domain, less their strata (`degf`)."""
        return _freedom(self.stages[0], self.inside)

    def domain(self, chosen: Bools) -> "Sample":
        """Look at a part of the sample; the others stay in it with the weight zero, as domain estimation asks."""
        return replace(self, weights=np.where(chosen, self.weights, 0.0))


def table_freedom(sample: Sample) -> int:
    """Give the degrees of freedom of a test of a table: of adjusted weights all clusters count, as in `svychisq`."""
    return _freedom(sample.stages[0], np.ones_like(sample.inside) if sample.is_adjusted else sample.inside)


def _freedom(stage: Stage, rows: Bools) -> int:
    clusters = stage.peopled(rows)
    return int(clusters.sum()) - int(stage.strata_of(clusters).sum())


def draw(
    weights: Column | None = None,
    *,
    clusters: Sequence[Column] = (),
    strata: Sequence[Column] = (),
    populations: Sequence[Column] = (),
    rows: int | None = None,
    lonely: Lonely = Lonely.FAIL,
    nest: bool = False,
) -> Sample:
    """Describe a sample; one sequence in `clusters`, `strata` and `populations` for each stage.

    `nest`: clusters of different strata may bear the same name. Weights left out follow from the populations, or are
    one. Needs one column at least, or the number of rows.
    """
    columns = {"weights": weights} if weights is not None else {}
    columns |= {f"{name} {stage}": column for name, stages in (("clusters", clusters), ("strata", strata),
                ("populations", populations)) for stage, column in enumerate(stages, 1)}  # fmt: skip
    count = rows if rows is not None else len(next(iter(columns.values()), ()))
    for name, column in columns.items():
        if len(column) != count:
            raise Mismatch(f"{name} has {len(column)} rows, not {count}")
    if not count:
        raise Mismatch("there are no rows")
    units = _units(clusters, strata, count, nest=nest)
    groups = _groups(strata, units, count)
    drawn = [_drawn(unit, group) for unit, group in zip(units, groups, strict=True)]
    known = _populations(populations, drawn)
    stages = tuple(
        _stage(unit, group, number, known[place] if known else None)
        for place, (unit, group, number) in enumerate(zip(units, groups, drawn, strict=True))
    )
    return Sample(_weights(weights, drawn, known, count), stages, lonely)


def _stage(units: Ints, groups: Ints, drawn: Ints, population: Floats | None) -> Stage:
    _names, firsts, clusters = np.unique(units, return_index=True, return_inverse=True)
    if len(firsts) == len(units):
        firsts = clusters = np.arange(len(units))
    _names, group_firsts, strata = np.unique(groups[firsts], return_index=True, return_inverse=True)
    rows = firsts[group_firsts]
    return Stage(
        clusters.astype(np.intp),
        strata.astype(np.intp),
        rows.astype(np.intp),
        drawn[rows].astype(np.float64),
        None if population is None else population[rows],
    )


def _complete(column: Column, name: str) -> Ints:
    codes = coded(column).codes
    if (codes < 0).any():
        raise Mismatch(f"{name}: missing in row {int(np.argmax(codes < 0)) + 1}")
    return codes


def _units(clusters: Sequence[Column], strata: Sequence[Column], count: int, *, nest: bool) -> tuple[Ints, ...]:
    if not clusters:
        return (np.arange(count),)
    units = [_complete(column, f"clusters {stage}") for stage, column in enumerate(clusters, 1)]
    if strata:
        first = _complete(strata[0], "strata 1")
        nested = joined(first, units[0])
        if nest:
            units[0] = nested
        elif len(np.unique(nested)) > len(np.unique(units[0])):
            raise Mismatch("a cluster lies in two strata: name the clusters apart, or say that they are nested")
    for stage in range(1, len(units)):
        units[stage] = joined(units[stage - 1], units[stage])
    return tuple(units)


def _groups(strata: Sequence[Column], units: tuple[Ints, ...], count: int) -> tuple[Ints, ...]:
    named = [_complete(column, f"strata {stage}") for stage, column in enumerate(strata, 1)]
    groups = [named[0] if named else np.zeros(count, dtype=np.intp)]
    for stage in range(1, len(units)):
        own = named[min(stage, len(named) - 1)] if named else groups[0]
        groups.append(joined(own, units[stage - 1]))
    return tuple(groups)


def _drawn(units: Ints, strata: Ints) -> Ints:
    """Count the clusters of each stratum, for each row."""
    firsts = np.unique(units, return_index=True)[1]
    return np.bincount(strata[firsts], minlength=int(strata.max()) + 1)[strata].astype(np.intp)


def _populations(given: Sequence[Column], drawn: Sequence[Ints]) -> tuple[Floats, ...]:
    if not given:
        return ()
    if len(given) > len(drawn):
        raise Mismatch(f"populations are given for {len(given)} stages, clusters for {len(drawn)}")
    columns = [numbers(column, f"populations {stage}") for stage, column in enumerate(given, 1)]
    every = np.column_stack(columns)
    if np.isnan(every).any():
        raise Mismatch("populations: a number is missing")
    are_sizes = bool((every > 1).any())
    if are_sizes and (every < 1).any():
        raise Mismatch("populations: give sizes or fractions, not both")
    sizes = [column if are_sizes else drawn[stage] / column for stage, column in enumerate(columns)]
    for stage, column in enumerate(sizes):
        if (column < drawn[stage] * (1 - 1e-12)).any():
            raise Mismatch(f"populations {stage + 1}: more was drawn than there is")
    whole = [drawn[stage].astype(np.float64) for stage in range(len(sizes), len(drawn))]
    return (*sizes, *whole)


def _weights(given: Column | None, drawn: Sequence[Ints], sizes: tuple[Floats, ...], count: int) -> Floats:
    if given is None:
        found = np.ones(count)
        for chosen, size in zip(drawn, sizes, strict=False):
            found = found * size / chosen
        return found
    weights = numbers(given, "weights")
    wrong = ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        raise Mismatch(f"weights: row {int(np.argmax(wrong)) + 1} has no weight, or one below zero")
    if not weights.any():
        raise Mismatch("weights: all are zero")
    return weights
