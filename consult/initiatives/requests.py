"""What the pages of initiatives share with the request: how often somebody asks, where the site is."""

from datetime import datetime

from flask import current_app, request
from sqlalchemy.orm import Session

from consult.accounts import throttle
from consult.accounts.signing_in import keys
from consult.config import Settings

FROM_NETWORK = throttle.Limit(60, throttle.HOUR)
"""A hall full of people may sit behind one address."""


class TooMany(Exception):
    """More came from one place than people send."""


def base_url() -> str:
    """Give the address under which people use this site."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url


def secret() -> str:
    """Give what signs links and marks of people."""
    settings: Settings = current_app.extensions["settings"]
    return settings.secret_key


def bucket_of(purpose: str) -> str:
    """Name the bucket of this purpose for the reader's network; outside a transaction."""
    return keys().of(purpose, throttle.network_of(request.remote_addr))


def take_from(session: Session, bucket: str, limit: throttle.Limit, now: datetime) -> None:
    """Count one more in a bucket; raise `TooMany`."""
    if throttle.take(session, bucket, limit, now=now) is not None:
        raise TooMany
