"""Weighted results of a questionnaire: its answers gathered, weighed and tabulated.

This module and what it imports need numpy, so it is imported where weights are asked for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from consult.questionnaires.models import Questionnaire
from consult.questionnaires.rules.shape import Question
from consult.results import as_json, queries
from consult.results.rules.disclosure import is_small
from consult.results.rules.estimation.arrays import Coded
from consult.results.rules.estimation.independence import pearson
from consult.results.rules.estimation.sample import Sample
from consult.results.rules.filters import Filter
from consult.results.rules.results import Result
from consult.results.rules.tally import Scheme
from consult.results.rules.weighting import Weighting
from consult.results.weights.gathering import Gathered, gather
from consult.results.weights.tables import Share, WeightedTable, centre_of, weighted_cross, weighted_tables
from consult.results.weights.weighing import Report, Weighed, weigh

CENTRED = frozenset({"number", "scale"})
"""Kinds of which a mean says something."""


@dataclass(frozen=True)
class Weighted:
    """The answers with their weights; `group` is the part that the filters leave."""

    gathered: Gathered
    everybody: Weighed
    group: Weighed

    def tables(self, result: Result) -> list[WeightedTable]:
        """Weight the tables of a result."""
        return weighted_tables(result, self.gathered.answers[result.question.key], self.group.sample)


def weighted(
    session: Session,
    questionnaire: Questionnaire,
    scheme: Scheme,
    weighting: Weighting,
    questions: Iterable[Question] = (),
    filters: Sequence[Filter] = (),
) -> Weighted:
    """Weight everybody, then look at the group that meets the filters; raise `Mismatch` where that cannot be."""
    keys = [question.key for question in questions]
    gathered = gather(queries.rows(session, questionnaire.id), scheme, weighting, filters, keys)
    everybody = weigh(gathered, weighting)
    group = replace(everybody, sample=everybody.sample.domain(gathered.groups == 0))
    return Weighted(gathered, everybody, group)


def table_document(result: Result, found: Weighted) -> dict[str, Any]:
    """Write the table of a question with weighted shares; `count` and `raw_share` stay those of the people."""
    document = as_json.of_result(result)
    if not result.tables:
        return document
    parts = document.get("lines", [document])
    for part, table in zip(parts, found.tables(result), strict=True):
        _overlay(part, table)
    is_whole = not any(table.withholds for table in result.tables)
    if result.question.kind in CENTRED and is_whole:
        document |= _centre(found.gathered.answers[result.question.key], found.group.sample)
    return document


def _centre(answers: Coded, sample: Sample) -> dict[str, Any]:
    centre = centre_of(answers, sample)
    if centre is None:
        return {}
    mean, median = centre.mean, centre.median
    return {
        "mean": dict(zip(("value", "se", "low", "high"), map(_rounded, astuple(mean)), strict=True)),
        "median": {"value": _rounded(median.value), "low": _rounded(median.low), "high": _rounded(median.high)},
    }


def _overlay(part: dict[str, Any], table: WeightedTable) -> None:
    is_known = part["base"] is not None  # else the shares, beside the counts, would tell it
    part["weighted_base"] = _rounded(table.base) if is_known else None
    part["deff"] = _rounded(table.design_effect) if is_known else None
    part["effective_base"] = _rounded(table.effective_base) if is_known else None
    for row, share in zip(part["rows"], table.shares, strict=True):
        _with_share(row, share if is_known else None)


def _with_share(row: dict[str, Any], share: Share | None) -> None:
    row["raw_share"] = row["share"]
    figures = (None,) * 4 if share is None else (share.share, share.error, share.low, share.high)
    for name, figure in zip(("share", "se", "low", "high"), figures, strict=True):
        row[name] = None if figure is None else _rounded(figure)


def _rounded(figure: float) -> float | None:
    return round(figure, as_json.DIGITS) if figure == figure else None  # noqa: PLR0124  # NaN becomes null


def cross_document(document: dict[str, Any], found: Weighted) -> dict[str, Any]:
    """Write weighted shares into a cross-tabulation; where nothing is withheld, also tests of it."""
    answers = found.gathered.answers
    crossed = weighted_cross(answers[document["question"]], answers[document["by"]], found.group.sample)
    if document["base"] is not None:
        document["weighted_base"], document["deff"] = _rounded(crossed.base), _rounded(crossed.design_effect)
    is_whole = True
    for column in document["columns"]:
        base, effect, shares = crossed.columns.get(column["value"], (0.0, float("nan"), {}))
        if column["base"] is not None:
            column["weighted_base"], column["deff"] = _rounded(base), _rounded(effect)
        for row in column["rows"]:
            _with_share(row, None if row["count"] is None else shares.get(row["value"]))
            place = row["value"], column["value"]
            row["row_share"] = None if row["count"] is None else _rounded(crossed.row_shares.get(place, float("nan")))
            is_whole = is_whole and row["count"] is not None
    if is_whole and crossed.test is not None:
        document["test"] = _test(crossed.test)
        document["standouts"] = [
            {"row": row, "column": column, "difference": _rounded(by), "p_holm": _rounded(chance)}
            for row, column, by, chance in crossed.standouts
        ]
    return document


def _test(test: Any) -> Mapping[str, float | None]:
    return {
        "f": _rounded(test.f),
        "ndf": _rounded(test.f_above),
        "ddf": _rounded(test.f_below),
        "p": test.second_order,
        "chi_square": _rounded(test.statistic),
        "p_first_order": test.first_order,
        "cramers_v": _rounded(test.cramers_v),
    }


def with_test(document: dict[str, Any]) -> dict[str, Any]:
    """Add Pearson's test to a cross-tabulation without weights, if nothing in it is withheld."""
    counts = [[row["count"] for row in column["rows"]] for column in document["columns"]]
    is_whole = all(count is not None for column in counts for count in column)
    if is_whole and sum(any(column) for column in counts) > 1 and sum(map(any, zip(*counts, strict=True))) > 1:
        test = pearson(np.array(counts, dtype=np.float64).T)
        document["test"] = {
            "chi_square": _rounded(test.statistic),
            "df": test.freedom,
            "p": test.chance,
            "cramers_v": _rounded(test.cramers_v),
        }
    return document


def report_document(report: Report, at_least: int) -> dict[str, Any]:
    """Write what a weighting did; counts of a few people are withheld."""
    return {
        "people": report.people,
        "converged": report.is_met,
        "deviation": _rounded(report.deviation),
        "worst": report.worst or None,
        "deff": _rounded(report.effect.design_effect),
        "effective_base": _rounded(report.effect.effective_base),
        "least": _rounded(report.least),
        "most": _rounded(report.most),
        "at_limit": report.cut,
        "margins": [
            {
                "name": margin.name,
                "unknown": margin.unknown,
                "joined": [list(group) for group in margin.joined],
                "rows": [
                    {
                        "category": label,
                        "count": None if is_small(count, at_least) else count,
                        "raw_share": None if is_small(count, at_least) else _rounded(raw),
                        "population_share": _rounded(share),
                    }
                    for label, count, raw, share in margin.rows
                ],
            }
            for margin in report.margins
        ],
    }
