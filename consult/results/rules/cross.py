"""One question by another, with small cells withheld."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Question
from consult.results.rules.disclosure import is_small
from consult.results.rules.filters import ANSWER, Filter, number_of
from consult.results.rules.siblings import Cross
from consult.results.rules.tally import Counted, Scheme

Place = tuple[Hashable, Hashable]


def cross(
    rows: Iterable[Counted], scheme: Scheme, first: Question, second: Question, filters: Sequence[Filter] = ()
) -> dict[int, Counter[Place]]:
    """Count those who answered both questions, each with one answer; the groups are numbered as in `tally.count`."""
    groups: dict[int, Counter[Place]] = {0: Counter()}
    for version, given, _day, group, area in rows:
        answers = scheme.counted(version, given)
        if first.key in answers and second.key in answers:
            counts = groups.setdefault(number_of(filters, answers, group, area), Counter())
            counts[answers[first.key], answers[second.key]] += 1
    return groups


def showable_cross(
    groups: Sequence[Mapping[Place, int]], first: Question, second: Question, *, at_least: int
) -> dict[Place, int | None]:
    """Show the first group's cells; withhold small ones, and more until no line tells what it withholds."""
    down, across = (
        [value for value, _text in KINDS[question.kind].lines(question)[0].values] for question in (first, second)
    )
    lines = [[(row, column) for column in across] for row in down]
    lines += [[(row, column) for row in down] for column in across]
    places = [(row, column) for row in down for column in across]
    hidden = hidden_on(lines, groups, at_least=at_least)
    return {place: None if place in hidden else groups[0].get(place, 0) for place in places}


def hidden_on(lines: Sequence[Sequence[Place]], groups: Sequence[Mapping[Place, int]], *, at_least: int) -> set[Place]:
    """Choose the places that are withheld, where the sum over each line is known: no sum gives a small count away."""
    places = {place for line in lines for place in line}
    hidden = {place for place in places if any(is_small(counts.get(place, 0), at_least) for counts in groups)}
    while told := _told(lines, hidden, groups, at_least):
        hidden.add(min(told, key=lambda place: (groups[0].get(place) or float("inf"), repr(place))))
    return hidden


def _told(
    lines: Sequence[Sequence[Place]], hidden: set[Place], groups: Sequence[Mapping[Place, int]], at_least: int
) -> list[Place]:
    """Give what may be withheld as well, in the first line whose gaps can be filled in from its sum."""
    for line in lines:
        gaps = [place for place in line if place in hidden]
        sums = [sum(counts.get(place, 0) for place in gaps) for counts in groups]
        if len(gaps) == 1 or any(is_small(total, at_least) for total in sums):
            others = [place for place in line if place not in hidden]
            if others:
                return others
    return []


def hidden_beside(chosen: Filter, key: str, cross: Cross, *, at_least: int) -> set[Hashable]:
    """Give the answers to the question that this filter must not show; None is for those who gave none."""
    first, second = (sorted({pair[side] for pair in cross}, key=repr) for side in (0, 1))
    is_turned = key < chosen.dimension.removeprefix(ANSWER)
    if is_turned:
        first, second = second, first
    counts = Counter({pair[::-1] if is_turned else pair: people for pair, people in cross.items()})
    lines = [[(one, other) for other in second] for one in first]
    lines += [[(one, other) for one in first] for other in second]
    hidden = hidden_on(lines, [counts], at_least=at_least)
    given, answer = (1, 0) if is_turned else (0, 1)
    return {pair[answer] for pair in hidden if pair[given] == chosen.value}
