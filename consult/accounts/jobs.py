"""Work of accounts that is left for later, or done again and again."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from consult import clock
from consult.accounts import invitations, operations, sessions, sign_up, throttle
from consult.config import Settings
from consult.web.transaction import transaction


def send_password_link(payload: Mapping[str, Any]) -> None:
    """Write to the person who asked for a link; where the address has no account there is nothing to do."""
    if payload["account_id"] is None:
        return
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        operations.send_password_link(session, UUID(payload["account_id"]), base_url=settings.base_url, now=clock.now())


def send_sign_up(payload: Mapping[str, Any]) -> None:
    """Write to an address that wants an account."""
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        sign_up.send(session, payload["email"], payload["language"], base_url=settings.base_url, now=clock.now())


def remove_what_is_over() -> None:
    """Remove sessions that ended, links and invitations that are too old, and yesterday's counts of tries."""
    now = clock.now()
    with transaction() as session:
        sessions.remove_over(session, now=now)
        operations.remove_old_links(session, now=now)
        invitations.remove_old(session, now=now)
        sign_up.remove_old(session, now=now)
        throttle.remove_old(session, now=now)
