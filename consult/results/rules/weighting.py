"""A weighting: which answers say to what part of the population a person belongs, and how large these parts are.

Answers of those who wanted to answer are no sample. Weighting makes the known groups as large among the answers as
they are in the population, and nothing more: within a group, those who answered still speak for those who did not.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from consult.questionnaires.rules.shape import Question
from consult.results.rules.filters import AREA, CLASS
from consult.results.rules.refusal import Refusal

AT_AREA, AT_CLASS = f"@{AREA}", f"@{CLASS}"
BETWEEN = " / "
"""Stands between the parts of a category of several questions, such as `woman / 18-29`."""
TOTALS_AGREE = 0.005
LOW, HIGH = 0.0, 5.0
"""Usual limits of a weight, as multiples of the mean: DeBell and Krosnick (2009) cut at 5, and not below."""
AT_LEAST = 10
RAKING, LINEAR, LOGIT = "raking", "linear", "logit"
METHODS = (RAKING, LINEAR, LOGIT)


class BadMargins(Refusal):
    """Margins that cannot be used; the words say which and why."""


@dataclass(frozen=True)
class Part:
    """A question, and the category that each of its options means; an option that is not named means none.

    Of `@area` the options are the beginnings of TERYT codes: the longest that fits counts.
    """

    question: str
    categories: Mapping[str, str]

    def category(self, answers: Mapping[str, Any], group: str | None, area: str | None) -> str | None:
        """Give the category of a person."""
        if self.question == AT_AREA:
            fitting = [code for code in self.categories if area and area.startswith(code)]
            return self.categories[max(fitting, key=len)] if fitting else None
        answer = group if self.question == AT_CLASS else answers.get(self.question)
        return self.categories.get(str(answer)) if answer is not None else None


@dataclass(frozen=True)
class KnownMargin:
    """One margin: the parts of its categories, in order, and how many people each category has."""

    name: str
    parts: tuple[Part, ...]
    population: Mapping[str, float]
    source: str = ""
    is_ordered: bool = False
    """Whether the categories of its last part follow each other, as ages do."""

    def category(self, answers: Mapping[str, Any], group: str | None, area: str | None) -> str | None:
        """Give the category of a person; none where one of the parts has none."""
        found = [part.category(answers, group, area) for part in self.parts]
        return None if None in found else BETWEEN.join(str(part) for part in found)


@dataclass(frozen=True)
class Weighting:
    """How the answers of a questionnaire are weighted; questions are named by their keys."""

    margins: tuple[KnownMargin, ...] = ()
    method: str = RAKING
    """Raking with trimmed weights, `linear` calibration (GREG), or `logit` calibration, which keeps to the limits."""
    start: str = ""
    """A question whose number is the weight with which a person was drawn."""
    strata: str = ""
    clusters: str = ""
    low: float = LOW
    high: float = HIGH
    at_least: int = AT_LEAST
    """People that a category needs, so as not to be joined with another."""

    @property
    def questions(self) -> set[str]:
        """Name the questions on whose answers it looks."""
        keys = {part.question for margin in self.margins for part in margin.parts}
        return {key for key in keys | {self.start, self.strata, self.clusters} if key and not key.startswith("@")}


def as_document(weighting: Weighting) -> dict[str, Any]:
    """Write a weighting as it is kept."""
    return asdict(weighting) | {"margins": [asdict(margin) for margin in weighting.margins]}


def from_document(document: Mapping[str, Any]) -> Weighting:
    """Read a weighting that was kept."""
    margins = tuple(
        KnownMargin(**(margin | {"parts": tuple(Part(**part) for part in margin["parts"])}))
        for margin in document["margins"]
    )
    return Weighting(**(dict(document) | {"margins": margins}))


def read_margins(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Read margins from CSV with three columns: margin, category, number of people; the header's words are free."""
    text = list(lines)
    separator = ";" if text and text[0].count(";") > text[0].count(",") else ","
    rows = csv.reader(text, delimiter=separator, strict=True)
    margins: dict[str, dict[str, float]] = {}
    next(rows, None)
    try:
        for row in filter(None, rows):
            name, category, count = _row(row, rows.line_num)
            if category in margins.setdefault(name, {}):
                raise BadMargins(
                    "row %(row)s: %(name)s has %(category)s already", row=rows.line_num, name=name, category=category
                )
            margins[name][category] = count
    except csv.Error as mistake:
        raise BadMargins("row %(row)s: %(mistake)s", row=rows.line_num, mistake=mistake) from mistake
    if not margins:
        raise BadMargins("there is no row with a margin, a category and a number of people")
    return margins


def _row(row: list[str], number: int) -> tuple[str, str, float]:
    cells = [cell.strip() for cell in row]
    if len(cells) != 3 or not all(cells):  # noqa: PLR2004  # margin, category, number
        raise BadMargins("row %(row)s: margin, category and number of people were expected", row=number)
    try:
        count = float(cells[2].replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError as mistake:
        raise BadMargins("row %(row)s: %(cell)s is no number of people", row=number, cell=cells[2]) from mistake
    if not 0 <= count < float("inf"):
        raise BadMargins("row %(row)s: %(cell)s is no number of people", row=number, cell=cells[2])
    return cells[0], cells[1], count


def check(weighting: Weighting, questions: Iterable[Question]) -> None:
    """Refuse a weighting whose questions or options are not there, or whose margins contradict each other."""
    by_key = {question.key: question for question in questions}
    for key in sorted(weighting.questions):
        if key not in by_key:
            raise BadMargins("there is no question %(key)s", key=key)
    if weighting.start and by_key[weighting.start].kind != "number":
        raise BadMargins("%(key)s is no number, so it cannot be a weight", key=weighting.start)
    _check_settings(weighting)
    for margin in weighting.margins:
        _check_margin(margin, by_key)
    totals = {margin.name: sum(margin.population.values()) for margin in weighting.margins}
    if totals and max(totals.values()) - min(totals.values()) > TOTALS_AGREE * max(totals.values()):
        said = ", ".join(f"{name} {total:g}" for name, total in totals.items())
        raise BadMargins("the margins differ in their totals: %(totals)s", totals=said)


def _check_settings(weighting: Weighting) -> None:
    if weighting.method not in METHODS:
        raise BadMargins(
            "there is no method %(method)s; there are %(methods)s", method=weighting.method, methods=", ".join(METHODS)
        )
    if not 0 <= weighting.low < 1 < weighting.high:
        raise BadMargins("the least weight must lie below the mean, and the greatest above it")
    if not weighting.margins and not weighting.start:
        raise BadMargins("a weighting needs a margin, or a question that holds weights")


def _check_margin(margin: KnownMargin, by_key: Mapping[str, Question]) -> None:
    if not sum(margin.population.values()):
        raise BadMargins("%(margin)s: nobody is in it", margin=margin.name)
    for part in margin.parts:
        if part.question.startswith("@"):
            continue
        question = by_key[part.question]
        if question.kind not in {"single", "scale"}:
            raise BadMargins("%(key)s has not one answer of several, so it names no category", key=part.question)
        known = {option.key for option in question.options} | {str(column.value) for column in question.columns}
        for option in part.categories:
            if option not in known:
                raise BadMargins("%(key)s has no option %(option)s", key=part.question, option=option)
    said = {BETWEEN.join(names) for names in _combined(margin.parts)}
    missing = sorted(said - margin.population.keys())
    if missing:
        raise BadMargins("%(margin)s: how many people are %(category)s?", margin=margin.name, category=missing[0])


def _combined(parts: tuple[Part, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for part in parts:
        found = [(*before, name) for before in found for name in sorted(set(part.categories.values()))]
    return found


def by_own_names(name: str, population: Mapping[str, float], questions: Iterable[Question]) -> Part:
    """Match the categories of an uploaded margin with a question of its name: by option keys, or else by any label."""
    question = next((question for question in questions if question.key == name), None)
    if question is None:
        raise BadMargins("there is no question %(name)s that the margin of this name could be about", name=name)
    found: dict[str, str] = {}
    answers = [(option.key, option.text) for option in question.options]
    answers += [(str(column.value), column.text) for column in question.columns]
    for key, texts in answers:
        names = {key, *texts.values()}
        category = next((category for category in population if category in names), None)
        if category is not None:
            found[key] = category
    missing = [category for category in population if category not in found.values()]
    if missing:
        raise BadMargins(
            "%(name)s has no option %(category)s: name the options as the margin does, or map them",
            name=name,
            category=missing[0],
        )
    return Part(name, found)
