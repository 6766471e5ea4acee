"""Pages of a programme for everybody: what it is, what happens where, what came of it, and places side by side."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities.current import office_of_host
from consult.consultations.access import is_public as is_public_consultation
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.programmes import comparing, maturity, pages, queries
from consult.programmes.access import is_public
from consult.programmes.manage import may_edit
from consult.programmes.models import ACCEPTED, Programme
from consult.recommendations import pages as recommendations_pages
from consult.recommendations import queries as recommendations
from consult.recommendations.models import Recommendation
from consult.web.access import allow, anyone

bp = Blueprint("programmes", __name__)
MOST = 20
"""Recommendations on the page; the tracker has them all."""


@bp.get("/p/<slug:programme>")
@allow(anyone)
def programme(programme: str) -> ResponseReturnValue:
    """Say what the programme is, who takes part, what is open where, what happens, and what was recommended."""
    found = _public(programme)
    session, now, today = db.session(), clock.now(), clock.today()
    consultations = _consultations(found)
    rows = pages.rows_of(session, consultations, now)
    came = Recommendation.consultation_id.in_([one.id for one in consultations])
    page = recommendations.page_public(session, today, came)
    return render_template(
        "programmes/programme.html",
        programme=found,
        members=sorted(
            (member.authority for member in found.members if member.state == ACCEPTED), key=lambda one: one.sort_key
        ),
        groups=pages.by_authority(rows),
        consultation_count=len(rows),
        answers=sum(row.answers or 0 for row in rows),
        open_count=sum(row.stage == "open" for row in rows),
        happenings=pages.happenings_of(session, consultations, now),
        recommended=recommendations_pages.rows_of(page.rows[:MOST], today),
        is_assessed=bool(maturity.assess(session, consultations, now)),
        is_compared=bool(comparing.compare(session, consultations, now)),
        may_edit=may_edit(current_user, found),
    )


@bp.get("/p/<slug:programme>/porownanie")
@allow(anyone)
def comparison(programme: str) -> ResponseReturnValue:
    """Put what people answered in each place side by side, one question at a time."""
    found = _public(programme)
    compared = comparing.compare(db.session(), _consultations(found), clock.now())
    if not compared:
        return render_template("programmes/comparison.html", programme=found, compared=[], chosen=None, figure=None)
    wanted = request.args.get("pytanie", compared[0].key)
    chosen = comparing.by_key(compared).get(wanted) or abort(404)
    return render_template(
        "programmes/comparison.html",
        programme=found,
        compared=compared,
        chosen=chosen,
        figure=comparing.figure_of(chosen),
    )


@bp.get("/p/<slug:programme>/samoocena")
@allow(anyone)
def self_assessment(programme: str) -> ResponseReturnValue:
    """Show how mature cooperation is as each group sees it, and where they are furthest apart."""
    found = _public(programme)
    assessed = maturity.assess(db.session(), _consultations(found), clock.now())
    figures = [(one.consultation, maturity.figure_of(one, place)) for place, one in enumerate(assessed, 1)]
    return render_template("programmes/self_assessment.html", programme=found, figures=figures)


def _public(slug: str) -> Programme:
    """Find a public programme; a host name of one office knows those in which that office takes part."""
    found: Programme = queries.find_programme(db.session(), slug, is_public()) or abort(404)
    host = office_of_host()
    if host is not None and host.id not in found.accepted_ids:
        abort(404)
    return found


def _consultations(found: Programme) -> list[Consultation]:
    """List the public consultations; under the host name of an office its own, since no link leads elsewhere."""
    host = office_of_host()
    listed = queries.list_joined(db.session(), found.id, is_public_consultation())
    return [one for one in listed if host is None or one.authority_id == host.id]
