"""Work that is left for later: remind officials of a day."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from consult import clock
from consult.config import Settings
from consult.consultations import reminders
from consult.web.transaction import transaction


def remind(payload: Mapping[str, Any]) -> None:
    """Write to the officials of a consultation that a day is near."""
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        reminders.remind(session, payload, base_url=settings.base_url, now=clock.now())
