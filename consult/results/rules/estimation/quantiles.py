"""Quantiles with Woodruff's intervals.

Woodruff (1952), "Confidence Intervals for Medians and Other Position Measures", JASA 47; as `svyquantile` of R's
survey 4.1 with its defaults: the quantile is the smallest value at which the weighted share reaches `probability`
(rule "math"), and the interval is that of the share, turned back into values. The standard error is the interval's
length over twice Student's quantile, so it has no more digits than the values.
"""

from dataclasses import dataclass

import numpy as np

from consult.results.rules.estimation.arrays import Column, Floats, Mismatch, numbers
from consult.results.rules.estimation.distributions import t_quantile
from consult.results.rules.estimation.estimates import means
from consult.results.rules.estimation.sample import Sample


@dataclass(frozen=True)
class Quantile:
    """A quantile; an end of its interval that lies beyond all shares is NaN, and so is the error then."""

    probability: float
    value: float
    error: float
    low: float
    high: float


def quantile(sample: Sample, values: Column, probability: float, level: float = 0.95) -> Quantile:
    """Estimate a quantile of those whose value is known."""
    given = numbers(values)
    part = sample.domain(~np.isnan(given))
    if not part.rows:
        raise Mismatch("nobody is left: all values are missing or outside the domain")
    value = value_at(given, part.weights, probability)
    below = means(part, {"below": np.where(np.isnan(given), np.nan, given <= value)})
    low, high = (float(end[0]) for end in below.intervals(level, is_normal=False))
    ends = [
        value_at(given, part.weights, low) if low >= 0 else float("nan"),
        value_at(given, part.weights, high) if high <= 1 else float("nan"),
    ]
    error = (ends[1] - ends[0]) / (2 * t_quantile((1 + level) / 2, part.freedom))
    return Quantile(probability, value, error, ends[0], ends[1])


def value_at(values: Floats, weights: Floats, probability: float) -> float:
    """Give the smallest value at or below which lies this share of the weights.

    Sums are taken in extended precision, as R takes them: whether a share is met exactly depends on it.
    """
    counted = weights > 0
    order = np.argsort(values[counted], kind="stable")
    ordered, exact = values[counted][order], weights[counted][order].astype(np.longdouble)
    sums = np.cumsum(exact).astype(np.float64)
    whole = float(exact.sum())
    reached = int(np.searchsorted(sums, probability * whole, side="right"))
    if not reached:
        return float(ordered[0])
    is_met = probability - sums[reached - 1] / whole == 0
    return float(ordered[reached - 1 if is_met else min(reached, len(ordered) - 1)])
