"""The stages of initiatives, which kind passes which, and what can be done in each.

Sources: Act on public benefit activity and volunteering, art. 19b-19h (local initiative); Act on gmina self-government,
art. 5a (participatory budget) and 41a, Act on powiat self-government, art. 42a, Act on voivodeship self-government,
art. 89a (citizens' draft resolution).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is that people start."""

    LOCAL = "local"
    CALL = "call"
    RESOLUTION = "resolution"
    BUDGET = "budget"


class Stage(StrEnum):
    """Where it is on its way."""

    IDEA = "idea"
    RETURNED = "returned"
    """The applicants have to mend it; nobody else sees it."""
    SUPPORT = "support"
    FORMAL = "formal"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    COUNCIL = "council"
    VOTE = "vote"
    PLAN = "plan"
    CONTRACT = "contract"
    WORKS = "works"
    DONE = "done"
    REFUSED = "refused"
    APPEAL = "appeal"
    WITHDRAWN = "withdrawn"


PATHS: Mapping[Kind, tuple[Stage, ...]] = {
    Kind.LOCAL: (
        Stage.IDEA,
        Stage.FORMAL,
        Stage.ASSESSMENT,
        Stage.DECISION,
        Stage.PLAN,
        Stage.CONTRACT,
        Stage.DONE,
    ),
    Kind.CALL: (
        Stage.IDEA,
        Stage.SUPPORT,
        Stage.FORMAL,
        Stage.ASSESSMENT,
        Stage.DECISION,
        Stage.PLAN,
        Stage.WORKS,
        Stage.DONE,
    ),
    Kind.RESOLUTION: (Stage.IDEA, Stage.SUPPORT, Stage.FORMAL, Stage.COUNCIL, Stage.DONE),
    Kind.BUDGET: (
        Stage.IDEA,
        Stage.SUPPORT,
        Stage.FORMAL,
        Stage.ASSESSMENT,
        Stage.DECISION,
        Stage.VOTE,
        Stage.WORKS,
        Stage.DONE,
    ),
}
HIDDEN = frozenset({Stage.IDEA, Stage.RETURNED})
"""Stages in which the public sees nothing of it."""
OVER = frozenset({Stage.DONE, Stage.REFUSED, Stage.WITHDRAWN})
DECIDED_BY_TWO = frozenset({Stage.DECISION, Stage.COUNCIL, Stage.VOTE, Stage.APPEAL})
"""Stages that end with a yes or a no."""
REFUSABLE = DECIDED_BY_TWO | {Stage.SUPPORT, Stage.FORMAL}
WITH_APPEAL = frozenset({Kind.LOCAL, Kind.CALL, Kind.BUDGET})
APPEALED = frozenset({Stage.FORMAL, Stage.DECISION})
"""Stages against whose refusal people can appeal."""
WITH_COSTS = frozenset({Kind.LOCAL, Kind.CALL, Kind.BUDGET})
LEAST_APPLICANTS: Mapping[Kind, int] = {Kind.LOCAL: 2, Kind.CALL: 1, Kind.RESOLUTION: 5, Kind.BUDGET: 1}
"""So many residents apply together where no organisation does: local rules of committees commonly ask for five."""
MOST_APPLICANTS = 6


class Act(StrEnum):
    """What an official does with it."""

    PUBLISH = "publish"
    RETURN = "return"
    GO_ON = "go_on"
    GRANT = "grant"
    REFUSE = "refuse"
    APPEAL = "appeal"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Move:
    """One way on from a stage; `needs_two` where one person writes it and another approves."""

    act: Act
    to: Stage
    needs_two: bool = False


def next_stage(kind: Kind, stage: Stage) -> Stage:
    """Name the stage that comes after this one on the kind's path."""
    path = PATHS[kind]
    return path[path.index(stage) + 1]


def moves(kind: Kind, stage: Stage, *, refused_in: Stage | None = None, has_appealed: bool = False) -> tuple[Move, ...]:
    """List what can be done in a stage.

    `refused_in` is the stage in which it was refused. One appeal is heard; where it is upheld, the way goes on from
    there. Whoever withdraws may do so until the end.
    """
    if stage in OVER:
        return _after_refusal(kind, stage, refused_in, has_appealed=has_appealed)
    found = [Move(Act.WITHDRAW, Stage.WITHDRAWN)]
    if stage in REFUSABLE:
        found.insert(0, Move(Act.REFUSE, Stage.REFUSED, needs_two=True))
    if stage in {Stage.IDEA, Stage.FORMAL}:
        found.insert(0, Move(Act.RETURN, Stage.RETURNED))
    onwards = _onwards(kind, stage, refused_in)
    return (*([onwards] if onwards else []), *found)


def _onwards(kind: Kind, stage: Stage, refused_in: Stage | None) -> Move | None:
    if stage is Stage.RETURNED:
        return None
    if stage is Stage.APPEAL:
        return Move(Act.GRANT, next_stage(kind, refused_in or Stage.DECISION), needs_two=True)
    following = next_stage(kind, stage)
    if stage is Stage.IDEA:
        return Move(Act.PUBLISH, following)
    if stage in DECIDED_BY_TWO:
        return Move(Act.GRANT, following, needs_two=True)
    return Move(Act.GO_ON, following)


def _after_refusal(kind: Kind, stage: Stage, refused_in: Stage | None, *, has_appealed: bool) -> tuple[Move, ...]:
    can_appeal = stage is Stage.REFUSED and kind in WITH_APPEAL and refused_in in APPEALED and not has_appealed
    return (Move(Act.APPEAL, Stage.APPEAL),) if can_appeal else ()


def find_move(
    kind: Kind, stage: Stage, act: str, *, refused_in: Stage | None = None, has_appealed: bool = False
) -> Move | None:
    """Find the move of this name, where it can be made."""
    possible = moves(kind, stage, refused_in=refused_in, has_appealed=has_appealed)
    return next((move for move in possible if move.act == act), None)


RESOLUTION_STEPS: Mapping[str, tuple[tuple[int | None, int], ...]] = {
    "gmina": ((5000, 100), (20_000, 200), (None, 300)),
    "powiat": ((100_000, 300), (None, 500)),
    "wojewodztwo": ((None, 1000),),
}
"""Up to so many residents, so many signatures; art. 41a (2) usg, 42a (2) usp, 89a (2) usw."""
BUDGET_SHARE = 1000
"""At most one resident in a thousand may be asked to sign: art. 5a (7) (2) usg."""


def support_needed(kind: Kind, level: str, residents: int | None, *, by_office: int | None = None) -> int | None:
    """Say how many people have to support it; nothing where nobody has said so.

    For a draft resolution the statute says it, by the unit's residents. For a budget's project the office may ask for
    at most 0.1% of them; where their number is not known, it may ask for what it says. Elsewhere the office decides.
    """
    if kind is Kind.RESOLUTION:
        steps = RESOLUTION_STEPS[level]
        if residents is None:
            return steps[-1][1]
        return next(needed for most, needed in steps if most is None or residents <= most)
    if Stage.SUPPORT not in PATHS[kind]:
        return None
    if kind is Kind.BUDGET and by_office is not None and residents is not None:
        return min(by_office, residents // BUDGET_SHARE)
    return by_office
