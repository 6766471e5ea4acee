"""From a typed address to an account: a mail with a link, and no account before the link was used.

The request does the same work whatever the address: it leaves a job. The job tells the address, and nobody
else, whether it has an account already (OWASP ASVS 6.3.8).
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from consult.accounts import operations, queries
from consult.accounts.models import Account, SignUp
from consult.accounts.rules import SIGN_UP_LIFETIME, email_key, hash_of, new_token
from consult.audit import log
from consult.jobs import queue
from consult.mail import outbox

SEND_SIGN_UP = "accounts.send_sign_up"


class SignUpOver(Exception):
    """The link was used, is too old or never was one, or the address has got an account meanwhile."""


def ask(session: Session, email: str, *, language: str, now: datetime) -> None:
    """Leave the mail to a job."""
    queue.put(session, SEND_SIGN_UP, {"email": email, "language": language}, due_at=now)


def send(session: Session, email: str, language: str, *, base_url: str, now: datetime) -> None:
    """Write to the address: a link that confirms it, or that it has an account; a disabled one hears nothing."""
    account = queries.find_account_by_email(session, email)
    if account is not None and account.is_disabled:
        return
    if account is not None:
        message, values, language = "have_account", {"url": f"{base_url}/haslo"}, account.language
    else:
        token = new_token()
        session.add(
            SignUp(
                token_hash=hash_of(token),
                email=email,
                email_key=email_key(email),
                language=language,
                expires_at=now + SIGN_UP_LIFETIME,
            )
        )
        hours = str(int(SIGN_UP_LIFETIME / timedelta(hours=1)))
        message, values = "sign_up", {"url": f"{base_url}/rejestracja/{token}", "hours": hours}
    outbox.put(
        session,
        to=email if account is None else account.email,
        message=f"accounts/mail/{message}",
        values=values,
        language=language,
        authority_id=None,
        now=now,
        is_secret=account is None,
    )


def confirm(session: Session, token: str, *, name: str, password_hash: str, now: datetime) -> Account:
    """Make the account of the address that the link confirms, once whatever the concurrency; raise `SignUpOver`."""
    gone = delete(SignUp).where(SignUp.token_hash == hash_of(token), SignUp.expires_at > now)
    confirmed = session.execute(gone.returning(SignUp.email, SignUp.language)).one_or_none()
    if confirmed is None:
        raise SignUpOver
    try:
        account = operations.create_account(session, email=confirmed.email, name=name, actor_id=None, now=now)
    except operations.AccountExists:
        raise SignUpOver from None
    account.is_self_made = True
    account.password_hash, account.language = password_hash, confirmed.language
    session.execute(delete(SignUp).where(SignUp.email_key == account.email_key))
    session.flush()
    log.record(
        session,
        action="account.signed_up",
        subject_kind="account",
        subject_id=account.id,
        actor_id=account.id,
        authority_id=None,
        now=now,
    )
    return account


def remove_old(session: Session, *, now: datetime) -> None:
    """Forget the addresses that nobody confirmed in time."""
    session.execute(delete(SignUp).where(SignUp.expires_at <= now))
