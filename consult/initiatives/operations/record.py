"""How what happens to an initiative is kept: as a step of its history, in the log of acts, and in mails."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.initiatives.models import Initiative, InitiativeStep
from consult.initiatives.queries import list_recipients
from consult.mail import outbox


class NotAllowed(Exception):
    """The actor has no right to do this."""


class ChangedMeanwhile(Exception):
    """It was changed after the page was opened."""


def refuse_changed(initiative: Initiative, edit_count: int) -> None:
    """Refuse what was decided about an older state of it."""
    if initiative.edit_count != edit_count:
        raise ChangedMeanwhile


def with_author(known: Iterable[str], actor: Actor) -> list[str]:
    """Add whoever writes now to those who wrote before."""
    return sorted({*known, *([str(actor.id)] if actor.id else [])})


def add_step(
    session: Session,
    initiative: Initiative,
    act: str,
    to_stage: str,
    words: str,
    happened_on: date,
    *,
    is_public: bool = True,
) -> InitiativeStep:
    """Add a step to the history. The initiative must be held."""
    last = select(func.max(InitiativeStep.number)).where(InitiativeStep.initiative_id == initiative.id)
    step = InitiativeStep(
        initiative=initiative,
        number=(session.scalar(last) or 0) + 1,
        act=act,
        to_stage=to_stage,
        words=words,
        happened_on=happened_on,
        is_public=is_public,
        author_ids=[],
    )
    session.add(step)
    session.flush()
    return step


def record(
    session: Session,
    act: str,
    initiative: Initiative,
    *,
    actor: Actor,
    now: datetime,
    details: dict[str, str | int | bool] | None = None,
) -> None:
    """Record an official's act: ids and numbers, never words."""
    log.record(
        session,
        action=f"initiative.{act}",
        subject_kind="initiative",
        subject_id=initiative.id,
        actor_id=actor.id,
        authority_id=initiative.authority_id,
        now=now,
        details=details,
    )


def tell_applicants(
    session: Session, initiative: Initiative, step: InitiativeStep, base_url: str, now: datetime
) -> None:
    """Leave a mail about a step for each applicant who gave an address; it says where the words stand."""
    url = f"{base_url}/inicjatywy/{initiative.slug}" if initiative.is_public else f"{base_url}/sprawdz"
    for email, language in list_recipients(session, initiative):
        outbox.put(
            session,
            to=email,
            message="initiatives/mail/moved",
            values={"title": initiative.title, "stage": step.to_stage, "url": url, "is_public": initiative.is_public},
            language=language,
            authority_id=initiative.authority_id,
            now=now,
        )
