"""Post-stratification: Holt and Smith (1979), "Post Stratification", JRSS A 142; as R's `postStratify`."""

from dataclasses import dataclass, replace

import numpy as np

from consult.results.rules.estimation.arrays import Floats, Ints, sums
from consult.results.rules.estimation.margins import Margin, fitted
from consult.results.rules.estimation.sample import Sample


@dataclass(frozen=True)
class PostStrata:
    """The post-strata, with the weights before and after."""

    codes: Ints
    count: int
    before: Floats
    after: Floats

    def residuals(self, influence: Floats) -> Floats:
        """Take out the mean of each post-stratum, weighted as the sample was drawn."""
        after = np.where(self.after == 0, 1.0, self.after)[:, None]
        weights = sums(self.codes, self.before, self.count)
        means = sums(self.codes, influence * self.before[:, None] / after, self.count)
        means = np.divide(means, weights[:, None], out=np.zeros_like(means), where=weights[:, None] != 0)
        return influence - means[self.codes] * self.after[:, None]


def poststratify(sample: Sample, margin: Margin, *, is_partial: bool = False) -> Sample:
    """Weight each category up or down to its count in the population."""
    known = fitted(sample, margin, is_partial=is_partial)
    codes, count = np.maximum(known.coded.codes, 0), len(known.targets)
    now = sums(codes, sample.weights, count)
    factors = np.divide(known.targets, now, out=np.zeros(count), where=now != 0)
    after = sample.weights * factors[codes]
    done = PostStrata(codes, count, sample.weights, after)
    return replace(sample, weights=after, adjustments=(*sample.adjustments, done))
