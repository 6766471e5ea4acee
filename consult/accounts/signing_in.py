"""From a typed password to a session: throttle, check, record. Hashing stands between two short transactions."""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, request
from sqlalchemy.orm import Session

from consult import clock
from consult.accounts import operations, queries, sign_up, throttle
from consult.accounts.passwords import Passwords
from consult.accounts.rules import email_key
from consult.accounts.sessions import current_session
from consult.config import LOOPBACK, Settings
from consult.extensions import db
from consult.web.locale import language
from consult.web.transaction import transaction


class TooManyTries(Exception):
    """Somebody tried too often; `wait` tells for how long nothing is tried."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class WrongPassword(Exception):
    """No such account, no such password, or a disabled account: nobody is told which."""


def is_private() -> bool:
    """Tell whether nobody on the way can read a password: https, or a connection within this machine."""
    return request.is_secure or urlsplit(request.host_url).hostname in LOOPBACK


def passwords() -> Passwords:
    """Give what hashes and checks passwords in this app."""
    found: Passwords = current_app.extensions["passwords"]
    return found


def keys() -> throttle.Keys:
    """Give what names today's buckets."""
    settings: Settings = current_app.extensions["settings"]
    return throttle.Keys(settings.secret_key, clock.today())


def sign_in(email: str, password: str) -> None:
    """Sign in with a password, or raise `TooManyTries` or `WrongPassword`."""
    now = clock.now()
    buckets = throttle.sign_in_keys(keys(), email, request.remote_addr)
    with transaction() as session:
        wait = throttle.take_sign_in(session, buckets, now=now)
    if wait is not None:
        raise TooManyTries(wait)
    known = queries.find_credentials(db.session(), email)
    account_id, kept = known.account_id, known.password_hash
    db.session.rollback()  # nothing is held while hashing
    if not passwords().is_right(kept, password) or account_id is None or kept is None:
        with transaction() as session:
            operations.refuse_sign_in(session, account_id, now=now)
        raise WrongPassword
    _let_in(account_id, kept, password, buckets, now)


def _let_in(account_id: UUID, kept: str, password: str, buckets: throttle.SignInKeys, now: datetime) -> None:
    rehashed = passwords().hash(password) if passwords().is_outdated(kept) else None
    try:
        with transaction() as session:
            operations.sign_in(session, account_id, checked=kept, rehashed=rehashed, now=now)
            throttle.forgive_sign_in(session, buckets, now=now)
    except operations.SignInRefused:
        raise WrongPassword from None
    current_session().sign_in(account_id)


def check_present_password(account_id: UUID, kept: str | None, password: str) -> None:
    """Check the password of one who is signed in, or raise `TooManyTries` or `WrongPassword`."""
    bucket = keys().of("present", str(account_id))
    with transaction() as session:
        wait = throttle.take(session, bucket, throttle.PRESENT_PASSWORD, now=clock.now())
    if wait is not None:
        raise TooManyTries(wait)
    if not passwords().is_right(kept, password):
        raise WrongPassword


def ask_for_password_link(email: str) -> None:
    """Have a link sent to the address if it has an account, or raise `TooManyTries`; the answer never tells which."""

    def ask(session: Session, now: datetime) -> None:
        operations.ask_for_password_link(session, queries.find_credentials(session, email).account_id, now=now)

    _have_written_to(email, ask)


def ask_to_sign_up(email: str) -> None:
    """Have a mail sent to the address, whether it has an account or not, or raise `TooManyTries`."""
    reader = language()
    _have_written_to(email, lambda session, now: sign_up.ask(session, email, language=reader, now=now))


def _have_written_to(email: str, ask: Callable[[Session, datetime], None]) -> None:
    """Ask for a mail to an address that anybody may have typed.

    One address may be written to three times an hour, for whatever reason; asking more often changes nothing.
    """
    now = clock.now()
    from_here = keys().of("links from", throttle.network_of(request.remote_addr))
    to_there = keys().of("links to", email_key(email))
    with transaction() as session:
        wait = throttle.take(session, from_here, throttle.LINKS_FROM_ADDRESS, now=now)
        is_enough = throttle.take(session, to_there, throttle.LINKS_TO_EMAIL, now=now) is not None
        if wait is None and not is_enough:
            ask(session, now)
    if wait is not None:
        raise TooManyTries(wait)
