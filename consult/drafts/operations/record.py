"""How acts on drafts, versions and remarks are recorded: with ids and numbers, never with words."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.drafts.models import Draft, Remark


def with_author(known: Iterable[str], actor: Actor) -> list[str]:
    """Add whoever writes now to those who wrote before; the command line of the machine is nobody."""
    return sorted({*known, *([str(actor.id)] if actor.id else [])})


def record(
    session: Session,
    action: str,
    draft: Draft,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an official's act on a draft."""
    _record(session, f"draft.{action}", "draft", draft, draft, actor, now, details)


def record_remark(
    session: Session,
    action: str,
    remark: Remark,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an official's act on a remark."""
    _record(session, f"remark.{action}", "remark", remark, remark.draft, actor, now, details)


def _record(  # one line for each thing an entry says
    session: Session,
    action: str,
    kind: str,
    subject: Draft | Remark,
    draft: Draft,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None,
) -> None:
    log.record(
        session,
        action=action,
        subject_kind=kind,
        subject_id=subject.id,
        actor_id=actor.id,
        authority_id=draft.consultation.authority_id,
        now=now,
        details=details,
    )
