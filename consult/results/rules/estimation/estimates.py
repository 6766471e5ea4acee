"""Totals, means, shares and ratios, with their standard errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import Bools, Coded, Column, Floats, Mismatch, coded, numbers
from consult.results.rules.estimation.distributions import normal_quantile, t_quantile
from consult.results.rules.estimation.sample import Sample
from consult.results.rules.estimation.variance import covariance


@dataclass(frozen=True)
class Estimates:
    """Estimates made together, so that they can be compared: `values[i]` is that of `names[i]`."""

    names: tuple[Any, ...]
    values: Floats
    covariance: Floats
    freedom: int
    rows: int
    """How many rows they rest on."""

    @property
    def errors(self) -> Floats:
        """Give the standard errors."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0))

    def intervals(self, level: float = 0.95, *, is_normal: bool = True) -> tuple[Floats, Floats]:
        """Give the ends of Wald's intervals, by the normal distribution or by Student's."""
        tail = (1 + level) / 2
        width = (normal_quantile(tail) if is_normal else t_quantile(tail, self.freedom)) * self.errors
        return self.values - width, self.values + width


def _table(columns: Mapping[Any, Column]) -> tuple[Floats, Bools]:
    table = np.column_stack([numbers(column, str(name)) for name, column in columns.items()])
    known: Bools = np.logical_not(np.isnan(table).any(axis=1))
    return np.where(known[:, None], table, 0.0), known


def _part(sample: Sample, known: Bools) -> Sample:
    if len(known) != len(sample.weights):
        raise Mismatch(f"values have {len(known)} rows, the sample {len(sample.weights)}")
    part = sample.domain(known)
    if not part.rows:
        raise Mismatch("nobody is left: all values are missing or outside the domain")
    return part


def totals(sample: Sample, columns: Mapping[Any, Column]) -> Estimates:
    """Estimate totals, as `svytotal(na.rm=TRUE)`: of those whose values are all known."""
    table, known = _table(columns)
    part = _part(sample, known)
    influence = table * part.weights[:, None]
    return Estimates(tuple(columns), influence.sum(axis=0), covariance(part, influence), part.freedom, part.rows)


def means(sample: Sample, columns: Mapping[Any, Column]) -> Estimates:
    """Estimate means, as `svymean(na.rm=TRUE)`: of those whose values are all known."""
    table, known = _table(columns)
    return _means(_part(sample, known), tuple(columns), table)


def _means(part: Sample, names: tuple[Any, ...], table: Floats) -> Estimates:
    whole = part.weights.sum()
    found = part.weights @ table / whole
    influence = (table - found) * (part.weights / whole)[:, None]
    return Estimates(names, found, covariance(part, influence), part.freedom, part.rows)


def shares(sample: Sample, values: Column | Coded) -> Estimates:
    """Estimate the share of each category, as `svymean` of a factor: of those who have one."""
    found = coded(values)
    if not found.labels:
        raise Mismatch("nobody is left: all values are missing or outside the domain")
    return _means(_part(sample, found.known), found.labels, found.indicators())


def ratio(sample: Sample, numerator: Column, denominator: Column) -> Estimates:
    """Estimate the ratio of two totals, as `svyratio`."""
    table, known = _table({"numerator": numerator, "denominator": denominator})
    part = _part(sample, known)
    above, below = part.weights @ table
    if not below:
        raise Mismatch("denominator: the total is zero")
    found = above / below
    influence = ((table[:, 0] - found * table[:, 1]) * part.weights / below)[:, None]
    return Estimates(("ratio",), np.array([found]), covariance(part, influence), part.freedom, part.rows)


def by_group(sample: Sample, groups: Column | Coded, columns: Mapping[Any, Column]) -> dict[Any, Estimates]:
    """Estimate the means of each group as of a domain, as `svyby(…, svymean)`; a group without values is left out."""
    found = coded(groups)
    _whole, known = _table(columns)
    parts = {label: sample.domain(found.codes == code) for code, label in enumerate(found.labels)}
    return {label: means(part, columns) for label, part in parts.items() if (part.inside & known).any()}


def variance(sample: Sample, values: Column) -> float:
    """Estimate the variance in the population, as `svyvar`: with the divisor n - 1."""
    table, known = _table({"values": values})
    part = _part(sample, known)
    if part.rows == 1:
        return float("nan")
    centre = part.weights @ table[:, 0] / part.weights.sum()
    square = part.weights @ np.square(table[:, 0] - centre) / part.weights.sum()
    return float(square * part.rows / (part.rows - 1))


def design_effect(sample: Sample, values: Column, *, with_replacement: bool = True) -> float:
    """Give how many times larger the variance of the mean is than that of a simple random sample of the same size.

    Kish (1965), "Survey Sampling", 8.2; as `svymean(deff="replace")`, or without replacement as `deff=TRUE`.
    """
    found = means(sample, {"values": values})
    simple = variance(sample, values) / found.rows
    if not with_replacement:
        people = float(sample.domain(~np.isnan(numbers(values))).weights.sum())
        simple *= (people - found.rows) / people
    return float(found.covariance[0, 0] / simple) if simple > 0 else float("nan")
