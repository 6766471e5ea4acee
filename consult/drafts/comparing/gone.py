"""Addresses of units that a later version does not have any more: they lead on, or say what stood there last."""

from http import HTTPStatus

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from consult.drafts import pages, queries
from consult.drafts.comparing.carrying import find_stand
from consult.drafts.comparing.queries import find_last_unit
from consult.drafts.models import Draft, DraftUnit, DraftVersion
from consult.drafts.rules.alignment import Fate
from consult.extensions import db
from consult.web.paging import page_number

ON_UNIT = 20


def show_gone(found: Draft, version: DraftVersion, key: str) -> ResponseReturnValue:
    """Lead to the unit that it was joined with, or show its last words and what was said of them; else answer 404."""
    session = db.session()
    last = find_last_unit(session, found.id, key) or abort(404)
    stand = find_stand(session, found, key, last[0].number)
    slug = found.consultation.slug
    if stand is not None and stand.fate is not Fate.REMOVED:
        return redirect(url_for("drafts.remark", consultation=slug, number=found.number, unit_key=stand.key))
    page = queries.page_of_remarks(session, queries.public_of_unit(found.id, key), page_number(), ON_UNIT)
    text = render_template(
        "drafts/gone.html",
        consultation=found.consultation,
        draft=found,
        version=version,
        last=last[0],
        unit=last[1],
        page=page,
        said=[pages.said(remark, slug) for remark in page.rows],
    )
    return text, HTTPStatus.OK


def find_first_piece(session: Session, unit: DraftUnit) -> DraftUnit | None:
    """Find the first part of what was split, where the unit is another part; the remarks stand there."""
    if not unit.came_from or unit.key in unit.came_from:
        return None
    return queries.find_unit(session, unit.version_id, unit.came_from[0])
