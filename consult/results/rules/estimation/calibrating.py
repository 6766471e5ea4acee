"""Calibration: Deville and Särndal (1992), "Calibration Estimators in Survey Sampling", JASA 87; as R's `calibrate`.

The linear distance without bounds is the generalised regression estimator (GREG).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import Bools, Coded, Column, Floats, Mismatch, coded, numbers
from consult.results.rules.estimation.margins import listed
from consult.results.rules.estimation.sample import Sample

TOLERANCE = 1e-7
"""Singular values below this part of the largest are of columns that say the same."""
PRESCALE = 20
"""Above this the weights are scaled first: for samples that come without weights."""


class Distance(StrEnum):
    """How the change of a weight is measured (`calfun`)."""

    LINEAR = "linear"
    RAKING = "raking"
    LOGIT = "logit"


@dataclass(frozen=True)
class Regression:
    """A basis of the calibration's columns, weighted as the sample was drawn, and the scale of its residuals."""

    basis: Floats
    scale: Floats

    def residuals(self, influence: Floats) -> Floats:
        """Take out what the columns explain."""
        scale = self.scale[:, None]
        scaled = np.divide(influence, scale, out=np.zeros_like(influence), where=scale != 0)
        return (scaled - self.basis @ (self.basis.T @ scaled)) * scale


@dataclass(frozen=True)
class Calibrated:
    """A calibrated sample, and how near it came."""

    sample: Sample
    factors: Floats
    """What each weight was multiplied with (the g-weights)."""
    rounds: int
    is_converged: bool
    misfit: Mapping[Any, float]
    """For each total, what is missing or too much."""


def columns_of(values: Column | Coded, name: str = "", *, leaves_out_first: bool = False) -> dict[Any, Floats]:
    """Make a column for each category, as R's model matrix: without the first where there is an intercept."""
    found = coded(values)
    table = found.indicators()
    return {f"{name}{label}": table[:, code] for code, label in enumerate(found.labels) if code or not leaves_out_first}


def calibrate(
    sample: Sample,
    columns: Mapping[Any, Column],
    population: Mapping[Any, float],
    *,
    distance: Distance = Distance.LINEAR,
    bounds: tuple[float, float] = (-inf, inf),
    rounds: int = 50,
    epsilon: float = 1e-7,
) -> Calibrated:
    """Change the weights as little as may be until the totals of the columns are those of the population.

    `bounds`: the least and the greatest factor of a weight. For an intercept give a column of ones.
    """
    table, targets = _checked(sample, columns, population)
    if distance is Distance.LOGIT and not (isfinite(bounds[0]) and isfinite(bounds[1])):
        raise Mismatch("the logit distance needs bounds below and above 1")
    if not bounds[0] < 1 < bounds[1]:
        raise Mismatch("bounds: 1 must lie between them")
    if distance is Distance.LINEAR and bounds == (-inf, inf):
        factors, done = _regression(table, sample.weights, targets), 1
    else:
        factors, done = _newton(table, sample.weights, targets, _Curve(distance, *bounds), rounds, epsilon)
    misfit = targets - (sample.weights * factors) @ table
    is_converged = bool((np.abs(misfit) / (1 + np.abs(targets)) < max(epsilon, 1e-9)).all())
    half = np.sqrt(sample.weights)
    done_with = Regression(_basis(table * half[:, None]), factors * half)
    fitted = replace(sample, weights=sample.weights * factors, adjustments=(*sample.adjustments, done_with))
    return Calibrated(fitted, factors, done, is_converged, dict(zip(columns, map(float, misfit), strict=True)))


def _checked(sample: Sample, columns: Mapping[Any, Column], population: Mapping[Any, float]) -> tuple[Floats, Floats]:
    if set(columns) != set(population):
        raise Mismatch(f"columns and totals differ in {listed(sorted(map(str, set(columns) ^ set(population))))}")
    if not columns:
        raise Mismatch("there is no total to meet")
    table = np.column_stack([numbers(column, str(name)) for name, column in columns.items()])
    if len(table) != len(sample.weights):
        raise Mismatch(f"columns have {len(table)} rows, the sample {len(sample.weights)}")
    holes = [name for name, column in zip(columns, table.T, strict=True) if np.isnan(column[sample.inside]).any()]
    if holes:
        raise Mismatch(f"missing values in {listed(holes)}")
    targets = np.array([float(population[name]) for name in columns])
    empty = (sample.weights @ np.abs(np.nan_to_num(table)) == 0) & (targets != 0)
    if empty.any():
        raise Mismatch(f"nobody in the sample is {listed([n for n, e in zip(columns, empty, strict=True) if e])}")
    return np.nan_to_num(table), targets


def _basis(table: Floats) -> Floats:
    left, sizes, _right = np.linalg.svd(table, full_matrices=False)
    found: Floats = left[:, sizes > TOLERANCE * sizes[0]]
    return found


def _regression(table: Floats, weights: Floats, targets: Floats) -> Floats:
    """Solve for the factors through the singular values, which bears columns that nearly say the same."""
    half = np.sqrt(weights)
    left, sizes, right = np.linalg.svd(table * half[:, None], full_matrices=False)
    kept = sizes > TOLERANCE * sizes[0]
    slopes = (right[kept] @ (targets - weights @ table)) / sizes[kept]
    raised = left[:, kept] @ slopes
    factors: Floats = 1 + np.divide(raised, half, out=np.zeros_like(raised), where=half != 0)
    return factors


@dataclass(frozen=True)
class _Curve:
    """How a factor depends on its regression: Deville and Särndal, table 1."""

    distance: Distance
    low: float
    high: float

    def excess(self, at: Floats) -> Floats:
        """Give the factor less one."""
        if self.distance is Distance.LOGIT:
            grown = np.exp(self._slope * at)
            return (self.low * (self.high - 1) + self.high * (1 - self.low) * grown) / self._below(grown) - 1
        free = at + 1 if self.distance is Distance.LINEAR else np.exp(at)
        return np.clip(free, self.low, self.high) - 1

    def slope(self, at: Floats) -> Floats:
        """Give its derivative."""
        if self.distance is Distance.LOGIT:
            grown = np.exp(self._slope * at)
            rise = (1 - self.low) * grown * self._slope
            above = self.low * (self.high - 1) + self.high * (1 - self.low) * grown
            return self.high * rise / self._below(grown) - above * rise / np.square(self._below(grown))
        is_free: Bools = (at < self.high - 1) & (at > self.low - 1)
        return np.where(is_free, 1.0 if self.distance is Distance.LINEAR else np.exp(at), 0.0)

    @property
    def _slope(self) -> float:
        return (self.high - self.low) / ((self.high - 1) * (1 - self.low))

    def _below(self, grown: Floats) -> Floats:
        return self.high - 1 + (1 - self.low) * grown


def _newton(
    table: Floats, weights: Floats, targets: Floats, curve: _Curve, rounds: int, epsilon: float
) -> tuple[Floats, int]:
    now = weights @ table
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = targets / now
    scale = float(np.mean(ratios)) if np.isfinite(ratios).all() and ratios.min() > PRESCALE else 1.0
    weights = weights * scale
    at: Floats = np.zeros(len(table))
    slopes = np.zeros(table.shape[1])
    done = 0
    with np.errstate(over="ignore", invalid="ignore"):
        while done < rounds:
            misfit = targets - (weights * (1 + curve.excess(at))) @ table
            if (np.abs(misfit) / (1 + np.abs(targets)) < epsilon).all():
                break
            step = np.linalg.pinv((table * (weights * curve.slope(at))[:, None]).T @ table) @ misfit
            for _halving in range(rounds):
                at = table @ (slopes + step)
                if np.isfinite(curve.excess(at)).all() and np.isfinite(curve.slope(at)).all():
                    break
                step = step / 2
            slopes, done = slopes + step, done + 1
    return (1 + curve.excess(at)) * scale, done
