"""Work that is done again and again: remind those who owe something."""

from flask import current_app

from consult import clock
from consult.config import Settings
from consult.extensions import db
from consult.recommendations import operations, queries
from consult.recommendations.rules import NEAR
from consult.web.transaction import transaction

MORNING = 8
"""No mail goes out before this hour in Poland."""


def remind() -> None:
    """Write to those whose day is near or over; most of the time there is nobody, and nothing is locked."""
    now, today = clock.now(), clock.today()
    if now.astimezone(clock.WARSAW).hour < MORNING or not queries.list_due(db.session(), today + NEAR):
        return
    settings: Settings = current_app.extensions["settings"]
    with transaction() as session:
        operations.remind(session, today=today, base_url=settings.base_url, now=now)
