"""What officials do with remarks that are one text: answer them together, put one in, take one out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.drafts.comparing.queries import find_numbered
from consult.drafts.groups.finding import begin, count, put
from consult.drafts.groups.queries import members_of, state_of
from consult.drafts.models import Draft, Remark, RemarkGroup
from consult.drafts.operations import decisions
from consult.drafts.operations.record import record
from consult.drafts.rules.decisions import TO_APPROVE, TO_DO, State


class NoSuchRemarks(Exception):
    """There are no remarks on this draft with these numbers."""

    def __init__(self, numbers: Collection[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


@dataclass(frozen=True)
class Answer:
    """What is decided, why, and to whom the remarks were sent on, where they are out of scope."""

    verdict: str
    reason: str
    forwarded_to: str = ""


def answer_together(
    session: Session, draft: Draft, group: RemarkGroup, answer: Answer, *, seen: str, actor: Actor, now: datetime
) -> int:
    """Write the same decision on each remark of a group that has none; give how many these were.

    Each keeps a decision of its own, to be approved as every other. What is decided already stays. `seen` is the
    state of the group that was read. The draft must be held. Raises as `decisions.propose` does.
    """
    remarks = _held(session, group, seen, TO_DO)
    for remark in remarks:
        decisions.propose(
            session,
            remark,
            answer.verdict,
            answer.reason,
            edit_count=remark.edit_count,
            actor=actor,
            now=now,
            forwarded_to=answer.forwarded_to,
        )
    details: dict[str, str | int | bool] = {"group": group.number, "remarks": len(remarks), "verdict": answer.verdict}
    record(session, "answered_together", draft, actor=actor, now=now, details=details)
    return len(remarks)


def approve_together(
    session: Session, draft: Draft, group: RemarkGroup, *, seen: str, actor: Actor, now: datetime
) -> int:
    """Approve the decisions of a group that were read and wait; give how many these were.

    The draft must be held. Raises as `decisions.approve` does, and approves none where one of them is not to be.
    """
    remarks = _held(session, group, seen, TO_APPROVE)
    for remark in remarks:
        decisions.approve(session, remark, edit_count=remark.edit_count, actor=actor, now=now)
    details: dict[str, str | int | bool] = {"group": group.number, "remarks": len(remarks)}
    record(session, "approved_together", draft, actor=actor, now=now, details=details)
    return len(remarks)


def _held(session: Session, group: RemarkGroup, seen: str, states: Collection[State]) -> Sequence[Remark]:
    """Hold the remarks of a group that are in one of these states, if it is still the group that was read."""
    if state_of(session, group.id) != seen:
        raise decisions.ChangedMeanwhile
    waiting = members_of(group.id).where(Remark.state.in_(states)).with_for_update(of=Remark)
    return session.scalars(waiting.execution_options(populate_existing=True)).unique().all()


def join(
    session: Session, draft: Draft, group: RemarkGroup | None, numbers: Collection[int], *, actor: Actor, now: datetime
) -> RemarkGroup:
    """Say that these remarks ask for the same, in the group or in a new one; each keeps its sender.

    The draft must be held. Raises `NoSuchRemarks`.
    """
    found = find_numbered(session, draft, sorted(numbers))
    if len(found) < len(set(numbers)):
        raise NoSuchRemarks(sorted(set(numbers) - set(found)))
    group = group or begin(session, draft.id)
    put(session, [remark.id for remark in found.values()], group.id)
    for remark in found.values():
        remark.is_group_chosen = True
    session.flush()
    count(session, draft.id)
    details: dict[str, str | int | bool] = {"group": group.number, "remarks": len(found)}
    record(session, "remarks_joined", draft, actor=actor, now=now, details=details)
    return group


def join_to(session: Session, draft: Draft, remark: Remark, number: int, *, actor: Actor, now: datetime) -> RemarkGroup:
    """Say that a remark asks for the same as another one, with all that is one text with that."""
    other = session.scalar(select(Remark).where(Remark.draft_id == draft.id, Remark.number == number))
    if other is None or other.id == remark.id:
        raise NoSuchRemarks([number])
    if other.group is not None:
        return join(session, draft, other.group, [remark.number], actor=actor, now=now)
    return join(session, draft, remark.group, [remark.number, number], actor=actor, now=now)


def leave(session: Session, draft: Draft, remark: Remark, *, actor: Actor, now: datetime) -> None:
    """Say that a remark is a text of its own."""
    number = remark.group.number if remark.group else 0
    put(session, [remark.id], None)
    remark.is_group_chosen = True
    session.flush()
    session.refresh(remark)
    count(session, draft.id)
    record(session, "remark_parted", draft, actor=actor, now=now, details={"group": number, "remark": remark.number})
