"""Compare two versions of a questionnaire: what came, what went, what moved, and what reads or works otherwise.

A question is the same one where its key is.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from consult.questionnaires.rules.shape import Plan, Question

Became = Literal["added", "removed", "moved", "changed", "moved_and_changed"]
LIMITS = (
    "low",
    "high",
    "is_long",
    "decimals",
    "step",
    "total",
    "holds",
    "unit",
    "earliest",
    "latest",
    "look",
    "is_recommendation",
)
ASPECTS: Mapping[str, Callable[[Question], Any]] = {
    "kind": lambda one: one.kind,
    "text": lambda one: _said(one.text),
    "hint": lambda one: _said(one.hint),
    "required": lambda one: one.is_required,
    "condition": lambda one: one.condition,
    "options": lambda one: [(o.key, _said(o.text), o.is_exclusive, o.is_other, o.condition) for o in one.options],
    "rows": lambda one: [(row.key, _said(row.text), row.condition) for row in (*one.rows, *one.parts)],
    "columns": lambda one: [(column.value, _said(column.text), column.is_apart) for column in one.columns],
    "checks": lambda one: [(check.condition, _said(check.text), check.is_soft) for check in one.checks],
    "computed": lambda one: one.computed,
    "limits": lambda one: [getattr(one, name) for name in LIMITS],
}
"""What is looked at in a question, in the order in which it is told."""
TOLD: Mapping[str, Callable[[Plan], Any]] = {
    "title": lambda plan: _said(plan.title),
    "intro": lambda plan: _said(plan.intro),
    "languages": lambda plan: sorted(plan.languages),
    "about": lambda plan: (plan.asks_class, plan.asks_area),
    "sections": lambda plan: [_said(title) for title in titles(plan)],
}
"""What is looked at before the questions, likewise."""


@dataclass(frozen=True)
class Change:
    """What became of one question: as it was, as it is, and in what it differs."""

    became: Became
    before: Question | None
    after: Question | None
    aspects: tuple[str, ...] = ()

    @property
    def question(self) -> Question:
        """Give the question as it is; one that went, as it was."""
        one = self.after or self.before
        if one is None:
            raise ValueError("a change of nothing")
        return one


@dataclass(frozen=True)
class Comparison:
    """All that differs between two versions."""

    told: tuple[str, ...]
    """Keys of TOLD: what differs before the questions."""
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing differs that people see or that decides what they are asked."""
        return not self.told and not self.changes

    def count(self, *became: Became) -> int:
        """Count the questions of which this became."""
        return sum(change.became in became for change in self.changes)


def compare(before: Plan, after: Plan) -> Comparison:
    """Tell what differs, in the order of the later version; what went stands where it stood."""
    told = tuple(name for name, seen in TOLD.items() if seen(before) != seen(after))
    old = {one.key: one for one in before.items}
    new = {one.key: one for one in after.items}
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    changes = (_change(old.get(key), new.get(key), is_moved=key in moved) for key in _together(list(old), list(new)))
    return Comparison(told, tuple(change for change in changes if change is not None))


def titles(plan: Plan) -> list[Mapping[str, str]]:
    """List the headings of the sections, each once."""
    return list({page.section.key: page.section.title for page in plan.pages}.values())


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    """Give the texts that say something."""
    return {code: words for code, words in texts.items() if words}


def _change(before: Question | None, after: Question | None, *, is_moved: bool) -> Change | None:
    if before is None or after is None:
        return Change("added" if before is None else "removed", before, after)
    aspects = tuple(name for name, seen in ASPECTS.items() if seen(before) != seen(after))
    if not aspects and not is_moved:
        return None
    became: Became = "moved" if is_moved and not aspects else "moved_and_changed" if is_moved else "changed"
    return Change(became, before, after, aspects)


def _moved(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Name the fewest keys whose moving turns one order into the other."""
    place = {key: number for number, key in enumerate(old)}
    staying = _longest_rising([place[key] for key in new])
    return frozenset(key for key in new if place[key] not in staying)


def _longest_rising(numbers: Iterable[int]) -> frozenset[int]:
    """Give the longest part of the numbers that rises."""
    tails: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        previous[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    found = []
    last = tails[-1] if tails else None
    while last is not None:
        found.append(last)
        last = previous[last]
    return frozenset(found)


def _together(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """List all keys in the new order; each that went behind the one that it stood behind."""
    kept = list(new)
    for number, key in enumerate(old):
        if key not in kept:
            kept.insert(kept.index(old[number - 1]) + 1 if number else 0, key)
    return kept
