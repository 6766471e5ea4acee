"""Work that is left for later, and what recurs: remind, tell of changes, erase names."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import current_app

from consult import clock
from consult.config import Settings
from consult.meetings.operations import erasing, letters
from consult.participation import forms as participation
from consult.web.transaction import transaction


def _base_url() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def tell_changed(payload: Mapping[str, Any]) -> None:
    """Write to whoever registered, some hundred in each transaction; who was told is not told again."""
    meeting_id, number = UUID(payload["meeting_id"]), int(payload["number"])
    while True:
        with transaction() as session:
            if not letters.tell_changed(session, meeting_id, number, base_url=_base_url(), now=clock.now()):
                return


def ask_participants(payload: Mapping[str, Any]) -> None:
    """Ask those who were there to look at the protocol."""
    now = clock.now()
    with transaction() as session:
        letters.ask_participants(
            session,
            UUID(payload["protocol_id"]),
            lambda registration: participation.issue(registration.id, now),
            base_url=_base_url(),
            now=now,
        )


def remind() -> None:
    """Remind of the meetings of tomorrow."""
    while True:
        with transaction() as session:
            if not letters.remind(session, base_url=_base_url(), now=clock.now()):
                return


def erase() -> None:
    """Erase the names of meetings that are over for long enough."""
    with transaction() as session:
        erasing.erase_what_is_over(session, now=clock.now())
