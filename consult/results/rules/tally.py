"""Counting in one pass, whatever the number of questions: each row adds to the tally of its group.

Whole answers are counted first and taken apart afterwards: there are far fewer different ones than rows.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from consult.questionnaires.rules.answering import asked
from consult.questionnaires.rules.conditions import questions_in
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Column, Option, Plan, Question, Row
from consult.results.rules.filters import Filter, number_of
from consult.results.rules.siblings import Cross, Crosses

Freeze = Callable[[Any], Hashable]
Counted = tuple[UUID, Mapping[str, Any], date, str | None, str | None]
"""A row: its version, answers, day, participant class and area."""
Route = tuple[UUID, tuple[Hashable, ...]]
"""A version, and the answers to all questions on which its conditions look; nothing for those of other versions."""
Place = tuple[str, str]
"""A question, and one of its lines."""


class Pairs(tuple[Any, ...]):
    """The parts of an answer that has several, by their keys and in the order of these."""

    __slots__ = ()


def _frozen(answer: Any) -> Hashable:
    if isinstance(answer, dict):
        return Pairs((key, _frozen(answer[key])) for key in sorted(answer))
    return tuple(answer) if isinstance(answer, list) else answer


def _some_words(_answer: Any) -> Hashable:
    return True


def _freezer_of(question: Question) -> Freeze:
    """Say how an answer becomes a key to count under; of words only that they are."""
    return _some_words if question.kind == "text" else _frozen


def thawed(frozen: Hashable) -> Any:
    """Give back the answer that a key was made from; of words only that there are some."""
    if isinstance(frozen, Pairs):
        return {key: thawed(part) for key, part in frozen}
    return list(frozen) if isinstance(frozen, tuple) else frozen


@dataclass(frozen=True)
class Scheme:
    """What is counted: the questions of all versions, the latest first."""

    plans: Mapping[UUID, Plan]
    questions: tuple[Question, ...]
    routed: tuple[str, ...]
    """The questions on whose answers conditions look, in any version."""

    @cached_property
    def freezers(self) -> Mapping[UUID, Mapping[str, Freeze]]:
        """Say, for each version, which answers count and how; not those to a question that has changed its kind."""
        shapes = {question.key: _shape(question) for question in self.questions}
        return {
            version: {
                question.key: _freezer_of(question)
                for question in plan.questions
                if shapes[question.key] == _shape(question)
            }
            for version, plan in self.plans.items()
        }

    @cached_property
    def routers(self) -> Mapping[UUID, Sequence[tuple[str, Freeze | None]]]:
        """Say, for each version, how the answers become a route: nothing for what its own conditions do not look at."""
        return {
            version: [(key, _freezer_of(plan.question(key)) if key in own else None) for key in self.routed]
            for version, plan in self.plans.items()
            for own in [routed_in(plan)]
        }

    @cached_property
    def _changed(self) -> frozenset[UUID]:
        """List the versions with a question that has changed its kind since."""
        return frozenset(
            version for version, plan in self.plans.items() if len(self.freezers[version]) < len(plan.questions)
        )

    def counted(self, version: UUID, answers: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out the answers that do not count: those to a question that has changed its kind."""
        if version not in self._changed:
            return answers
        return {key: answer for key, answer in answers.items() if key in self.freezers[version]}

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """List the questions by which one can filter."""
        return tuple(question.key for question in self.questions if question.kind == "single")

    def question(self, key: str) -> Question | None:
        """Find a question by its key."""
        return next((question for question in self.questions if question.key == key), None)


def scheme_of(plans: Mapping[UUID, Plan]) -> Scheme:
    """Join the versions: what a later one no longer asks or offers stands after what it does."""
    questions: dict[str, Question] = {}
    routed: dict[str, None] = {}
    for plan in plans.values():
        for question in plan.questions:
            known = questions.get(question.key)
            questions[question.key] = question if known is None else _with_what_was_offered(known, question)
        routed |= dict.fromkeys(routed_in(plan))
    return Scheme(plans, tuple(questions.values()), tuple(routed))


def routed_in(plan: Plan) -> list[str]:
    """List the questions of a version on which its conditions look, in their order."""
    wanted = {key for question in plan.questions if question.condition for key in questions_in(question.condition)}
    return [question.key for question in plan.questions if question.key in wanted]


def _with_what_was_offered(question: Question, earlier: Question) -> Question:
    if _shape(question) != _shape(earlier):
        return question
    options: tuple[Option, ...] = _joined(question.options, earlier.options, "key")
    rows: tuple[Row, ...] = _joined(question.rows, earlier.rows, "key")
    parts: tuple[Row, ...] = _joined(question.parts, earlier.parts, "key")
    columns: tuple[Column, ...] = _joined(question.columns, earlier.columns, "value")
    return replace(question, options=options, rows=rows, parts=parts, columns=columns)


def _shape(question: Question) -> tuple[str, str, bool]:
    """Tell what answers are made of: those of another shape cannot be counted together."""
    return question.kind, question.holds, bool(question.parts)


def _joined(now: tuple[Any, ...], earlier: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    here = {getattr(part, key) for part in now}
    return (*now, *(part for part in earlier if getattr(part, key) not in here))


@dataclass
class Tally:
    """The rows of one group, counted."""

    total: int = 0
    days: Counter[date] = field(default_factory=Counter)
    classes: Counter[str | None] = field(default_factory=Counter)
    areas: Counter[str | None] = field(default_factory=Counter)
    routes: Counter[Route] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    """Who answered each question."""
    values: defaultdict[Place, Counter[int | str]] = field(default_factory=lambda: defaultdict(Counter))
    """The values on each line of each question."""
    on_line: Counter[Place] = field(default_factory=Counter)
    """Who gave any value on a line, where a question has several."""
    crosses: dict[tuple[Filter, str], Cross] = field(default_factory=dict)
    """In the group that meets all filters: each filter with each question by which one can filter."""

    def answered(self, key: str) -> int:
        """Count who answered a question."""
        return self.given[key]


def count(rows: Iterable[Counted], scheme: Scheme, filters: Sequence[Filter] = ()) -> dict[int, Tally]:
    """Count each group apart; 0 is the group that meets all filters."""
    tallies: dict[int, Tally] = {0: Tally()}
    wholes: dict[int, dict[str, Counter[Hashable]]] = {0: defaultdict(Counter)}
    freezers, routers = scheme.freezers, scheme.routers
    crosses = Crosses(filters, scheme.chosen)
    for version, given, day, group, area in rows:
        counted = freezers[version]
        answers = scheme.counted(version, given)
        number = number_of(filters, answers, group, area) if filters else 0
        tally = tallies.get(number)
        if tally is None:
            tally, wholes[number] = tallies.setdefault(number, Tally()), defaultdict(Counter)
        tally.total += 1
        tally.days[day] += 1
        tally.classes[group] += 1
        tally.areas[area] += 1
        route = [freeze(given[key]) if freeze and key in given else None for key, freeze in routers[version]]
        tally.routes[version, tuple(route)] += 1
        counters = wholes[number]
        for key, answer in answers.items():
            if key in counted:
                counters[key][counted[key](answer)] += 1
        crosses.add(number, answers, group)
    tallies[0].crosses = crosses.taken_apart()
    for number, counters in wholes.items():
        _take_apart(tallies[number], counters, scheme)
    return tallies


def _take_apart(tally: Tally, wholes: Mapping[str, Counter[Hashable]], scheme: Scheme) -> None:
    """Count the values on each line of the answers that were counted whole."""
    for question in scheme.questions:
        if counts := wholes.get(question.key):
            tally.given[question.key] = counts.total()
            lines = [line.key for line in KINDS[question.kind].lines(question)]
            if question.kind != "text":
                _take_lines_apart(tally, question, lines, counts)


def _take_lines_apart(tally: Tally, question: Question, lines: Sequence[str], counts: Counter[Hashable]) -> None:
    values = KINDS[question.kind].values
    for frozen, people in counts.items():
        answer = thawed(frozen)
        for line in lines:
            given = values(question, answer, line)
            for value in given:
                tally.values[question.key, line][value] += people
            if given and line:
                tally.on_line[question.key, line] += people


def answers_on(route: Route, scheme: Scheme) -> dict[str, Any]:
    """Give back the answers that a route was made from."""
    plan = scheme.plans[route[0]]
    return {
        key: thawed(frozen)
        for key, frozen in zip(scheme.routed, route[1], strict=True)
        if frozen is not None and key in plan.by_key
    }


def asked_in(tally: Tally, scheme: Scheme) -> Counter[str]:
    """Count who was asked each question."""
    counts: Counter[str] = Counter()
    for route, people in tally.routes.items():
        for key in asked(scheme.plans[route[0]], answers_on(route, scheme)):
            counts[key] += people
    return counts


def values_on(tally: Tally, question: Question, line: str) -> Counter[int | str]:
    """Give the values of a question on one of its lines, counted."""
    return tally.values.get((question.key, line)) or Counter()
