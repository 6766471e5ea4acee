"""Pages of meetings for everybody: what, when and where; files; the calendar."""

from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import can_see_desk
from consult.consultations.rules.icalendar import calendar_file
from consult.extensions import db
from consult.files.views import send
from consult.meetings import origins, pages, queries
from consult.meetings.access import has_public_protocol, is_public
from consult.meetings.models import Idea, Meeting, Protocol
from consult.web.access import allow, anyone
from consult.web.locale import language

bp = Blueprint("meetings", __name__)


def public_meeting(slug: str, number: int) -> Meeting:
    """Find a published meeting, or answer 404."""
    found = queries.find_meeting(db.session(), slug, number, is_public()) or abort(404)
    enter(found.consultation.authority)
    return found


@bp.get("/k/<slug:consultation>/spotkania/<int:number>")
@allow(anyone)
def meeting(consultation: str, number: int) -> ResponseReturnValue:
    """Say where and when it is, how to get in, and what came of it."""
    return show(public_meeting(consultation, number))


def show(found: Meeting, *, is_preview: bool = False) -> str:
    """Render the page of a meeting, as the public sees it or will see it."""
    now = clock.now()
    session = db.session()
    is_over = now >= found.ends_at
    protocol = queries.find_protocol(session, found.id) if is_over else None
    return render_template(
        "meetings/meeting.html",
        meeting=found,
        consultation=found.consultation,
        is_preview=is_preview,
        kind=pages.kind_of(found),
        when=pages.when(found),
        facilities=pages.facilities_of(found),
        invited=pages.invited(found),
        agenda=pages.agenda_of(found),
        files=[download for _file, download in pages.downloads_of(found)],
        changes=pages.changes_of(found),
        takes=found.takes_now(now),
        free=pages.free_of(session, found) if found.takes_now(now) else None,
        is_over=is_over,
        came=sum(queries.count_came(session, found.id).values()) if is_over else 0,
        tables=_tables(found),
        has_protocol=has_public_protocol(protocol),
        objections_until=_objections_until(protocol),
        may_edit=can_see_desk(current_user, found.consultation),
    )


def _objections_until(protocol: Protocol | None) -> date | None:
    """Tell until when those who were there may object, while they may."""
    if protocol is None or protocol.published_at is not None or protocol.objections_until is None:
        return None
    return protocol.objections_until if clock.today() <= protocol.objections_until else None


def _tables(found: Meeting) -> list[pages.TableOfIdeas]:
    """List the ideas that everybody may read, by table."""
    if found.ideas_published_at is None:
        return []
    session = db.session()
    ideas = queries.list_ideas(session, found.id, ~Idea.is_hidden)
    return pages.tables_of(queries.list_tables(session, found.id), ideas, origins.made_of(session, ideas))


@bp.get("/k/<slug:consultation>/spotkania/<int:number>/spotkanie.ics")
@allow(anyone)
def calendar(consultation: str, number: int) -> ResponseReturnValue:
    """Give the meeting as a file that calendars read, and read again."""
    found = public_meeting(consultation, number)
    content = calendar_file(
        pages.said(found.title),
        [pages.event_of(found)],
        stamp=found.edited_at,
        sequence=len(found.changes),
        language=language(),
    )
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{consultation}-{number}.ics"'
    return response


@bp.get("/k/<slug:consultation>/spotkania/<int:number>/pliki/<uuid:file_id>")
@allow(anyone)
def file(consultation: str, number: int, file_id: UUID) -> ResponseReturnValue:
    """Give a file of a published meeting; officials get those in preparation too."""
    found = queries.find_meeting(db.session(), consultation, number) or abort(404)
    is_open = found.is_public and found.consultation.published_number is not None
    if not is_open and not can_see_desk(current_user, found.consultation):
        abort(404)
    asked = queries.find_file(db.session(), found.id, file_id) or abort(404)
    return send(asked.stored_file, is_public=is_open)
