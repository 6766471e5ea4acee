"""How people come into an office: a new person is given an account, one who has an account already is asked first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts import queries
from consult.accounts.access import is_of
from consult.accounts.models import Account, RoleInvitation
from consult.accounts.operations import (
    AccountDisabled,
    NotAllowed,
    RoleMisplaced,
    create_account,
    grant_role,
    issue_link,
    link_url,
)
from consult.accounts.rules import AUTHORITY_ROLES, INVITATION_LIFETIME, SET_PASSWORD, hash_of, new_token
from consult.actor import Actor
from consult.audit import log
from consult.authorities.models import Authority
from consult.mail import outbox


class InvitationOver(Exception):
    """The invitation was accepted, withdrawn or replaced, is too old, or never was one."""


def find_invitation(session: Session, token: str, *, now: datetime) -> RoleInvitation | None:
    """Find the invitation that a link leads to, while it can be accepted."""
    found = session.scalar(select(RoleInvitation).where(RoleInvitation.token_hash == hash_of(token)))
    return found if found is not None and now < found.expires_at and not found.account.is_disabled else None


def list_invitations(session: Session, authority_id: UUID, *, now: datetime) -> Sequence[RoleInvitation]:
    """List the invitations of an authority that nobody has answered yet, by address."""
    waiting = (RoleInvitation.authority_id == authority_id, RoleInvitation.expires_at > now)
    return session.scalars(select(RoleInvitation).where(*waiting).order_by(RoleInvitation.email)).all()


def invite(
    session: Session,
    authority: Authority,
    *,
    email: str,
    name: str,
    roles: Iterable[str],
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a person roles in the authority and tell them by mail; who has no password yet gets a link to set one.

    Somebody who has an account and no role here is asked first: until they accept, nothing of theirs changes,
    and the office learns nothing of them. Raises `AccountDisabled` and `RoleMisplaced`.
    """
    account = queries.find_account_by_email(session, email)
    if account is None:
        account = create_account(session, email=email, name=name, actor_id=actor.id, now=now)
    elif account.is_disabled:
        raise AccountDisabled
    elif not is_of(account, authority.id):
        _ask(session, account, authority, email=email, roles=list(roles), base_url=base_url, actor=actor, now=now)
        return
    for role in roles:
        grant_role(session, account, role, authority.id, actor_id=actor.id, now=now)
    send_invitation(session, account, authority, base_url=base_url, actor=actor, now=now)


def send_invitation(
    session: Session, account: Account, authority: Authority, *, base_url: str, actor: Actor, now: datetime
) -> None:
    """Write to a person of the authority, with a link where they have no password yet.

    Raises `NotAllowed` for a person of another, and `AccountDisabled`.
    """
    if not is_of(account, authority.id):
        raise NotAllowed
    if account.is_disabled:
        raise AccountDisabled
    needs_link = account.password_hash is None
    url = f"{base_url}/logowanie"
    if needs_link:
        token = issue_link(session, account.id, SET_PASSWORD, now=now, actor_id=actor.id, lifetime=INVITATION_LIFETIME)
        url = link_url(base_url, token)
    outbox.put(
        session,
        to=account.email,
        message="accounts/mail/invitation",
        values={"url": url, "needs_link": needs_link, "days": INVITATION_LIFETIME.days},
        language=account.language,
        authority_id=authority.id,
        now=now,
        is_secret=needs_link,
    )


def accept(session: Session, token: str, *, now: datetime) -> Account:
    """Give the person the roles that they were offered, once whatever the concurrency; raise `InvitationOver`."""
    gone = delete(RoleInvitation).where(RoleInvitation.token_hash == hash_of(token), RoleInvitation.expires_at > now)
    offered = session.execute(
        gone.returning(RoleInvitation.id, RoleInvitation.account_id, RoleInvitation.authority_id, RoleInvitation.roles)
    ).one_or_none()
    if offered is None:
        raise InvitationOver
    account = queries.get_account(session, offered.account_id)
    if account.is_disabled:
        raise InvitationOver
    for role in offered.roles:
        grant_role(session, account, role, offered.authority_id, actor_id=account.id, now=now)
    _record(session, "accepted", offered.id, offered.authority_id, account.id, now)
    return account


def withdraw(session: Session, invitation_id: UUID, authority_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take back an invitation of this authority; where it was answered meanwhile, nothing happens."""
    found = session.get(RoleInvitation, invitation_id)
    if found is None or found.authority_id != authority_id:
        return
    session.delete(found)
    session.flush()
    _record(session, "withdrawn", invitation_id, authority_id, actor.id, now)


def remove_old(session: Session, *, now: datetime) -> None:
    """Remove the invitations that nobody accepted in time."""
    session.execute(delete(RoleInvitation).where(RoleInvitation.expires_at <= now))


def _ask(
    session: Session,
    account: Account,
    authority: Authority,
    *,
    email: str,
    roles: list[str],
    base_url: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Offer roles in a mail; a later offer of the same office replaces an earlier one."""
    if not set(roles) <= set(AUTHORITY_ROLES):
        raise RoleMisplaced
    earlier = (RoleInvitation.authority_id == authority.id, RoleInvitation.account_id == account.id)
    session.execute(delete(RoleInvitation).where(*earlier))
    token = new_token()
    offered = RoleInvitation(
        authority_id=authority.id,
        account_id=account.id,
        email=email,
        roles=roles,
        token_hash=hash_of(token),
        expires_at=now + INVITATION_LIFETIME,
    )
    session.add(offered)
    session.flush()
    _record(session, "sent", offered.id, authority.id, actor.id, now)
    outbox.put(
        session,
        to=account.email,
        message="accounts/mail/offer",
        values={"url": f"{base_url}/zaproszenie/{token}", "days": INVITATION_LIFETIME.days},
        language=account.language,
        authority_id=authority.id,
        now=now,
        is_secret=True,
    )


def _record(
    session: Session, act: str, invitation_id: UUID, authority_id: UUID, actor_id: UUID | None, now: datetime
) -> None:
    """Record an act on an invitation; it names the invitation, not the person, whom the office may not know yet."""
    log.record(
        session,
        action=f"invitation.{act}",
        subject_kind="invitation",
        subject_id=invitation_id,
        actor_id=actor_id,
        authority_id=authority_id,
        now=now,
    )
