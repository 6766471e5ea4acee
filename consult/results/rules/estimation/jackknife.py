"""The jackknife: each cluster is left out in turn, and the spread of what is left is the error.

Rust and Rao (1996), "Variance Estimation for Complex Surveys Using Replication Techniques"; as R's `as.svrepdesign`
with type "JK1", and "JKn" where there are strata. For statistics that have no formula of their own.
"""

from collections.abc import Callable

import numpy as np

from consult.results.rules.estimation.arrays import Floats, Mismatch
from consult.results.rules.estimation.sample import Sample


def jackknife(sample: Sample, statistic: Callable[[Floats], Floats], *, is_corrected: bool = True) -> Floats:
    """Give the covariances of a statistic of the weights; `is_corrected` for finite populations, where known."""
    stage = sample.stages[0]
    found, scales = [], []
    for cluster in np.flatnonzero(stage.peopled(sample.inside)):
        stratum = stage.strata[cluster]
        drawn = float(stage.drawn[stratum])
        if drawn == 1:
            continue
        left = 1 - drawn / stage.population[stratum] if stage.population is not None and is_corrected else 1.0
        others = np.where(stage.strata[stage.clusters] == stratum, sample.weights * drawn / (drawn - 1), sample.weights)
        found.append(np.atleast_1d(statistic(np.where(stage.clusters == cluster, 0.0, others))))
        scales.append(left * (drawn - 1) / drawn)
    if not found:
        raise Mismatch("no stratum has two clusters: nothing can be left out")
    spread = np.stack(found) - np.stack(found).mean(axis=0)
    result: Floats = (spread * np.array(scales)[:, None]).T @ spread
    return result
