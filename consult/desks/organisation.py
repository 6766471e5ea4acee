"""The page of those who act for an organisation: what it is here, which office confirmed it, who acts for it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult.authorities import queries as authorities_queries
from consult.extensions import db
from consult.organisations import queries, words
from consult.organisations.access import can_speak, is_shown, leads, own_memberships
from consult.web.access import allow, signed_in

bp = Blueprint("desks_organisation", __name__)


@bp.get("/organizacja")
@allow(signed_in)
def organisation() -> ResponseReturnValue:
    """Show the organisations for which the person acts, or asks to; and how to begin where there is none."""
    memberships = queries.list_own(db.session(), own_memberships(current_user))
    return render_template(
        "desks/organisation.html",
        memberships=memberships,
        offices=authorities_queries.list_all(db.session()) if memberships else [],
        can_speak=can_speak,
        is_shown=is_shown,
        leads=leads,
        words=words,
    )
