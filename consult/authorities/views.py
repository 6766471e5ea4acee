"""What everybody may fetch of an authority."""

from flask import Blueprint, Response, abort, request

from consult.authorities import queries
from consult.authorities.current import enter
from consult.extensions import db
from consult.web.access import allow, anyone

bp = Blueprint("authorities", __name__)

KEPT_FOR = 300
"""Seconds for which a browser keeps an office's colours."""


@bp.get("/u/<slug:authority>/theme.css")
@allow(anyone)
def theme(authority: str) -> Response:
    """Give the office's colour; everything else follows from it in tokens.css."""
    found = queries.find_by_slug(db.session(), authority) or abort(404)
    enter(found)
    response = Response(f":root {{ --brand: {found.brand}; }}\n", mimetype="text/css")
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    response.add_etag()
    response.make_conditional(request)
    return response
