"""Writes of accounts. None of them hashes: that is slow, and is done before the transaction begins."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from consult.accounts import queries
from consult.accounts.access import can_end, can_switch_off
from consult.accounts.models import Account, OneTimeLink, RoleGrant, WebSession
from consult.accounts.rules import (
    AUTHORITY_ROLES,
    LINK_LIFETIMES,
    OPERATOR,
    SET_PASSWORD,
    email_key,
    hash_of,
    new_token,
)
from consult.actor import Actor
from consult.audit import log
from consult.authorities.queries import get_authority
from consult.jobs import queue
from consult.mail import outbox

SEND_PASSWORD_LINK = "accounts.send_password_link"  # noqa: S105 - a kind of job
NOBODY = UUID(int=0)
"""The subject of a try to sign in with an address that has no account."""


class AccountExists(Exception):
    """The address has an account already."""


class AccountDisabled(Exception):
    """The account is switched off, so nothing new is given to it."""


class SignInRefused(Exception):
    """The account was disabled, or its password changed, while the password was being checked."""


class LinkOver(Exception):
    """The link was used, is too old, or never was one."""


class RoleMisplaced(Exception):
    """The operator's role belongs to no authority, every other role to one."""


class LastAdmin(Exception):
    """The authority would be left without an administrator."""


class NotAllowed(Exception):
    """The actor may not do this to this account."""


def create_account(session: Session, *, email: str, name: str, actor_id: UUID | None, now: datetime) -> Account:
    """Add a person, without roles and without a password; raise `AccountExists`."""
    if queries.find_account_by_email(session, email) is not None:
        raise AccountExists
    account = Account(email=email.strip(), email_key=email_key(email), name=name, created_at=now)
    session.add(account)
    session.flush()
    _record(session, "created", account.id, actor_id=actor_id, now=now)
    return account


def grant_role(
    session: Session, account: Account, role: str, authority_id: UUID | None, *, actor_id: UUID | None, now: datetime
) -> bool:
    """Give a role, and end the person's sessions; tell whether it is new. Raises `RoleMisplaced`."""
    if role not in (AUTHORITY_ROLES if authority_id else (OPERATOR,)):
        raise RoleMisplaced
    if any((grant.role, grant.authority_id) == (role, authority_id) for grant in account.roles):
        return False
    account.roles.append(RoleGrant(role=role, authority_id=authority_id))
    session.flush()
    _record(session, "role_granted", account.id, actor_id=actor_id, authority_id=authority_id, now=now, role=role)
    end_sessions(session, account.id)
    return True


def revoke_role(
    session: Session, account: Account, role: str, authority_id: UUID | None, *, actor_id: UUID | None, now: datetime
) -> bool:
    """Take a role away, and end the person's sessions; tell whether it was there. Raises `LastAdmin`."""
    held = [grant for grant in account.roles if (grant.role, grant.authority_id) == (role, authority_id)]
    if not held:
        return False
    if role == "admin" and authority_id is not None:
        _keep_an_admin(session, account, authority_id)
    account.roles.remove(held[0])
    session.flush()
    _record(session, "role_revoked", account.id, actor_id=actor_id, authority_id=authority_id, now=now, role=role)
    end_sessions(session, account.id)
    return True


def change_roles(
    session: Session, account_id: UUID, authority_id: UUID, roles: Iterable[str], *, actor: Actor, now: datetime
) -> None:
    """Let the person have exactly these roles in the authority; raise `LastAdmin` or `RoleMisplaced`."""
    get_authority(session, authority_id)  # held, so that two cannot take away the last two administrators
    account = queries.get_account(session, account_id)
    wanted = set(roles)
    held = {grant.role for grant in account.roles if grant.authority_id == authority_id}
    for role in sorted(wanted - held):
        grant_role(session, account, role, authority_id, actor_id=actor.id, now=now)
    for role in sorted(held - wanted):
        revoke_role(session, account, role, authority_id, actor_id=actor.id, now=now)


def switch_off(session: Session, account_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Disable an account and end its sessions; raise `NotAllowed` or `LastAdmin`."""
    administered = session.get_one(Account, account_id).authority_ids("admin")
    for authority_id in sorted(administered):
        get_authority(session, authority_id)  # held before the account, as `change_roles` does
    account = queries.get_account(session, account_id)
    if not can_switch_off(actor, account):
        raise NotAllowed
    for authority_id in administered:
        _keep_an_admin(session, account, authority_id)
    account.is_disabled = True
    session.flush()
    _record(session, "disabled", account.id, actor_id=actor.id, now=now)
    end_sessions(session, account.id)


def switch_on(session: Session, account_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Enable an account again; raise `NotAllowed`."""
    account = queries.get_account(session, account_id)
    if not can_switch_off(actor, account):
        raise NotAllowed
    account.is_disabled = False
    session.flush()
    _record(session, "enabled", account.id, actor_id=actor.id, now=now)


def change_profile(session: Session, account_id: UUID, *, name: str, language: str, now: datetime) -> None:
    """Let a person change their own name, and the language of mails to them."""
    account = queries.get_account(session, account_id)
    account.name = name
    account.language = language
    session.flush()
    _record(session, "profile_changed", account_id, actor_id=account_id, now=now)


def sign_in(session: Session, account_id: UUID, *, checked: str, rehashed: str | None, now: datetime) -> None:
    """Record a sign-in whose password was right against the hash `checked`; raise `SignInRefused`.

    `rehashed` replaces a hash that was made at another cost than today's.
    """
    account = queries.get_account(session, account_id)
    if account.is_disabled or account.password_hash != checked:
        raise SignInRefused
    if rehashed is not None:
        account.password_hash = rehashed
    _record(session, "signed_in", account_id, actor_id=account_id, now=now)


def refuse_sign_in(session: Session, account_id: UUID | None, *, now: datetime) -> None:
    """Record that a try failed, and whose account it was, if anybody's."""
    _record(session, "sign_in_refused", account_id or NOBODY, actor_id=None, now=now)


def sign_in_by_link(session: Session, token: str, purpose: str, *, now: datetime) -> Account:
    """Use a link up and record the sign-in; raise `LinkOver`."""
    account = use_link(session, token, purpose, now=now)
    _record(session, "signed_in", account.id, actor_id=account.id, now=now, link=purpose)
    return account


def sign_out(session: Session, account_id: UUID, *, now: datetime) -> None:
    """Record that a person signed out; the session's own row goes when the answer is sent."""
    _record(session, "signed_out", account_id, actor_id=account_id, now=now)


def end_session(session: Session, row: WebSession, *, actor: Actor, now: datetime) -> None:
    """End one of the actor's own sessions, in another browser; raise `NotAllowed`."""
    if not can_end(actor, row):
        raise NotAllowed
    session.delete(row)
    session.flush()
    _record(session, "session_ended", row.account_id or NOBODY, actor_id=actor.id, now=now)


def end_sessions(session: Session, account_id: UUID, *, but: str | None = None) -> None:
    """End the person's sessions, all but one where it is named."""
    gone = delete(WebSession).where(WebSession.account_id == account_id)
    session.execute(gone if but is None else gone.where(WebSession.id != but))


def ask_for_password_link(session: Session, account_id: UUID | None, *, now: datetime) -> None:
    """Leave the sending to a job, whether there is an account or not: so both requests do the same work."""
    queue.put(session, SEND_PASSWORD_LINK, {"account_id": account_id and str(account_id)}, due_at=now)


def send_password_link(session: Session, account_id: UUID, *, base_url: str, now: datetime) -> None:
    """Write to a person with a link to set a password; a disabled account gets nothing."""
    account = queries.get_account(session, account_id)
    if account.is_disabled:
        return
    token = issue_link(session, account.id, SET_PASSWORD, now=now, actor_id=None)
    outbox.put(
        session,
        to=account.email,
        message="accounts/mail/set_password",
        values={"url": link_url(base_url, token), "hours": _hours(LINK_LIFETIMES[SET_PASSWORD])},
        language=account.language,
        authority_id=None,
        now=now,
        is_secret=True,
    )


def set_password(session: Session, account_id: UUID, password_hash: str, *, keep: str | None, now: datetime) -> None:
    """Set a password: every other session ends, every open link is used up, and a mail tells the person."""
    account = queries.get_account(session, account_id)
    account.password_hash = password_hash
    session.flush()
    _record(session, "password_set", account_id, actor_id=account_id, now=now)
    end_sessions(session, account_id, but=keep)
    open_links = update(OneTimeLink).where(OneTimeLink.account_id == account_id, OneTimeLink.used_at.is_(None))
    session.execute(open_links.values(used_at=now))
    outbox.put(
        session,
        to=account.email,
        message="accounts/mail/password_changed",
        values={},
        language=account.language,
        authority_id=None,
        now=now,
    )


def issue_link(
    session: Session,
    account_id: UUID,
    purpose: str,
    *,
    now: datetime,
    actor_id: UUID | None,
    lifetime: timedelta | None = None,
) -> str:
    """Make a one-time link and give its token, which is kept nowhere."""
    token = new_token()
    session.add(
        OneTimeLink(
            token_hash=hash_of(token),
            account_id=account_id,
            purpose=purpose,
            expires_at=now + (lifetime or LINK_LIFETIMES[purpose]),
        )
    )
    session.flush()
    _record(session, "link_issued", account_id, actor_id=actor_id, now=now, purpose=purpose)
    return token


def use_link(session: Session, token: str, purpose: str, *, now: datetime) -> Account:
    """Use a link up, once whatever the concurrency, and give its account; raise `LinkOver`."""
    account_id = session.scalar(
        update(OneTimeLink)
        .where(
            OneTimeLink.token_hash == hash_of(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(OneTimeLink.account_id)
    )
    if account_id is None:
        raise LinkOver
    account = queries.get_account(session, account_id)
    if account.is_disabled:
        raise LinkOver
    return account


def remove_old_links(session: Session, *, now: datetime) -> None:
    """Remove the links that can no longer be used."""
    session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at <= now))


def link_url(base_url: str, token: str) -> str:
    """Give the whole address of a link."""
    return f"{base_url}/link/{token}"


def _hours(lifetime: timedelta) -> int:
    return int(lifetime / timedelta(hours=1))


def _keep_an_admin(session: Session, account: Account, authority_id: UUID) -> None:
    if not queries.has_other_admin(session, authority_id, account.id):
        raise LastAdmin


def _record(
    session: Session,
    act: str,
    account_id: UUID,
    *,
    actor_id: UUID | None,
    now: datetime,
    authority_id: UUID | None = None,
    **details: str,
) -> None:
    log.record(
        session,
        action=f"account.{act}",
        subject_kind="account",
        subject_id=account_id,
        actor_id=actor_id,
        authority_id=authority_id,
        now=now,
        details=details,
    )
