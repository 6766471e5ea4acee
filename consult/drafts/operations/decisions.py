"""What an office does with a remark: write a decision, approve or return it, check what was held, publish them all."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.consultations.queries import find_in_force
from consult.drafts.access import can_agree, can_approve, has_written, is_approver, may_return
from consult.drafts.models import Decision, Draft, Remark
from consult.drafts.operations.record import record, record_remark, with_author
from consult.drafts.queries import count_remarks, count_unsettled
from consult.drafts.rules.decisions import (
    BY_OFFICIALS,
    MAY_PROPOSE,
    TO_APPROVE,
    State,
    Verdict,
    is_gate_open,
    may_leave,
)
from consult.jobs import queue
from consult.participation.rules.intake import GRACE

TELL_SENDERS = "drafts.tell_senders"
"""The kind of the job that writes to those who left an address."""
MAKE_TABLES = "drafts.make_tables"
"""The kind of the job that makes the files of the public table."""


class ChangedMeanwhile(Exception):
    """The remark or its decision was changed after the page was opened."""


class NotYours(Exception):
    """Another person must approve this decision."""


class NotNow(Exception):
    """The remark is not in a state in which this can be done."""


class NotLawful(Exception):
    """No statute of this consultation leaves this remark unconsidered: it is to be answered."""


class GateClosed(Exception):
    """Not every remark has an approved decision with a reason, or remarks may still come; `left` counts the first."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


def propose(
    session: Session,
    remark: Remark,
    verdict: str,
    reason: str,
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
    forwarded_to: str = "",
) -> Decision:
    """Write the decision on a remark, or write it anew; it waits for an approver.

    `forwarded_to` says to whom a remark was sent that is out of scope. The draft and the remark must be held.
    Raises `ChangedMeanwhile`, `NotNow`, `NotLawful`.
    """
    _refuse_changed(remark, edit_count)
    is_over_already = remark.draft.decisions_published_at is not None
    if is_over_already or remark.state not in MAY_PROPOSE or verdict not in BY_OFFICIALS or not reason.strip():
        raise NotNow
    if verdict == Verdict.LEFT_UNCONSIDERED and not may_be_left(session, remark):
        raise NotLawful
    written_by = actor.id
    decision = remark.decision or Decision(remark=remark)
    decision.verdict = Verdict(verdict).value
    decision.reason = reason
    decision.forwarded_to = forwarded_to if verdict == Verdict.OUT_OF_SCOPE else ""
    decision.proposed_by_id, decision.proposed_at = written_by, now
    decision.author_ids = with_author(decision.author_ids or (), actor)
    decision.returned_because = ""
    decision.approved_by_id = decision.approved_at = None
    decision.agreed_by_id = decision.agreed_at = None
    session.add(decision)
    _go_to(session, remark, State.PROPOSED)
    record_remark(session, "decision_proposed", remark, actor=actor, now=now, details={"verdict": decision.verdict})
    return decision


def may_be_left(session: Session, remark: Remark) -> bool:
    """Tell whether the statute of the consultation leaves this remark unconsidered."""
    version = find_in_force(session, remark.draft.consultation)
    return may_leave(version.procedures if version else (), is_late=remark.is_late)


def agree(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Agree to a decision as a lawyer, or for another department. Raises as `approve` does."""
    decision = _proposed(remark, edit_count)
    if remark.state != State.PROPOSED:
        raise NotNow
    if not can_agree(actor, decision, remark.draft.consultation):
        raise NotYours
    decision.agreed_by_id, decision.agreed_at = actor.id, now
    _go_to(session, remark, State.AGREED)
    record_remark(session, "decision_agreed", remark, actor=actor, now=now, details={"verdict": decision.verdict})


def approve(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Approve the decision that was read. Raises `ChangedMeanwhile`, `NotNow`, `NotYours`."""
    decision = _proposed(remark, edit_count)
    if remark.draft.needs_agreement and remark.state != State.AGREED:
        raise NotNow
    if not can_approve(actor, decision, remark.draft.consultation):
        raise NotYours
    decision.approved_by_id, decision.approved_at = actor.id, now
    decision.is_single_handed = has_written(actor, decision)
    _go_to(session, remark, State.APPROVED)
    record_remark(session, "decision_approved", remark, actor=actor, now=now, details={"verdict": decision.verdict})


def return_decision(
    session: Session, remark: Remark, because: str, *, edit_count: int, actor: Actor, now: datetime
) -> None:
    """Give a decision back to who wrote it, with what should be mended."""
    decision = _proposed(remark, edit_count)
    if not may_return(actor, decision, remark.draft.consultation):
        raise NotYours
    decision.returned_because = because
    decision.agreed_by_id = decision.agreed_at = None
    _go_to(session, remark, State.RETURNED)
    record_remark(session, "decision_returned", remark, actor=actor, now=now)


def release(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Say that nothing in a held remark is personal data, and let the public read it."""
    _refuse_changed(remark, edit_count)
    _check(session, remark, is_held=False, actor=actor, now=now)
    record_remark(session, "released", remark, actor=actor, now=now)


def keep_held(session: Session, remark: Remark, *, edit_count: int, actor: Actor, now: datetime) -> None:
    """Say that a remark has personal data in it, so that the public does not read it."""
    _refuse_changed(remark, edit_count)
    _check(session, remark, is_held=True, actor=actor, now=now)
    record_remark(session, "kept_held", remark, actor=actor, now=now)


def publish_decisions(
    session: Session, consultation: Consultation, draft: Draft, *, actor: Actor, now: datetime
) -> None:
    """Publish all decisions on a draft at once; the consultation must be held.

    Nothing is published while one remark lacks its approved decision or its reason, or while remarks may still
    come. Raises `GateClosed`, `NotYours`, and `NotNow` where they are public already.
    """
    if not is_approver(actor, consultation):
        raise NotYours
    if draft.decisions_published_at is not None:
        raise NotNow
    left = count_unsettled(session, draft.id)
    remarks = count_remarks(session, draft.id)
    if not is_gate_open(remarks=remarks, unsettled=left, is_over=is_over(consultation, now)):
        raise GateClosed(left)
    session.execute(
        update(Remark).where(Remark.draft_id == draft.id, Remark.state == State.APPROVED).values(state=State.PUBLISHED)
    )
    draft.decisions_published_at, draft.decisions_published_by_id = now, actor.id
    session.flush()
    queue.put(session, TELL_SENDERS, {"draft_id": str(draft.id)}, due_at=now)
    queue.put(session, MAKE_TABLES, {"consultation_id": str(consultation.id)}, due_at=now)
    record(session, "decisions_published", draft, actor=actor, now=now)


def is_over(consultation: Consultation, now: datetime) -> bool:
    """Tell whether no remark can come any more, those in the grace after the close included."""
    return consultation.closes_at is not None and now >= consultation.closes_at + GRACE


def _proposed(remark: Remark, edit_count: int) -> Decision:
    _refuse_changed(remark, edit_count)
    if remark.state not in TO_APPROVE or remark.decision is None:
        raise NotNow
    return remark.decision


def _refuse_changed(remark: Remark, edit_count: int) -> None:
    if remark.edit_count != edit_count:
        raise ChangedMeanwhile


def _go_to(session: Session, remark: Remark, state: State) -> None:
    remark.state = state
    remark.edit_count += 1
    session.flush()


def _check(session: Session, remark: Remark, *, is_held: bool, actor: Actor, now: datetime) -> None:
    remark.is_held = is_held
    remark.held_checked_at, remark.held_checked_by_id = now, actor.id
    remark.edit_count += 1
    session.flush()
