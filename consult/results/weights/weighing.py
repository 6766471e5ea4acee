"""From a weighting and the answers to weights, with a report of what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from consult.results.rules.estimation.arrays import MISSING, Coded, Floats, Mismatch, coded, sums
from consult.results.rules.estimation.calibrating import Distance, calibrate
from consult.results.rules.estimation.collapsing import Collapsed, collapse_ordered, collapse_pooled
from consult.results.rules.estimation.kish import Effect, effect
from consult.results.rules.estimation.margins import Margin
from consult.results.rules.estimation.sample import Lonely, Sample, draw
from consult.results.rules.estimation.trimming import rake_within
from consult.results.rules.weighting import BETWEEN, LOGIT, RAKING, KnownMargin, Weighting
from consult.results.weights.gathering import Gathered

APART = ""
"""The category of those of whom it is not known: they keep the share that they have among the answers."""
CLOSE = 1e-4
"""A margin counts as met from this on: one person in ten thousand."""


@dataclass(frozen=True)
class MarginReport:
    """What became of a margin."""

    name: str
    source: str
    rows: tuple[tuple[str, int, float, float], ...]
    """Each category: its people among the answers, its share of those known, and its share of the population."""
    unknown: int
    joined: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Report:
    """What a weighting did."""

    people: int
    margins: tuple[MarginReport, ...]
    is_met: bool
    rounds: int
    deviation: float
    worst: str
    effect: Effect
    least: float
    most: float
    cut: int


@dataclass(frozen=True)
class Weighed:
    """The answers as a weighted sample; the mean weight is one, so that weighted bases compare with raw ones."""

    sample: Sample
    report: Report


def weigh(gathered: Gathered, weighting: Weighting) -> Weighed:
    """Weight everybody who answered; raise `Mismatch` where that cannot be."""
    if not gathered.people:
        raise Mismatch("nobody has answered yet")
    start = _start(gathered, weighting)
    pairs = list(zip(weighting.margins, gathered.margins, strict=True))
    made = [_margin(known, found, start, weighting.at_least) for known, found in pairs]
    reports = tuple(report for _margin, report in made)
    if not made:
        return Weighed(start, _report(start.weights, reports))
    if weighting.method != RAKING:
        return _calibrated(start, [margin for margin, _report in made], weighting, reports)
    bounded = rake_within(start, [margin for margin, _report in made], low=weighting.low, high=weighting.high)
    raked = bounded.raked
    report = _report(raked.sample.weights, reports, raked.rounds, raked.deviation, raked.worst, bounded.cut)
    return Weighed(raked.sample, report)


def _calibrated(
    start: Sample, margins: Sequence[Margin], weighting: Weighting, reports: tuple[MarginReport, ...]
) -> Weighed:
    """Calibrate to the categories of all margins at once; the linear distance alone knows no limits."""
    columns: dict[str, Floats] = {}
    totals: dict[str, float] = {}
    for margin in margins:
        found = coded(margin.values)
        for label, column in zip(found.labels, found.indicators().T, strict=True):
            if label in margin.population:
                columns[f"{margin.name}: {label}"] = column
                totals[f"{margin.name}: {label}"] = margin.population[label]
    bounds = (weighting.low, weighting.high) if weighting.method == LOGIT else (-inf, inf)
    made = calibrate(start, columns, totals, distance=Distance(weighting.method), bounds=bounds)
    whole = float(start.weights.sum())
    worst = max(made.misfit, key=lambda name: abs(made.misfit[name]))
    deviation = abs(made.misfit[worst]) / whole
    return Weighed(made.sample, _report(made.sample.weights, reports, made.rounds, deviation, worst))


def _report(
    weights: Floats,
    margins: tuple[MarginReport, ...],
    rounds: int = 0,
    deviation: float = 0.0,
    worst: str = "",
    cut: int = 0,
) -> Report:
    counted = weights[weights != 0]
    return Report(
        len(weights),
        margins,
        deviation < CLOSE,
        rounds,
        deviation,
        worst,
        effect(weights),
        float(counted.min()),
        float(counted.max()),
        cut,
    )


def _start(gathered: Gathered, weighting: Weighting) -> Sample:
    weights = np.ones(gathered.people)
    if weighting.start:
        column = gathered.answers[weighting.start]
        found = _looked_up(column, {label: float(label) for label in column.labels}, missing=0.0)
        if (found < 0).any() or not found.any():
            raise Mismatch("%(key)s: a weight below zero, or none at all", key=weighting.start)
        weights = found * (np.count_nonzero(found) / found.sum())
    named = {key: gathered.answers[key] for key in (weighting.strata, weighting.clusters) if key}
    apart = {key: Coded((*column.labels, APART), np.where(column.known, column.codes, len(column.labels)))
             for key, column in named.items()}  # fmt: skip
    return draw(
        weights,
        strata=[apart[weighting.strata].codes] if weighting.strata else [],
        clusters=[apart[weighting.clusters].codes] if weighting.clusters else [],
        lonely=Lonely.ADJUST,
        nest=bool(weighting.strata and weighting.clusters),
    )


def _looked_up(column: Coded, values: Mapping[object, float], missing: float) -> Floats:
    table = np.array([*(values[label] for label in column.labels), missing], dtype=np.float64)
    found: Floats = table[column.codes]
    return found


def _margin(known: KnownMargin, found: Coded, start: Sample, at_least: int) -> tuple[Margin, MarginReport]:
    """Join thin categories, and scale the population to the answers of whom the category is known."""
    counts = np.bincount(found.codes[found.known & start.inside], minlength=len(found.labels))
    people = dict(zip(map(str, found.labels), counts.tolist(), strict=True))
    groups = _collapsed(known, people, at_least)
    names = {
        category: BETWEEN.join(group) if len(group) == 1 else " + ".join(group) for category, group in groups.items()
    }
    whole = sum(known.population.values())
    population: dict[str, float] = {}
    for category, count in known.population.items():
        if category in names:
            population[names[category]] = population.get(names[category], 0.0) + count / whole
    labels = [*dict.fromkeys(names.values()), APART]
    codes = np.array([*(labels.index(names[str(label)]) for label in found.labels), MISSING], dtype=np.intp)[
        found.codes
    ]
    codes = np.where(codes == MISSING, len(labels) - 1, codes)
    apart = float(start.weights[codes == len(labels) - 1].sum())
    rest = float(start.weights.sum()) - apart
    targets = {label: share / sum(population.values()) * rest for label, share in population.items()}
    margin = Margin(known.name, Coded(tuple(labels), codes), targets | ({APART: apart} if apart else {}))
    return margin, _margin_report(known, start, margin, codes, population, groups)


def _collapsed(known: KnownMargin, people: Mapping[str, int], at_least: int) -> dict[str, tuple[str, ...]]:
    """Join within the same first parts, step by step where there is an order; what is thin still joins the others."""
    peopled = [category for category, count in known.population.items() if count]
    if not any(people.get(category) for category in peopled):
        raise Mismatch("%(margin)s: known of nobody", margin=known.name)
    firsts: dict[str, list[str]] = {}
    for category in peopled:
        firsts.setdefault(category.rpartition(BETWEEN)[0], []).append(category)
    join = collapse_ordered if known.is_ordered else collapse_pooled
    done: list[Collapsed] = [join(people, categories, at_least=at_least) for categories in firsts.values()]
    groups = {category: group for one in done for category, group in one.groups.items()}
    sizes = {group: sum(people.get(category, 0) for category in group) for group in dict.fromkeys(groups.values())}
    last = collapse_pooled(sizes, list(sizes), at_least=min(at_least, 1)).groups
    return {category: tuple(name for part in last[group] for name in part) for category, group in groups.items()}


def _margin_report(
    known: KnownMargin,
    start: Sample,
    margin: Margin,
    codes: np.ndarray,
    population: Mapping[str, float],
    groups: Mapping[str, tuple[str, ...]],
) -> MarginReport:
    labels = [str(label) for label in margin.values.labels] if isinstance(margin.values, Coded) else []
    counts = np.bincount(codes[start.inside], minlength=len(labels))
    weights = sums(codes, start.weights, len(labels))
    whole, everybody = float(weights[:-1].sum()), sum(population.values())
    rows = tuple(
        (label, int(counts[place]), float(weights[place]) / whole, population[label] / everybody)
        for place, label in enumerate(labels[:-1])
    )
    joined = tuple(dict.fromkeys(group for group in groups.values() if len(group) > 1))
    return MarginReport(known.name, known.source, rows, int(counts[-1]), joined)
