"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from consult.accounts.access import of_authority
from consult.accounts.models import Account, OneTimeLink, RoleGrant, SignUp, WebSession
from consult.accounts.rules import email_key, hash_of
from consult.texts.folding import sort_key


def find_account_by_email(session: Session, email: str) -> Account | None:
    """Find the account of an address."""
    return session.scalar(select(Account).where(Account.email_key == email_key(email)))


@dataclass(frozen=True)
class Credentials:
    """What a sign-in is checked against; `password_hash` is empty where nobody may sign in with one."""

    account_id: UUID | None
    password_hash: str | None


def find_credentials(session: Session, email: str) -> Credentials:
    """Find what to check a password against; one statement, whether the address has an account or not."""
    asked = select(Account.id, Account.password_hash, Account.is_disabled).where(Account.email_key == email_key(email))
    row = session.execute(asked).one_or_none()
    return Credentials(row.id if row else None, row.password_hash if row and not row.is_disabled else None)


def get_account(session: Session, account_id: UUID) -> Account:
    """Get an account that must be there, and hold it until the transaction ends."""
    return session.get_one(Account, account_id, with_for_update=True)


def find_person(session: Session, account_id: UUID, authority_id: UUID) -> Account | None:
    """Find a person who has a role in this authority."""
    return session.scalar(select(Account).where(Account.id == account_id, of_authority(authority_id)))


def list_people(session: Session, authority_id: UUID) -> Sequence[Account]:
    """List those who have a role in this authority, by name."""
    people = session.scalars(select(Account).where(of_authority(authority_id)))
    return sorted(people, key=lambda account: (sort_key(account.name), account.email_key))


def has_other_admin(session: Session, authority_id: UUID, account_id: UUID) -> bool:
    """Tell whether the authority has another administrator who can sign in."""
    others = exists().where(
        RoleGrant.authority_id == authority_id,
        RoleGrant.role == "admin",
        RoleGrant.account_id == Account.id,
        Account.id != account_id,
        Account.is_disabled.is_(False),
    )
    return bool(session.scalar(select(others)))


def list_sessions(session: Session, mine: ColumnElement[bool], *, now: datetime) -> Sequence[WebSession]:
    """List the sessions that still count among those of the condition, the one used last first."""
    rows = session.scalars(select(WebSession).where(mine).order_by(WebSession.seen_at.desc(), WebSession.id))
    return [row for row in rows if row.is_alive(now)]


def find_session(session: Session, session_id: str, mine: ColumnElement[bool]) -> WebSession | None:
    """Find one session among those of the condition."""
    return session.scalar(select(WebSession).where(WebSession.id == session_id, mine))


def find_link(session: Session, token: str, *, now: datetime) -> OneTimeLink | None:
    """Find a link that can still be used."""
    link = session.get(OneTimeLink, hash_of(token))
    if link is None or link.used_at is not None or link.expires_at <= now or link.account.is_disabled:
        return None
    return link


def find_sign_up(session: Session, token: str, *, now: datetime) -> SignUp | None:
    """Find the address that a link confirms, while the link can be used and the address has no account."""
    asked = session.get(SignUp, hash_of(token))
    if asked is None or asked.expires_at <= now or find_account_by_email(session, asked.email) is not None:
        return None
    return asked
