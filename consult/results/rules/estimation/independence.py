"""Whether two questions are related: Pearson's test, Rao and Scott's for samples, Cramér's V.

Rao and Scott (1984), "On Chi-squared Tests for Multiway Contingency Tables with Cell Proportions Estimated from Survey
Data", Annals of Statistics 12: as R's `svychisq`, whose "Chisq" is the first-order correction, and "F" the second.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from consult.results.rules.estimation.arrays import Coded, Column, Floats, Ints, Mismatch, coded
from consult.results.rules.estimation.distributions import chi_square_tail, f_tail
from consult.results.rules.estimation.sample import Sample, table_freedom
from consult.results.rules.estimation.variance import covariance


@dataclass(frozen=True)
class Pearson:
    """Pearson's test of a table of counts, without continuity correction."""

    statistic: float
    freedom: int
    chance: float
    cramers_v: float


@dataclass(frozen=True)
class RaoScott:
    """The same of a weighted table; `statistic` is Pearson's of the weighted shares times the number of rows."""

    statistic: float
    freedom: int
    first_order: float
    """The p-value of the first-order correction (statistic "Chisq")."""
    f: float
    f_above: float
    f_below: float
    second_order: float
    """The p-value of the second-order correction (statistic "F")."""
    cramers_v: float


def cramers_v(statistic: float, people: float, shape: tuple[int, ...]) -> float:
    """Measure the strength from 0 to 1: Cramér (1946), "Mathematical Methods of Statistics", 21.9."""
    least = min(shape) - 1
    return sqrt(max(statistic, 0) / (people * least)) if least > 0 and people else float("nan")


def _statistic(table: Floats) -> float:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float((np.square(table - expected) / expected).sum())


def pearson(counts: Ints | Floats) -> Pearson:
    """Test a table of counts; rows and columns without anybody are left out."""
    table = np.asarray(counts, dtype=np.float64)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape, default=0) < 2:  # noqa: PLR2004  # two of each: else nothing can differ
        raise Mismatch("a table needs two rows and two columns with people in them")
    statistic, freedom = _statistic(table), (table.shape[0] - 1) * (table.shape[1] - 1)
    strength = cramers_v(statistic, float(table.sum()), table.shape)
    return Pearson(statistic, freedom, chi_square_tail(statistic, freedom), strength)


def rao_scott(sample: Sample, rows: Column | Coded, columns: Column | Coded) -> RaoScott:
    """Test those of whom both are known."""
    table, part, shape = _cells(sample, coded(rows), coded(columns))
    whole = part.weights.sum()
    shares = part.weights @ table / whole
    spread = covariance(part, (table - shares) * (part.weights / whole)[:, None])
    delta = _design_effects(shares, spread, shape, sample.rows)
    trace = float(np.trace(delta))
    statistic = _statistic(shares.reshape(shape) * sample.rows)
    freedom = len(delta)
    above = trace**2 / float(np.trace(delta @ delta)) if trace else float("nan")
    below = above * table_freedom(sample)
    f = statistic / trace if trace else float("nan")
    return RaoScott(
        statistic,
        freedom,
        chi_square_tail(statistic * freedom / trace, freedom) if trace else float("nan"),
        f,
        above,
        below,
        f_tail(f, above, below),
        cramers_v(statistic, sample.rows, shape),
    )


def _cells(sample: Sample, rows: Coded, columns: Coded) -> tuple[Floats, Sample, tuple[int, int]]:
    """Make a column for each cell, of the rows and columns that somebody is in."""
    if not len(rows.codes) == len(columns.codes) == len(sample.weights):
        raise Mismatch("rows, columns and the sample differ in length")
    part = sample.domain(rows.known & columns.known)
    down, across = np.unique(rows.codes[part.inside]), np.unique(columns.codes[part.inside])
    if len(down) < 2 or len(across) < 2:  # noqa: PLR2004  # two of each: else nothing can differ
        raise Mismatch("a table needs two rows and two columns with people in them")
    cells = [(rows.codes == row) & (columns.codes == column) for row in down for column in across]
    return np.column_stack(cells).astype(np.float64), part, (len(down), len(across))


def _design_effects(shares: Floats, spread: Floats, shape: tuple[int, int], people: int) -> Floats:
    """Give the matrix whose eigenvalues are the generalised design effects of the interaction."""
    rows, columns = shape
    down = np.repeat(np.eye(rows), columns, axis=0)
    across = np.tile(np.eye(columns), (rows, 1))
    main: Floats = np.linalg.qr(np.column_stack([down, across[:, 1:]]))[0].astype(np.float64)
    products = (down[:, 1:, None] * across[:, None, 1:]).reshape(rows * columns, -1)
    contrasts = products - main @ (main.T @ products)
    inverse = np.divide(1, shares, out=np.zeros_like(shares), where=shares > 0)
    scaled = contrasts * inverse[:, None]
    denominator = contrasts.T @ scaled / people
    found: Floats = np.linalg.lstsq(denominator, scaled.T @ spread @ scaled, rcond=None)[0].astype(np.float64)
    return found
