"""Two questions across: shares with intervals, how they differ, and which differences are more than chance."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import Coded, Column, Floats, Mismatch, coded
from consult.results.rules.estimation.distributions import normal_quantile, t_quantile, t_tails
from consult.results.rules.estimation.kish import Effect, effect
from consult.results.rules.estimation.multiplicity import holm
from consult.results.rules.estimation.sample import Sample
from consult.results.rules.estimation.variance import covariance


@dataclass(frozen=True)
class CrossTab:
    """Weighted shares of the rows within each column; `counts` are the people themselves."""

    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    counts: Floats
    weighted: Floats
    shares: Floats
    errors: Floats
    bases: tuple[Effect, ...]
    freedom: int

    @property
    def row_shares(self) -> Floats:
        """Give the weighted shares of the columns within each row."""
        whole = self.weighted.sum(axis=1, keepdims=True)
        found: Floats = np.divide(self.weighted, whole, out=np.full_like(self.weighted, np.nan), where=whole > 0)
        return found


@dataclass(frozen=True)
class Difference:
    """The share of a row in one group less that in another."""

    value: float
    error: float
    low: float
    high: float
    chance: float


def crosstab(sample: Sample, rows: Column | Coded, columns: Column | Coded) -> CrossTab:
    """Tabulate those of whom both are known; a column without anybody has NaN as shares."""
    down, across = coded(rows), coded(columns)
    part = _both(sample, down, across)
    inside = down.indicators() * part.inside[:, None]
    groups = across.indicators() * part.inside[:, None]
    weighted = (down.indicators() * part.weights[:, None]).T @ across.indicators()
    whole = weighted.sum(axis=0, keepdims=True)
    shares = np.divide(weighted, whole, out=np.full_like(weighted, np.nan), where=whole > 0)
    errors = np.full_like(weighted, np.nan)
    for code in range(len(across.labels)):
        if whole[0, code]:
            spread = covariance(part, _influence(part, down, across, code))
            errors[:, code] = np.sqrt(np.maximum(np.diag(spread), 0))
    bases = tuple(effect(part.weights[across.codes == code]) for code in range(len(across.labels)))
    return CrossTab(down.labels, across.labels, inside.T @ groups, weighted, shares, errors, bases, part.freedom)


def _both(sample: Sample, down: Coded, across: Coded) -> Sample:
    if not len(down.codes) == len(across.codes) == len(sample.weights):
        raise Mismatch("rows, columns and the sample differ in length")
    part = sample.domain(down.known & across.known)
    if not part.rows:
        raise Mismatch("nobody answered both questions")
    return part


def _influence(part: Sample, down: Coded, across: Coded, code: int | None, but: int | None = None) -> Floats:
    """Give the influences of the rows' shares in one column, or in all but one."""
    chosen = across.codes == code if code is not None else across.codes != but
    weights = np.where(chosen, part.weights, 0.0)
    whole = weights.sum()
    table = down.indicators()
    found: Floats = (table - weights @ table / whole) * (weights / whole)[:, None]
    return found


def difference(
    sample: Sample, rows: Column | Coded, columns: Column | Coded, first: Any, second: Any = None, level: float = 0.95
) -> dict[Any, Difference]:
    """Compare the shares of two columns, or of one with all the others, row by row.

    The two are estimated from one sample, so what they have in common (clusters, margins) counts in the error.
    """
    down, across = coded(rows), coded(columns)
    part = _both(sample, down, across)
    places = {label: code for code, label in enumerate(across.labels)}
    if first not in places or (second is not None and second not in places):
        raise Mismatch(f"there is no column {first if first not in places else second}")
    code = places[first]
    other = None if second is None else places[second]
    one, rest = across.codes == code, across.codes != code if other is None else across.codes == other
    if not part.weights[one].any() or not part.weights[rest].any():
        raise Mismatch("one of the two groups has nobody in it")
    influence = _influence(part, down, across, code) - _influence(part, down, across, other, but=code)
    table = down.indicators()
    values = part.weights[one] @ table[one] / part.weights[one].sum()
    values = values - part.weights[rest] @ table[rest] / part.weights[rest].sum()
    errors = np.sqrt(np.maximum(np.diag(covariance(part, influence)), 0))
    return {
        label: _difference(float(value), float(error), part.freedom, level)
        for label, value, error in zip(down.labels, values, errors, strict=True)
    }


def _difference(value: float, error: float, freedom: int, level: float) -> Difference:
    tail = (1 + level) / 2
    width = error * (t_quantile(tail, freedom) if freedom > 0 else normal_quantile(tail))
    chance = t_tails(value / error, freedom) if error else float("nan")
    return Difference(value, error, value - width, value + width, chance)


@dataclass(frozen=True)
class Standout:
    """A cell whose share differs from that of all others by more than chance, many tests considered."""

    row: Any
    column: Any
    difference: Difference
    adjusted: float


def standouts(sample: Sample, rows: Column | Coded, columns: Column | Coded, chance: float = 0.05) -> list[Standout]:
    """Test each cell against the other columns together, with Holm's correction; the clearest first."""
    down, across = coded(rows), coded(columns)
    part = _both(sample, down, across)
    peopled = [label for code, label in enumerate(across.labels) if part.weights[across.codes == code].any()]
    tested = [
        (row, column, found)
        for column in (peopled if len(peopled) > 1 else [])
        for row, found in difference(sample, down, across, column).items()
    ]
    adjusted = holm([found.chance for _row, _column, found in tested])
    clear = [
        Standout(row, column, found, after)
        for (row, column, found), after in zip(tested, adjusted, strict=True)
        if not isnan(after) and after < chance
    ]
    return sorted(clear, key=lambda cell: (cell.adjusted, -abs(cell.difference.value)))
