"""Pages of organisations: for those who act for one, and for everybody what it proposed and what became of it."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities import queries as authorities_queries
from consult.authorities.current import office_of_host
from consult.drafts import pages
from consult.drafts import queries as drafts
from consult.extensions import db
from consult.organisations import queries, words
from consult.organisations.access import can_speak, is_public, is_shown, leads, own_memberships
from consult.programmes.models import Programme
from consult.programmes.queries import list_programmes
from consult.recommendations.models import Recommendation
from consult.recommendations.queries import addressed_to, page_public
from consult.web.access import allow, anyone, signed_in
from consult.web.paging import page_number

bp = Blueprint("desks_organisation", __name__)
ON_PAGE = 20


@bp.get("/organizacja")
@allow(signed_in)
def organisation() -> ResponseReturnValue:
    """Show the organisations for which the person acts, or asks to; and how to begin where there is none."""
    memberships = queries.list_own(db.session(), own_memberships(current_user))
    return render_template(
        "desks/organisation.html",
        memberships=memberships,
        programmes=list_programmes(
            db.session(), Programme.organisation_id.in_([one.organisation_id for one in memberships])
        ),
        offices=authorities_queries.list_all(db.session()) if memberships else [],
        can_speak=can_speak,
        is_shown=is_shown,
        leads=leads,
        words=words,
    )


@bp.get("/organizacje/<slug:organisation>")
@allow(anyone)
def profile(organisation: str) -> ResponseReturnValue:
    """Say who they are, which office confirmed it, what they proposed and what became of it.

    Under the host name of an office stands what was proposed to that office: no link leads to what is not there.
    """
    session = db.session()
    found = queries.find_organisation(session, organisation, is_public()) or abort(404)
    here = office_of_host()
    proposed = drafts.said_by(found.id, here.id if here else None)
    page = drafts.page_of_remarks(session, drafts.latest(*proposed), page_number(), ON_PAGE)
    counts = drafts.count_by_verdict(session, *proposed)
    offices = [Recommendation.authority_id == here.id] if here else []
    recommended = page_public(session, clock.today(), addressed_to(found.id), *offices)
    return render_template(
        "desks/profile.html",
        organisation=found,
        page=page,
        proposals=[(pages.said(one, one.draft.consultation.slug), one.draft) for one in page.rows],
        tally=pages.tally(counts),
        recommended=recommended.total,
        total=sum(counts.values()),
        decided=sum(counts.values()) - counts.get(None, 0),
        words=words,
    )
