"""The page of an authority: what it consults this year, and what it consulted in earlier ones."""

from datetime import date, datetime, timedelta
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter, office_of_host
from consult.authorities.queries import find_by_slug
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.consultations.queries import find_first_closing
from consult.consultations.rules.stages import opening_moment
from consult.desks.matters import LISTS, find_matters
from consult.drafts.duty import find_board, of_authority
from consult.extensions import db
from consult.programmes.queries import list_of_authority
from consult.recommendations.models import Recommendation
from consult.recommendations.queries import count_public
from consult.territory.queries import has_values
from consult.territory.rules import lasting
from consult.texts.calendar_words import WARSAW
from consult.web.access import allow, anyone
from consult.web.paging import page_number

bp = Blueprint("authority", __name__)
INSTANT = timedelta(microseconds=1)
"""What ends with 31 December closes at the first moment of the new year, and belongs to the old one."""


@bp.get("/u/<slug:authority>")
@allow(anyone)
def plan(authority: str) -> ResponseReturnValue:
    """Show the year's plan: what is open, what is announced, what was closed, and whom to ask.

    `?rok=` asks for what was closed in an earlier year. A host name of one office knows no other.
    """
    host = office_of_host()
    if host is not None and host.slug != authority:
        abort(404)
    found = find_by_slug(db.session(), authority) or abort(404)
    enter(found)
    years = _years(found.id)
    given = request.args.get("rok", "")
    year = int(given) if given in map(str, years) else years[0]
    matters = find_matters(
        db.session(),
        clock.now(),
        closed_since=_beginning(year),
        closed_until=_beginning(year + 1),
        numbers=[page_number(name) for name in LISTS],
        office_id=found.id,
    )
    return render_template(
        "desks/authority.html",
        authority=found,
        matters=matters,
        year=year,
        years=years,
        recommendations=count_public(db.session(), clock.today(), Recommendation.authority_id == found.id),
        programmes=list_of_authority(db.session(), found.id),
        board=find_board(db.session(), of_authority(found.id), now=clock.now()),
        has_indicators=has_values(db.session(), lasting(found.teryt)),
    )


def _years(office_id: UUID) -> list[int]:
    """List the years of the office, this one first, back to the first in which something was closed."""
    this_year = clock.today().year
    first = find_first_closing(db.session(), Consultation.authority_id == office_id, is_public())
    began = this_year if first is None else min(this_year, (first - INSTANT).astimezone(WARSAW).year)
    return list(range(this_year, began - 1, -1))


def _beginning(year: int) -> datetime:
    return opening_moment(date(year, 1, 1))
