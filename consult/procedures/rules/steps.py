"""The chain of steps: who does what by which day, and what papers it makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from consult.procedures.rules.bounds import Days, shifted
from consult.procedures.rules.records import CalendarDay, Op, Procedure


@dataclass(frozen=True)
class PlannedStep:
    """A step with its day: `<=` by it, `>=` from it, `==` on it."""

    procedure: str
    id: str
    who: str
    op: Op
    day: date
    artefacts: tuple[str, ...]
    publish: tuple[str, ...]
    optional_if: str


def planned_steps(procedure: Procedure, days: Days, target_year: int) -> Iterator[PlannedStep]:
    """Give the steps whose anchor has a day, in the order of the record."""
    for step in procedure.steps:
        anchor = step.anchor.on(target_year) if isinstance(step.anchor, CalendarDay) else days.get(step.anchor)
        if anchor is not None:
            day = shifted(anchor, procedure.resolved(step.offset))
            yield PlannedStep(
                procedure.key, step.id, step.who, step.op, day, step.artefacts, step.publish, step.optional_if
            )
