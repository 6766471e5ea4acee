"""How acts on an organisation are recorded, and how its people are told of them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.actor import Actor
from consult.audit import log
from consult.mail import outbox
from consult.organisations.models import Organisation


def record(
    session: Session,
    act: str,
    organisation: Organisation,
    *,
    actor: Actor,
    now: datetime,
    authority_id: UUID | None = None,
    details: Mapping[str, str | int | bool] | None = None,
) -> None:
    """Record an act on the organisation; people stand in `details` by the id of their account."""
    log.record(
        session,
        action=f"organisation.{act}",
        subject_kind="organisation",
        subject_id=organisation.id,
        actor_id=actor.id,
        authority_id=authority_id,
        now=now,
        details=details,
    )


def write_to(
    session: Session,
    account: Account,
    message: str,
    organisation: Organisation,
    *,
    base_url: str,
    now: datetime,
    authority_id: UUID | None = None,
) -> None:
    """Tell a person, in a mail with the way to their organisation's page; one whose account is closed hears nothing."""
    if account.is_disabled:
        return
    outbox.put(
        session,
        to=account.email,
        message=f"organisations/mail/{message}",
        values={"organisation": organisation.name, "url": f"{base_url}/organizacja"},
        language=account.language,
        authority_id=authority_id,
        now=now,
    )
