"""Weighted shares beside the raw ones: for the cells of a table, and of a cross-tabulation."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Question
from consult.results.rules.estimation.arrays import Bools, Coded
from consult.results.rules.estimation.crosstabs import crosstab, standouts
from consult.results.rules.estimation.estimates import means
from consult.results.rules.estimation.independence import RaoScott, rao_scott
from consult.results.rules.estimation.intervals import weighted_interval
from consult.results.rules.estimation.kish import effect
from consult.results.rules.estimation.quantiles import Quantile, quantile
from consult.results.rules.estimation.sample import Sample
from consult.results.rules.results import Cell, Result, Table
from consult.results.rules.tally import thawed


@dataclass(frozen=True)
class Share:
    """A weighted share with its standard error and the ends of its 95% interval."""

    share: float
    error: float
    low: float
    high: float


@dataclass(frozen=True)
class WeightedTable:
    """A table's weighted shares, cell by cell; nothing where the cell is withheld."""

    base: float
    design_effect: float
    effective_base: float
    shares: tuple[Share | None, ...]


def weighted_tables(result: Result, answers: Coded, sample: Sample) -> list[WeightedTable]:
    """Weight each table of a result: `sample` is the group that is looked at."""
    return [_table(result.question, table, answers, sample) for table in result.tables]


def _table(question: Question, table: Table, answers: Coded, sample: Sample) -> WeightedTable:
    values = [KINDS[question.kind].values(question, thawed(one), table.line.key) for one in answers.labels]
    is_given = np.array([bool(given) or not table.cells for given in values], dtype=np.bool_)
    answered = _chosen(answers, is_given)
    base = sample.domain(answered)
    found = effect(base.weights)
    shares = tuple(
        None if cell.count is None or not base.rows else share_of(base, _chosen(answers, _flags(values, cell)))
        for cell in table.cells
    )
    return WeightedTable(float(base.weights.sum()), found.design_effect, found.effective_base, shares)


def _chosen(answers: Coded, flags: Bools) -> Bools:
    """Tell of each person what is told of each different answer."""
    found: Bools = np.append(flags, False)[answers.codes]  # the place of those without an answer
    return found


def _flags(values: list[tuple[int | str, ...]], cell: Cell) -> Bools:
    return np.array([any(_is_in(value, cell) for value in given) for given in values], dtype=np.bool_)


def _is_in(value: Any, cell: Cell) -> bool:
    if cell.bin is None:
        return bool(value == cell.value)
    low, high = cell.bin.low, cell.bin.high
    return isinstance(value, int | float) and (low is None or value >= low) and (high is None or value < high)


@dataclass(frozen=True)
class Centre:
    """The weighted mean and median of numbers, each with its interval."""

    mean: Share
    median: Quantile


def centre_of(answers: Coded, sample: Sample) -> Centre | None:
    """Estimate the middle of the numbers that people gave; nothing where nobody in the group gave one."""
    numbers = [float(one) if isinstance(one, int | float) else np.nan for one in answers.labels]
    values = np.array([*numbers, np.nan])[answers.codes]
    if not (sample.inside & ~np.isnan(values)).any():
        return None
    found = means(sample, {"": values})
    low, high = found.intervals(is_normal=False)
    mean = Share(*(float(part[0]) for part in (found.values, found.errors, low, high)))
    return Centre(mean, quantile(sample, values, 0.5))


def share_of(base: Sample, chosen: Bools) -> Share:
    """Estimate what part of the base was chosen."""
    found = means(base, {"": chosen.astype(np.float64)})
    share, error = float(found.values[0]), float(found.errors[0])
    low, high = weighted_interval(share, error, found.freedom, effect(base.weights).effective_base)
    return Share(share, error, low, high)


@dataclass(frozen=True)
class WeightedCross:
    """Weighted shares within each column, and whether rows and columns are related."""

    base: float
    design_effect: float
    columns: Mapping[Hashable, tuple[float, float, Mapping[Hashable, Share]]]
    """For each column its weighted base, design effect and shares."""
    row_shares: Mapping[tuple[Hashable, Hashable], float]
    """For each row and column the weighted share of the column within the row."""
    test: RaoScott | None
    standouts: tuple[tuple[Hashable, Hashable, float, float], ...]
    """Row and column of each cell that differs from the rest of its row, by how much, and the adjusted p-value."""


def weighted_cross(first: Coded, second: Coded, sample: Sample) -> WeightedCross:
    """Cross two questions with one answer each."""
    both = sample.domain(first.known & second.known)
    columns = dict(_columns(first, second, both))
    whole = effect(both.weights)
    is_table = min(_peopled(first, both), _peopled(second, both)) > 1
    clear = standouts(both, first, second) if is_table else []
    return WeightedCross(
        float(both.weights.sum()),
        whole.design_effect,
        columns,
        _row_shares(first, second, both),
        rao_scott(both, first, second) if is_table else None,
        tuple((one.row, one.column, one.difference.value, one.adjusted) for one in clear),
    )


def _columns(
    first: Coded, second: Coded, both: Sample
) -> Iterator[tuple[Hashable, tuple[float, float, Mapping[Hashable, Share]]]]:
    for code, label in enumerate(second.labels):
        base = both.domain(second.codes == code)
        if base.rows:
            shares = {row: share_of(base, first.codes == place) for place, row in enumerate(first.labels)}
            yield label, (float(base.weights.sum()), effect(base.weights).design_effect, shares)


def _row_shares(first: Coded, second: Coded, both: Sample) -> dict[tuple[Hashable, Hashable], float]:
    if not both.rows:
        return {}
    found = crosstab(both, first, second)
    pairs = [(row, column) for row in found.rows for column in found.columns]
    return dict(zip(pairs, map(float, found.row_shares.ravel()), strict=True))


def _peopled(column: Coded, both: Sample) -> int:
    return len(np.unique(column.codes[both.inside]))
