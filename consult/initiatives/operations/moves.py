"""What officials do: lead an initiative from stage to stage, each time with public words and a day; comment on it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.clock import WARSAW
from consult.initiatives.access import can_approve, can_write, is_approver
from consult.initiatives.models import Initiative, InitiativeStep, InitiativeSupport
from consult.initiatives.operations.record import (
    NotAllowed,
    add_step,
    record,
    refuse_changed,
    tell_applicants,
    with_author,
)
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.queries import find_call, find_waiting, list_assessments, needed_in
from consult.initiatives.rules.stages import Act, Move, Stage, find_move

CHECKS = ("applicants", "sphere", "place", "share", "plan", "signatures", "law")
"""What the formal check looks at."""


class Missing(StrEnum):
    """Why it cannot go on yet."""

    SUPPORT = "support"
    CHECKS = "checks"
    ASSESSMENT = "assessment"


class NotReady(Exception):
    """Something has to be done first; `missing` says what."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing)
        self.missing = missing


class BadDay(Exception):
    """The day is in the future, or before the last step."""


@dataclass(frozen=True)
class Said:
    """What an official says of a move: which it is, what everybody reads, and the day."""

    act: str
    words: str
    happened_on: date


def move(
    session: Session,
    initiative: Initiative,
    said: Said,
    *,
    edit_count: int,
    base_url: str,
    actor: Actor,
    now: datetime,
) -> InitiativeStep:
    """Make a move, or write a decision that waits for an approver. The initiative must be held.

    Raises `NotAllowed`, `ChangedMeanwhile`, `NotNow`, `NotReady`, `BadDay`.
    """
    if not can_write(actor, initiative):
        raise NotAllowed
    refuse_changed(initiative, edit_count)
    found = possible_move(initiative, said.act)
    if found is None:
        raise NotNow
    refuse_unready(session, initiative, found)
    _refuse_day(initiative, said.happened_on, now)
    if not said.words.strip() and found.act is not Act.PUBLISH:
        raise NotNow
    step = _written(session, initiative, found, said, actor)
    initiative.edit_count += 1
    record(session, found.act.value, initiative, actor=actor, now=now, details={"to": found.to.value})
    if found.needs_two:
        session.flush()
    else:
        _apply(session, initiative, step, base_url=base_url, now=now)
    return step


def possible_move(initiative: Initiative, act: str) -> Move | None:
    """Find the move of this name that can be made now."""
    refused_in = Stage(initiative.refused_in) if initiative.refused_in else None
    return find_move(
        initiative.kind_of,
        Stage(initiative.stage),
        act,
        refused_in=refused_in,
        has_appealed=initiative.has_appealed,
    )


def refuse_unready(session: Session, initiative: Initiative, found: Move) -> None:
    """Refuse to go on while people, boxes or score cards are missing."""
    if found.act not in {Act.GO_ON, Act.GRANT}:
        return
    if initiative.stage == Stage.SUPPORT and not initiative.has_support:
        raise NotReady(Missing.SUPPORT)
    if initiative.stage == Stage.FORMAL and not set(checks_of(initiative)) <= set(initiative.checked):
        raise NotReady(Missing.CHECKS)
    if initiative.stage == Stage.ASSESSMENT and _lacks_assessment(session, initiative):
        raise NotReady(Missing.ASSESSMENT)


def checks_of(initiative: Initiative) -> list[str]:
    """List what the formal check looks at for an initiative like this."""
    left_out = set()
    if initiative.support_needed is None:
        left_out.add("signatures")
    if initiative.owner in {"", "none"}:
        left_out.add("place")
    if initiative.kind != "local":
        left_out |= {"sphere", "share"}
    if initiative.kind == "resolution":
        left_out |= {"plan", "place"}
    return [key for key in CHECKS if key not in left_out]


def approve(
    session: Session, initiative: Initiative, *, edit_count: int, base_url: str, actor: Actor, now: datetime
) -> None:
    """Approve the decision that waits: now it holds. Raises `NotAllowed`, `ChangedMeanwhile`, `NotNow`."""
    refuse_changed(initiative, edit_count)
    step = find_waiting(session, initiative.id)
    if step is None or step.returned_because or possible_move(initiative, step.act) is None:
        raise NotNow
    if not can_approve(actor, step):
        raise NotAllowed
    step.approved_at, step.approved_by_id = now, actor.id
    initiative.edit_count += 1
    record(session, f"{step.act}_approved", initiative, actor=actor, now=now, details={"to": step.to_stage})
    _apply(session, initiative, step, base_url=base_url, now=now)


def return_decision(
    session: Session, initiative: Initiative, because: str, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Give the decision back to who wrote it. Raises `NotAllowed`, `ChangedMeanwhile`, `NotNow`."""
    refuse_changed(initiative, edit_count)
    step = find_waiting(session, initiative.id)
    if step is None:
        raise NotNow
    if not is_approver(actor, initiative):
        raise NotAllowed
    step.returned_because = because
    initiative.edit_count += 1
    session.flush()
    record(session, f"{step.act}_returned", initiative, actor=actor, now=now)


def comment(
    session: Session, initiative: Initiative, words: str, *, base_url: str, actor: Actor, now: datetime
) -> None:
    """Say something as the office, for everybody to read. Raises `NotAllowed`, and `NotNow` while nobody sees it."""
    if not can_write(actor, initiative):
        raise NotAllowed
    if not initiative.is_public:
        raise NotNow
    today = now.astimezone(WARSAW).date()
    step = add_step(session, initiative, "comment", initiative.stage, words, today)
    step.author_ids = with_author((), actor)
    session.flush()
    record(session, "commented", initiative, actor=actor, now=now)
    tell_applicants(session, initiative, step, base_url, now)


def _written(session: Session, initiative: Initiative, found: Move, said: Said, actor: Actor) -> InitiativeStep:
    """Add the step; a decision that waits is written anew in its place."""
    waiting = find_waiting(session, initiative.id)
    if waiting is not None and found.needs_two:
        waiting.act, waiting.to_stage, waiting.words = found.act.value, found.to.value, said.words
        waiting.happened_on, waiting.returned_because = said.happened_on, ""
        waiting.author_ids = with_author(waiting.author_ids, actor)
        return waiting
    if waiting is not None:  # what was decided about the stage that ends now is void
        session.delete(waiting)
        session.flush()
    is_shown = initiative.is_public or found.act is Act.PUBLISH
    step = add_step(
        session, initiative, found.act.value, found.to.value, said.words, said.happened_on, is_public=is_shown
    )
    step.needs_approval = found.needs_two
    step.author_ids = with_author((), actor)
    return step


def _apply(session: Session, initiative: Initiative, step: InitiativeStep, *, base_url: str, now: datetime) -> None:
    """Let the initiative be in its new stage, and tell the applicants."""
    left = initiative.stage
    initiative.stage, initiative.stage_since = step.to_stage, step.happened_on
    if step.act == Act.PUBLISH:
        initiative.published_on = step.happened_on
        initiative.support_needed = needed_in(session, initiative.authority, initiative.kind_of)
    elif step.act == Act.REFUSE and left != Stage.APPEAL:
        initiative.refused_in = left
    elif step.act == Act.APPEAL:
        initiative.has_appealed = True
    if left == Stage.SUPPORT:
        session.execute(delete(InitiativeSupport).where(InitiativeSupport.initiative_id == initiative.id))
    session.flush()
    tell_applicants(session, initiative, step, base_url, now)


def _refuse_day(initiative: Initiative, day: date, now: datetime) -> None:
    """Refuse a day that is to come, or before what happened last."""
    if not initiative.stage_since <= day <= now.astimezone(WARSAW).date():
        raise BadDay


def _lacks_assessment(session: Session, initiative: Initiative) -> bool:
    call = find_call(session, initiative.authority_id, initiative.kind)
    return bool(call and call.criteria) and not list_assessments(session, initiative.id)
