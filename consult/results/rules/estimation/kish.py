"""What unequal weights cost: Kish (1965), "Survey Sampling", 11.7."""

from dataclasses import dataclass

import numpy as np

from consult.results.rules.estimation.arrays import Floats


@dataclass(frozen=True)
class Effect:
    """The design effect of weights, and the base that equal weights would need for the same precision."""

    rows: int
    design_effect: float
    effective_base: float


def effect(weights: Floats) -> Effect:
    """Measure the weights above zero: n times the sum of squares over the square of the sum."""
    counted = weights[weights != 0]
    whole = float(counted.sum())
    if not len(counted) or not whole:
        return Effect(0, float("nan"), 0.0)
    found = len(counted) * float(np.square(counted).sum()) / whole**2
    return Effect(len(counted), found, len(counted) / found)
