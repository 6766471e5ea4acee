"""What else officials do: correct, check and score a card, add files, say how initiatives are taken, forget people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.authorities.models import Authority
from consult.clock import WARSAW
from consult.files.models import StoredFile
from consult.initiatives.access import KEEPERS, can_assess, can_write
from consult.initiatives.models import (
    Initiative,
    InitiativeApplicant,
    InitiativeAssessment,
    InitiativeCall,
    InitiativeCriterion,
    InitiativeFile,
)
from consult.initiatives.operations.moves import checks_of
from consult.initiatives.operations.record import ChangedMeanwhile, NotAllowed, record, refuse_changed
from consult.initiatives.operations.submit import PLANNED, Card, NotNow, write, write_costs
from consult.initiatives.queries import find_call
from consult.initiatives.rules.stages import Kind, Stage

CORRECTED = frozenset({Stage.IDEA, Stage.RETURNED})
"""Stages in which the office writes down what applicants say."""
KEPT_AFTER_THE_END: Mapping[Stage, timedelta] = {
    Stage.REFUSED: timedelta(days=366),
    Stage.WITHDRAWN: timedelta(days=366),
    Stage.DONE: timedelta(days=5 * 366),
}
"""How long the office knows who applied."""


def correct(
    session: Session, initiative: Initiative, card: Card, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Write down what the applicants say: the whole card before it is public, the plan while it is drawn up together.

    Raises `NotAllowed`, `NotNow`, `ChangedMeanwhile`.
    """
    if not can_write(actor, initiative):
        raise NotAllowed
    refuse_changed(initiative, edit_count)
    if initiative.stage in CORRECTED:
        write(initiative, card)
    elif initiative.stage == Stage.PLAN:
        for name in PLANNED:
            setattr(initiative, name, getattr(card, name))
        write_costs(initiative, card)
    else:
        raise NotNow
    initiative.edit_count += 1
    session.flush()
    record(session, "corrected", initiative, actor=actor, now=now, details={"stage": initiative.stage})


def check(
    session: Session, initiative: Initiative, checked: Iterable[str], *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Keep what the formal check found in order. Raises `NotAllowed`, `NotNow`, `ChangedMeanwhile`."""
    if not can_write(actor, initiative):
        raise NotAllowed
    if initiative.stage != Stage.FORMAL:
        raise NotNow
    refuse_changed(initiative, edit_count)
    given = set(checked)
    initiative.checked = [key for key in checks_of(initiative) if key in given]
    initiative.edit_count += 1
    session.flush()
    record(session, "checked", initiative, actor=actor, now=now, details={"in_order": len(initiative.checked)})


def assess(
    session: Session, initiative: Initiative, points: Mapping[str, int], words: str, *, actor: Actor, now: datetime
) -> None:
    """Keep the actor's score card; a second one replaces the first. Raises `NotAllowed`, `NotNow`."""
    if actor.id is None or not can_assess(actor, initiative):
        raise NotAllowed
    if initiative.stage != Stage.ASSESSMENT:
        raise NotNow
    mine = select(InitiativeAssessment).where(
        InitiativeAssessment.initiative_id == initiative.id, InitiativeAssessment.account_id == actor.id
    )
    found = session.scalar(mine) or InitiativeAssessment(initiative_id=initiative.id, account_id=actor.id)
    found.points, found.words, found.assessed_at = dict(points), words, now
    session.add(found)
    session.flush()
    record(session, "assessed", initiative, actor=actor, now=now)


def add_file(
    session: Session,
    initiative: Initiative,
    stored: StoredFile,
    title: str,
    alt: str,
    *,
    actor: Actor,
    now: datetime,
) -> InitiativeFile:
    """Add a photograph or a document. The initiative must be held. Raises `NotAllowed`."""
    if not can_write(actor, initiative):
        raise NotAllowed
    last = select(func.max(InitiativeFile.number)).where(InitiativeFile.initiative_id == initiative.id)
    added = InitiativeFile(
        initiative_id=initiative.id,
        stored_file_id=stored.id,
        number=(session.scalar(last) or 0) + 1,
        title=title,
        alt=alt,
        added_on=now.astimezone(WARSAW).date(),
    )
    session.add(added)
    session.flush()
    record(session, "file_added", initiative, actor=actor, now=now, details={"number": added.number})
    return added


def remove_file(session: Session, initiative: Initiative, file: InitiativeFile, *, actor: Actor, now: datetime) -> None:
    """Take a file away. Raises `NotAllowed`."""
    if not can_write(actor, initiative):
        raise NotAllowed
    stored = file.stored_file
    session.delete(file)
    session.flush()
    session.delete(stored)
    session.flush()
    record(session, "file_removed", initiative, actor=actor, now=now, details={"number": file.number})


@dataclass(frozen=True)
class CallSaid:
    """How an authority takes a kind; criteria are words, most points and weight."""

    is_open: bool
    rules: str
    support_needed: int | None
    pass_mark: int | None
    criteria: Sequence[tuple[str, int, int]]


def set_call(
    session: Session, authority: Authority, kind: Kind, said: CallSaid, *, edit_count: int, actor: Actor, now: datetime
) -> InitiativeCall:
    """Say how an authority takes a kind of initiatives. The authority must be held.

    Criteria that keep their place keep their score cards. Raises `NotAllowed`, `ChangedMeanwhile`.
    """
    if not actor.holds(*KEEPERS, authority_id=authority.id):
        raise NotAllowed
    call = find_call(session, authority.id, kind, for_update=True)
    if call is None:
        call = InitiativeCall(authority_id=authority.id, kind=kind, edit_count=0, criteria=[])
        session.add(call)
    if call.edit_count != edit_count:
        raise ChangedMeanwhile
    call.is_open, call.rules = said.is_open, said.rules
    call.support_needed, call.pass_mark = said.support_needed, said.pass_mark
    for position, (words, most, weight) in enumerate(said.criteria, 1):
        if position > len(call.criteria):
            call.criteria.append(InitiativeCriterion(position=position))
        row = call.criteria[position - 1]
        row.words, row.most, row.weight = words, most, weight
    del call.criteria[len(said.criteria) :]
    call.edit_count += 1
    session.flush()
    details: dict[str, Any] = {"kind": kind.value, "open": said.is_open, "criteria": len(said.criteria)}
    log.record(
        session,
        action="initiative_call.set",
        subject_kind="initiative_call",
        subject_id=call.id,
        actor_id=actor.id,
        authority_id=authority.id,
        now=now,
        details=details,
    )
    return call


def forget_applicants(session: Session, *, now: datetime) -> int:
    """Erase who applied for what ended long ago; give how many people."""
    today = now.astimezone(WARSAW).date()
    erased = 0
    for stage, kept in KEPT_AFTER_THE_END.items():
        over = select(Initiative.id).where(Initiative.stage == stage, Initiative.stage_since < today - kept)
        mine = InitiativeApplicant.initiative_id.in_(over)
        count = session.scalar(select(func.count()).select_from(InitiativeApplicant).where(mine)) or 0
        if count:
            session.execute(delete(InitiativeApplicant).where(mine))
        erased += count
    return erased
