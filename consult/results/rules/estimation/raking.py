"""Raking: Deming and Stephan (1940), "On a Least Squares Adjustment", Annals of Mathematical Statistics 11.

As R's `rake`: the margins are met one after the other, round by round, until a round changes no cell of their table
by `epsilon` people (below one: by that share of all weights). The errors are those of its `svyrecvar`: ten rounds of
projections on the margins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from consult.results.rules.estimation.arrays import Floats, Ints, Mismatch, joined, sums
from consult.results.rules.estimation.margins import Fitted, Margin, agreeing, fitted
from consult.results.rules.estimation.sample import Sample

PROJECTIONS = 10


@dataclass(frozen=True)
class Raking:
    """The margins of a raking: for each its codes, how many there are, and the weights when it was met last."""

    margins: tuple[tuple[Ints, int, Floats], ...]

    def residuals(self, influence: Floats) -> Floats:
        """Take out the means of each margin's categories, in turns."""
        for _round in range(PROJECTIONS):
            for codes, count, weights in self.margins:
                scaled = influence / np.where(weights == 0, 1.0, weights)[:, None]
                people = np.maximum(np.bincount(codes, minlength=count), 1)
                means = sums(codes, scaled, count) / people[:, None]
                influence = influence - weights[:, None] * means[codes]
        return influence


@dataclass(frozen=True)
class Raked:
    """A raked sample, and how near it came."""

    sample: Sample
    rounds: int
    is_converged: bool
    deviation: float
    """The largest difference from a margin that is left, as a share of all people."""
    worst: str
    """The margin with it."""


@dataclass(frozen=True)
class Layout:
    """The table of all margins: within one of its cells all weights change alike, so that the cells are raked."""

    margins: tuple[Fitted, ...]
    codes: tuple[Ints, ...]
    """For each margin the category of each row."""
    cells: Ints
    """For each row its cell."""
    firsts: Ints
    """For each cell one of its rows."""


def rake(sample: Sample, margins: Sequence[Margin], *, rounds: int = 10, epsilon: float = 1.0) -> Raked:
    """Weight the sample until all margins are met, or the rounds are over."""
    return rake_laid_out(sample, lay_out(sample, margins), rounds=rounds, epsilon=epsilon)


def lay_out(sample: Sample, margins: Sequence[Margin]) -> Layout:
    """Match margins and sample, or say what stands in the way."""
    if not margins:
        raise Mismatch("there is no margin to meet")
    known = tuple(fitted(sample, margin) for margin in margins)
    agreeing(known)
    codes = tuple(np.maximum(margin.coded.codes, 0) for margin in known)
    return Layout(known, codes, *_cells(codes))


def rake_laid_out(sample: Sample, layout: Layout, *, rounds: int, epsilon: float) -> Raked:
    """Rake the cells, then the rows like their cells."""
    cells, margins = layout.cells, list(zip(layout.margins, layout.codes, strict=True))
    start = sums(cells, sample.weights, len(layout.firsts))
    limit = epsilon * float(sample.weights.sum()) if epsilon < 1 else epsilon
    table, is_converged, done = start, False, 0
    steps: list[Floats] = []
    while done < rounds and not is_converged:
        last, steps = table, []
        for margin, codes in margins:
            table = _met(table, codes[layout.firsts], margin.targets)
            steps.append(table)
        is_converged, done = float(np.abs(last - table).max()) < limit, done + 1
    met = [sample.weights * _factors(step, start)[cells] for step in steps]
    adjustment = Raking(
        tuple((codes, len(margin.targets), step) for (margin, codes), step in zip(margins, met, strict=True))
    )
    raked = replace(sample, weights=met[-1], adjustments=(*sample.adjustments, adjustment))
    return Raked(raked, done, is_converged, *deviation(met[-1], layout.margins))


def _cells(margins: Sequence[Ints]) -> tuple[Ints, Ints]:
    """Give each row the number of its cell, and one row of each cell."""
    cells = margins[0]
    for codes in margins[1:]:
        cells = joined(cells, codes)
    _names, firsts, places = np.unique(cells, return_index=True, return_inverse=True)
    return places.astype(np.intp), firsts.astype(np.intp)


def _met(table: Floats, codes: Ints, targets: Floats) -> Floats:
    return table * _factors(targets, sums(codes, table, len(targets)))[codes]


def _factors(after: Floats, before: Floats) -> Floats:
    found: Floats = np.divide(after, before, out=np.zeros(len(before)), where=before != 0)
    return found


def deviation(weights: Floats, margins: Sequence[Fitted]) -> tuple[float, str]:
    """Give the largest difference from a margin as a share of all people, and the margin's name."""
    found = [
        (float(np.abs(_now(weights, margin) - margin.targets).max() / max(margin.targets.sum(), 1e-300)), margin.name)
        for margin in margins
    ]
    return max(found)


def _now(weights: Floats, margin: Fitted) -> Floats:
    return sums(np.maximum(margin.coded.codes, 0), weights, len(margin.targets))
