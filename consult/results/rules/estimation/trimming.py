"""Trimming of weights: Potter (1990), "A Study of Procedures to Identify and Trim Extreme Sampling Weights".

As R's `trimWeights`: what is cut off is shared out evenly among the weights that were within the limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from consult.results.rules.estimation.arrays import Floats, Mismatch
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.raking import Raked, deviation, lay_out, rake_laid_out
from consult.results.rules.estimation.sample import Sample


def trimmed(weights: Floats, *, low: float = -inf, high: float = inf, is_strict: bool = False) -> Floats:
    """Cut weights to the limits and keep their sum; zero stays zero.

    What is shared out may push another weight over the limit: `is_strict` goes on until none is.
    """
    inside = weights != 0
    if low > high or (inside.any() and not low <= float(weights[inside].mean()) <= high):
        raise Mismatch("the mean weight lies outside the limits: no weights between them have the same sum")
    was_cut = np.zeros_like(inside)
    while True:
        outside = inside & ((weights < low) | (weights > high))
        if not outside.any():
            return weights
        was_cut |= outside
        cut = np.where(outside, np.clip(weights, low, high), weights)
        takers = inside & ~was_cut
        rest = float((weights - cut).sum())
        weights = np.where(takers, cut + rest / max(int(takers.sum()), 1), cut)
        if not is_strict or not takers.any():
            return weights


def trim(sample: Sample, *, low: float = -inf, high: float = inf, is_strict: bool = False) -> Sample:
    """Trim the weights of a sample; the residuals of a calibration before it stay in its errors."""
    return replace(sample, weights=trimmed(sample.weights, low=low, high=high, is_strict=is_strict))


@dataclass(frozen=True)
class Bounded:
    """A sample raked within limits: as raked last, and how many weights stand at a limit."""

    raked: Raked
    cut: int


def rake_within(
    sample: Sample, margins: Sequence[Margin], *, low: float, high: float, turns: int = 20, rounds: int = 200
) -> Bounded:
    """Rake and trim in turns until both hold: DeBell and Krosnick (2009), "Computing Weights for ANES Survey Data".

    `low` and `high` are multiples of the mean weight. Where both cannot hold, the limits do, and `deviation` tells
    how far the margins are.
    """
    start, layout = sample, lay_out(sample, margins)
    for _turn in range(turns):
        raked = rake_laid_out(start, layout, rounds=rounds, epsilon=1e-9)
        weights = raked.sample.weights
        mean = float(weights[sample.inside].mean())
        cut = trimmed(weights, low=low * mean, high=high * mean, is_strict=True)
        changed = int((np.abs(cut - weights) > 1e-9 * mean).sum())
        if not changed:
            break
        start = replace(sample, weights=cut)
    limits = np.isclose(cut, low * mean) | np.isclose(cut, high * mean)
    left, worst = deviation(cut, layout.margins)
    done = replace(raked, sample=replace(raked.sample, weights=cut), deviation=left, worst=worst)
    return Bounded(done, int((limits & sample.inside).sum()))
