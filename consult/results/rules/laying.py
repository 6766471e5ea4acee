"""From answers to rows of a data set: one column for each variable, in the order of the form, versions joined.

A later version comes first. What only earlier ones ask or offer stands after what it does; a question that has
changed its kind keeps its earlier answers in columns of their own. Nothing is put together that was asked differently.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Answers, Blank, Cell, Plan, Question, Variable

Row = list[Cell]
Place = tuple[str, str, str]
"""Where a variable stands: its question, the kind that this had, and the part."""
Kept = tuple[UUID, Answers, str, str, str | None, str | None, bool, str | None]
"""What is exported of a submission: version, answers, language, channel, class, area, late, doubt."""
ABOUT = ("version", "channel", "language", "class", "area", "late", "doubt")
"""The columns that stand before those of the questions."""


@dataclass(frozen=True)
class Laid:
    """A variable of a question, with all values that it has in any version."""

    place: Place
    name: str
    question: Question
    variable: Variable


def lay_out(plans: Iterable[Plan], *, with_words: bool = True) -> tuple[Laid, ...]:
    """List the variables of these versions, the latest first."""
    found: dict[Place, tuple[Question, Variable]] = {}
    kinds: dict[str, str] = {}
    for plan in plans:
        for question in plan.questions:
            kinds.setdefault(question.key, question.kind)
            for variable in KINDS[question.kind].variables(question):
                place = (question.key, question.kind, variable.part)
                known = found.get(place)
                found[place] = (known[0], _joined(known[1], variable)) if known else (question, variable)
    order = {key: number for number, key in enumerate(dict.fromkeys((key, kind) for key, kind, _part in found))}
    return tuple(
        Laid(place, _name(place, kinds), *found[place])
        for place in sorted(found, key=lambda place: order[place[:2]])
        if with_words or found[place][1].holds != "words"
    )


def _joined(now: Variable, earlier: Variable) -> Variable:
    known = {value for value, _texts in now.values}
    values = (*now.values, *(one for one in earlier.values if one[0] not in known))
    lows = [low for low in (now.low, earlier.low) if low is not None]
    low = min(lows) if len(lows) == len((now, earlier)) else None
    return replace(now, values=values, apart=tuple(dict.fromkeys((*now.apart, *earlier.apart))), low=low)


def _name(place: Place, kinds: Mapping[str, str]) -> str:
    key, kind, part = place
    return ".".join(filter(None, (key, part, "" if kinds[key] == kind else kind)))


Step = tuple[Question, Any, tuple[int, ...]]


@dataclass(frozen=True)
class Layer:
    """Lays rows; `numbers` are those of the versions."""

    width: int
    steps: Mapping[UUID, Sequence[Step]]
    plans: Mapping[UUID, Plan]
    numbers: Mapping[UUID, int]

    @classmethod
    def of(cls, laid: Sequence[Laid], plans: Mapping[UUID, Plan], numbers: Mapping[UUID, int]) -> "Layer":
        """Prepare the way of each version's answers into the columns; what has no column falls off the end."""
        places = {one.place: number for number, one in enumerate(laid, len(ABOUT))}
        width = len(ABOUT) + len(laid)
        steps = {
            version: [
                (
                    question,
                    KINDS[question.kind].cells,
                    tuple(
                        places.get((question.key, question.kind, variable.part), width)
                        for variable in KINDS[question.kind].variables(question)
                    ),
                )
                for question in plan.questions
            ]
            for version, plan in plans.items()
        }
        return cls(width, steps, plans, numbers)

    def rows(self, given: Iterable[Kept]) -> Iterator[Row]:
        """Lay one row after the other."""
        for version, answers, language, channel, group, area, is_late, doubt in given:
            plan = self.plans[version]
            row: Row = [Blank.NOT_ASKED] * (self.width + 1)
            row[: len(ABOUT)] = (
                self.numbers[version],
                channel,
                language,
                _about(group, is_asked=plan.asks_class),
                _about(area, is_asked=plan.asks_area),
                int(is_late),
                doubt or Blank.NOT_ASKED,
            )
            for question, cells, places in self.steps[version]:
                if question.condition is not None and not holds(question.condition, answers):
                    continue
                if question.key in answers:
                    for place, cell in zip(places, cells(question, answers), strict=True):
                        row[place] = cell
                else:
                    for place in places:
                        row[place] = Blank.SKIPPED
            row.pop()
            yield row


def _about(said: str | None, *, is_asked: bool) -> Cell:
    return said or (Blank.SKIPPED if is_asked else Blank.NOT_ASKED)
