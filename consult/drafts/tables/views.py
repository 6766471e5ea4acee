"""The files of the table of remarks: the published ones for everybody, a preview for the office."""

from http import HTTPStatus
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, render_template, send_file
from flask.typing import ResponseReturnValue

from consult import clock
from consult.consultations.access import OFFICIALS
from consult.drafts import queries as drafts
from consult.drafts.access import is_public
from consult.drafts.manage.desk import on_desk
from consult.drafts.tables import keeping
from consult.drafts.tables.formats import ADDRESS, FORMATS, PDF, made
from consult.drafts.tables.gathering import gather
from consult.drafts.tables.offers import LONGEST_PREVIEW
from consult.drafts.views import public_consultation
from consult.extensions import db
from consult.web.access import allow, anyone, holding
from consult.web.headers import POLICY
from consult.web.transaction import transaction

bp = Blueprint("drafts_tables", __name__)
A_MOMENT = 20
"""Seconds after which it is worth asking again."""


@bp.get(f"/k/<slug:consultation>/uwagi/{ADDRESS}")
@allow(anyone)
def table(consultation: str, name: str) -> ResponseReturnValue:
    """Give a file of the published table; a long one that is not made yet is asked for again."""
    found = public_consultation(consultation)
    kept = keeping.find_kept(db.session(), found) or abort(404)
    if name not in kept.names:
        abort(404)
    if not kept.path_of(name).exists():
        if kept.rows > keeping.AT_ONCE:
            return _being_made(found.id, consultation)
        kept.make([name])
    return _given(kept.path_of(name), consultation, name, cache="public, no-cache")


def _being_made(consultation_id: UUID, slug: str) -> ResponseReturnValue:
    with transaction() as session:
        keeping.ask_for(session, consultation_id)
    page = render_template("drafts/tables/being_made.html", slug=slug)
    return page, HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(A_MOMENT)}


@bp.get(f"/urzad/k/<slug:consultation>/uwagi/{ADDRESS}")
@allow(holding(*OFFICIALS))
def preview(consultation: str, name: str) -> ResponseReturnValue:
    """Give the table as it would be published now, with the decisions that are not public yet."""
    found = on_desk(consultation)
    session = db.session()
    public = drafts.list_drafts(session, found.id, is_public()) or abort(404)
    base_url = current_app.extensions["settings"].base_url
    gathered = gather(session, found, public, base_url=base_url, now=clock.now(), is_preview=True)
    if name == PDF and len(gathered.lines) > LONGEST_PREVIEW:
        abort(404)
    return _given(BytesIO(made(name, gathered)), consultation, name, cache="no-store")


def _given(file: Any, slug: str, name: str, *, cache: str) -> Response:
    """Answer with a file, always to be saved and never shown as a page of ours."""
    response = send_file(
        file, mimetype=FORMATS[name].media_type, as_attachment=True, download_name=f"{slug}-{name}", conditional=True
    )
    response.headers.add("Content-Security-Policy", "sandbox")
    response.headers.add("Content-Security-Policy", POLICY)  # a browser keeps to both
    response.headers["Cache-Control"] = cache
    return response
