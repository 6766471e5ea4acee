"""What the pages of organisations share with the request: who asks, how often, where the site is, what is a place."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_login import current_user

from consult import clock
from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.config import Settings
from consult.extensions import db
from consult.organisations import queries
from consult.organisations.forms import Seat
from consult.organisations.rules import MOST_REQUESTS, WITHIN
from consult.web.transaction import transaction

REQUESTS = throttle.Limit(MOST_REQUESTS, WITHIN)


def by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def base_url() -> str:
    """Give the address under which people use this site."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def is_too_often() -> bool:
    """Count one more request of this person to somebody else, and tell whether it was one too many today."""
    bucket = keys().of("organisations", str(current_user.id))
    with transaction() as session:
        return throttle.take(session, bucket, REQUESTS, now=clock.now()) is not None


def find_seats(typed: str) -> Sequence[Seat]:
    """Find the gminas of a name or a code, each named with its powiat."""
    units = queries.list_gminas(db.session(), typed)
    powiats = queries.name_powiats(db.session(), units)
    return [(unit.code6, f"{unit.name} ({powiats[unit.code6]})") for unit in units]
