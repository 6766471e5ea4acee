"""Addresses for machines: is the process alive, can it work."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from consult import schema
from consult.extensions import db
from consult.web.access import allow, anyone
from consult.web.headers import personal

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@allow(anyone)
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    personal()
    return {"alive": True}


@bp.get("/readyz")
@allow(anyone)
def ready() -> ResponseReturnValue:
    """Say whether the database is there with its latest schema."""
    personal()
    try:
        is_ready = schema.is_current(db.session().connection())
    except SQLAlchemyError:
        is_ready = False
    return {"ready": is_ready}, 200 if is_ready else 503
