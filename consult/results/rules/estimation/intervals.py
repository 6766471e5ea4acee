"""Intervals of a share in a sample, as R's `svyciprop`.

Korn and Graubard (1998), "Confidence Intervals for Proportions with Small Expected Number of Positive Counts",
Survey Methodology 24; Wilson (1927) with the effective base as Kott and Carr (1997) use it.
"""

from math import exp, isnan, log, sqrt

from consult.results.rules.estimation.distributions import normal_quantile, t_quantile

Interval = tuple[float, float]


def logit_interval(share: float, error: float, freedom: int, level: float = 0.95) -> Interval:
    """Give Wald's interval on the scale of log odds, which never leaves 0 to 1 (method "logit")."""
    if not 0 < share < 1 or not error:
        return share, share
    centre, width = log(share / (1 - share)), error / (share * (1 - share)) * t_quantile((1 + level) / 2, freedom)
    return _share(centre - width), _share(centre + width)


def _share(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))


def wilson_interval(share: float, base: float, level: float = 0.95) -> Interval:
    """Give Wilson's score interval for an effective base, which need not be whole."""
    if not base or isnan(base):
        return float("nan"), float("nan")
    critical = normal_quantile((1 + level) / 2)
    square = critical * critical
    centre = (share + square / (2 * base)) / (1 + square / base)
    half = critical * sqrt(share * (1 - share) / base + square / (4 * base * base)) / (1 + square / base)
    return max(0.0, centre - half), min(1.0, centre + half)


def weighted_interval(share: float, error: float, freedom: int, base: float) -> Interval:
    """Give the logit interval; where nobody or everybody says so, and it would have no width, Wilson's."""
    if 0 < share < 1 and error:
        return logit_interval(share, error, freedom)
    return wilson_interval(share, base)
