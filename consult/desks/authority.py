"""The page of an authority: what it consults this year."""

from datetime import date

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter, office_of_host
from consult.authorities.queries import find_by_slug
from consult.consultations.rules.stages import opening_moment
from consult.desks.matters import find_matters
from consult.extensions import db
from consult.web.access import allow, anyone
from consult.web.paging import page_number

bp = Blueprint("authority", __name__)


@bp.get("/u/<slug:authority>")
@allow(anyone)
def plan(authority: str) -> ResponseReturnValue:
    """Show the year's plan: what is open, what is announced, what was closed, and whom to ask.

    A host name of one office knows no other.
    """
    host = office_of_host()
    if host is not None and host.slug != authority:
        abort(404)
    found = find_by_slug(db.session(), authority) or abort(404)
    enter(found)
    this_year = opening_moment(date(clock.today().year, 1, 1))
    matters = find_matters(db.session(), clock.now(), closed_since=this_year, number=page_number(), office_id=found.id)
    return render_template("desks/authority.html", authority=found, matters=matters)
