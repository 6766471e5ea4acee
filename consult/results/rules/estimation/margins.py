"""What is known of the population, and whether answers can be fitted to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import Coded, Column, Floats, Mismatch, coded, sums
from consult.results.rules.estimation.sample import Sample

TOTALS_AGREE = 1e-6
"""Relative difference between the totals of two margins that is taken for rounding."""


@dataclass(frozen=True)
class Margin:
    """One variable of the sample beside its counts in the population."""

    name: str
    values: Column | Coded
    population: Mapping[Any, float]


@dataclass(frozen=True)
class Fitted:
    """A margin that can be met: the codes of its rows, and the population's count for each code."""

    name: str
    coded: Coded
    targets: Floats


def fitted(sample: Sample, margin: Margin, *, is_partial: bool = False) -> Fitted:
    """Match a margin with its population, or say which category stands in the way.

    `is_partial`: categories that nobody in the sample has are left out, and their people with them.
    """
    found = coded(margin.values)
    if len(found.codes) != len(sample.weights):
        raise Mismatch(
            "%(margin)s has %(count)s rows, the sample %(rows)s",
            margin=margin.name,
            count=len(found.codes),
            rows=len(sample.weights),
        )
    if (sample.inside & ~found.known).any():
        raise Mismatch(
            "%(margin)s: missing in %(rows)s rows", margin=margin.name, rows=int((sample.inside & ~found.known).sum())
        )
    wrong = [label for label, count in margin.population.items() if not isfinite(count) or count < 0]
    if wrong:
        raise Mismatch(
            "%(margin)s: no number of people for %(categories)s", margin=margin.name, categories=listed(wrong)
        )
    weights = sums(found.codes[found.known], sample.weights[found.known], len(found.labels))
    _matched(margin, found, weights, is_partial=is_partial)
    return Fitted(margin.name, found, np.array([float(margin.population.get(label, 0)) for label in found.labels]))


def _matched(margin: Margin, found: Coded, weights: Floats, *, is_partial: bool) -> None:
    in_sample = {label for label, weight in zip(found.labels, weights, strict=True) if weight}
    unknown = [label for label in found.labels if label in in_sample and not margin.population.get(label)]
    if unknown:
        raise Mismatch(
            "%(margin)s: the sample has %(categories)s, the population does not",
            margin=margin.name,
            categories=listed(unknown),
        )
    absent = [label for label, count in margin.population.items() if count and label not in in_sample]
    if absent and not is_partial:
        raise Mismatch(
            "%(margin)s: nobody in the sample is %(categories)s: join it with another category",
            margin=margin.name,
            categories=listed(absent),
        )


def listed(labels: Sequence[Any]) -> str:
    """Name some categories."""
    return ", ".join(str(label) for label in labels)


def agreeing(margins: Sequence[Fitted]) -> None:
    """Refuse margins whose totals differ: no weights could meet them all."""
    sums = {margin.name: float(margin.targets.sum()) for margin in margins}
    if sums and max(sums.values()) - min(sums.values()) > TOTALS_AGREE * max(sums.values()):
        said = ", ".join(f"{name} {total:g}" for name, total in sums.items())
        raise Mismatch("the margins differ in their totals: %(totals)s", totals=said)
