"""How initiatives are put before readers: the history, the way ahead, support in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consult.initiatives.models import Initiative, InitiativeStep
from consult.initiatives.rules.stages import PATHS, Stage
from consult.initiatives.words import DONE_STEPS, STEPS, WAY


@dataclass(frozen=True)
class Told:
    """One step of the history."""

    day: date
    what: str
    words: str
    is_public: bool
    is_last: bool = False


@dataclass(frozen=True)
class Ahead:
    """One stage of the way that is still ahead."""

    what: str
    is_now: bool


def history(steps: Sequence[InitiativeStep], *, for_office: bool = False) -> list[Told]:
    """Tell what happened, as far as the reader may know it."""
    shown = [step for step in steps if not step.waits and (for_office or step.is_public or step.act == "sent")]
    last = max((step.number for step in shown if step.act != "comment"), default=0)
    return [Told(step.happened_on, step_words(step), step.words, step.is_public, step.number == last) for step in shown]


def step_words(step: InitiativeStep) -> str:
    """Say what a step did."""
    if step.act in {"go_on", "grant"} and step.to_stage in DONE_STEPS:
        return str(DONE_STEPS[step.to_stage])
    return str(STEPS[step.act])


def way_ahead(initiative: Initiative) -> list[Ahead]:
    """List the stage in which it is, and those after it; nothing where it has come to an end."""
    path = PATHS[initiative.kind_of]
    stage = Stage(initiative.stage)
    if stage not in path or stage is Stage.DONE:
        return []
    return [Ahead(str(WAY[one]), one is stage) for one in path[path.index(stage) :]]
