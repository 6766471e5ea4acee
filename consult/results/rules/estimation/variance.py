"""The variance of a linearised estimate in a sample of several stages.

Särndal, Swensson and Wretman (1992), "Model Assisted Survey Sampling", 4.3 and 5.5; the recursion over stages and the
rules for lonely clusters are those of R's `svyrecvar`.
"""

import numpy as np

from consult.results.rules.estimation.arrays import Bools, Floats, sums
from consult.results.rules.estimation.sample import Lonely, Sample, Stage

EXHAUSTED = 1e-7
"""A stratum of which less than this is left undrawn shows no sampling error."""


class LonelyCluster(ValueError):
    """A stratum has one cluster alone, and nothing was said of such strata."""


def covariance(sample: Sample, influence: Floats) -> Floats:
    """Give the covariances of estimates from their weighted influences: a row for each row, a column for each."""
    for adjustment in sample.adjustments:
        influence = adjustment.residuals(influence)
    total = np.zeros((influence.shape[1], influence.shape[1]))
    share: Floats = np.ones(len(influence))
    is_finite = sample.stages[0].population is not None
    for stage in sample.stages if is_finite else sample.stages[:1]:
        total += _of_stage(sample, stage, influence, share[stage.firsts])
        if stage.population is not None:
            share = share * (stage.drawn / stage.population)[stage.strata][stage.clusters]
    return total


def _of_stage(sample: Sample, stage: Stage, influence: Floats, share: Floats) -> Floats:
    """Add up what one stage gives; `share` is, for each stratum, the part that the stages before it have drawn."""
    totals = stage.totals(influence)
    drawn, count = stage.drawn, len(stage.drawn)
    left = np.ones(count) if stage.population is None else 1 - drawn / stage.population
    is_lonely = (drawn == 1) & (left >= EXHAUSTED)
    if is_lonely.any():
        is_lonely &= _present(sample, stage)
    if is_lonely.any() and sample.lonely is Lonely.FAIL:
        row = int(stage.firsts[np.argmax(is_lonely)]) + 1
        raise LonelyCluster(f"the stratum of row {row} has one cluster alone: say what such a stratum does")
    means = sums(stage.strata, totals, count) / drawn[:, None]
    if sample.lonely is Lonely.ADJUST:
        means[drawn == 1] = 0
    scale = np.where(left < EXHAUSTED, 0, left * np.where(drawn > 1, drawn / np.maximum(drawn - 1, 1), 1)) * share
    spread = totals - means[stage.strata]
    found: Floats = (spread * scale[stage.strata][:, None]).T @ spread
    if sample.lonely is Lonely.AVERAGE and is_lonely.any():
        present = int(_present(sample, stage).sum())
        found = found * present / max(present - int(is_lonely.sum()), 1)
    return found


def _present(sample: Sample, stage: Stage) -> Bools:
    """Tell which strata are in the domain; where weights were adjusted all are."""
    rows = np.ones_like(sample.inside) if sample.is_adjusted else sample.inside
    return stage.strata_of(stage.peopled(rows))
