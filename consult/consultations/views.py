"""Pages of a consultation for everybody."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations import calendar_files, calendars, pages, queries
from consult.consultations.access import can_see_desk, is_public
from consult.consultations.calendar_pages import Broken, bases_of
from consult.consultations.instruments import cards_of
from consult.consultations.law import Ground
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.origins import programme_of
from consult.consultations.public_calendar import PublicCalendar
from consult.consultations.rules.stages import closing_moment, opening_moment, stage_at
from consult.consultations.steps import Lack
from consult.extensions import db
from consult.files.views import send
from consult.web.access import allow, anyone

bp = Blueprint("consultations", __name__)


def _public(slug: str) -> tuple[Consultation, ConsultationVersion]:
    """Find a published consultation with its version in force, or answer 404."""
    found = queries.find_consultation(db.session(), slug, is_public()) or abort(404)
    enter(found.authority)
    return found, queries.find_in_force(db.session(), found) or abort(404)


def _calendar(version: ConsultationVersion, ground: Ground) -> PublicCalendar | None:
    plan = calendars.plan_of(version, ground)
    return PublicCalendar(version, ground, plan) if plan else None


def _broken(version: ConsultationVersion) -> list[Broken]:
    """Tell which rules a published version breaks; what was not overridden breaks none."""
    if not version.overridden:
        return []
    calendar = _calendar(version, calendars.ground_of(db.session(), version, clock.now()))
    return calendar.broken() if calendar else []


def show(
    consultation: Consultation, version: ConsultationVersion, *, is_preview: bool = False, gaps: Sequence[Lack] = ()
) -> str:
    """Render the page of a consultation, as the public sees it or will see it; `gaps` are what it still lacks."""
    now = clock.now()
    opens_at = opening_moment(version.opens_on) if version.opens_on else None
    closes_at = closing_moment(version.last_day) if version.last_day else None
    published = queries.list_published_versions(db.session(), consultation.id)
    ground = calendars.ground_of(db.session(), version, now)
    calendar = _calendar(version, ground)
    return render_template(
        "consultations/consultation.html",
        consultation=consultation,
        version=version,
        is_preview=is_preview,
        gaps=gaps,
        stage=stage_at(now, is_published=True, opens_at=opens_at, closes_at=closes_at),
        opens_at=opens_at,
        closes_at=closes_at,
        plate=pages.plate_of(opens_at, closes_at, now) if opens_at and closes_at else None,
        timeline=pages.timeline_of(version, published[-1].published_at if published else None, now, calendar),
        bases=bases_of(ground),
        broken=calendar.broken() if calendar else [],
        person=pages.person_of(version),
        documents=pages.downloads_of(consultation, version.documents),
        corrections=[later for later in published if later.number > 1],
        may_edit=can_see_desk(current_user, consultation),
        programme=None if is_preview else programme_of(db.session(), consultation),
        cards=[] if is_preview else cards_of(db.session(), consultation),
    )


@bp.get("/k/<slug:consultation>")
@allow(anyone)
def consultation(consultation: str) -> ResponseReturnValue:
    """Say what it is about, what can change, until when, how to take part, who decides."""
    return show(*_public(consultation))


@bp.get("/k/<slug:consultation>/kalendarz.ics")
@allow(anyone)
def calendar_file(consultation: str) -> ResponseReturnValue:
    """Give the days as a file that calendars read, and read again."""
    found, version = _public(consultation)
    now = clock.now()
    shown = _calendar(version, calendars.ground_of(db.session(), version, now))
    happenings = [card.event for card in cards_of(db.session(), found) if card.event]
    content = calendar_files.file_of(found, version, shown, version.published_at or now, happenings)
    response = Response(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@bp.get("/k/<slug:consultation>/wersje")
@allow(anyone)
def versions(consultation: str) -> ResponseReturnValue:
    """List what was published, each version with its date and reason."""
    found, version = _public(consultation)
    published = queries.list_published_versions(db.session(), found.id)
    return render_template("consultations/versions.html", consultation=found, version=version, published=published)


@bp.get("/k/<slug:consultation>/wersje/<int:number>")
@allow(anyone)
def version(consultation: str, number: int) -> ResponseReturnValue:
    """Show a version as it was published; it never changes."""
    found, in_force = _public(consultation)
    asked = queries.find_version(db.session(), found.id, number)
    if asked is None or asked.published_at is None:
        abort(404)
    return render_template(
        "consultations/version.html",
        consultation=found,
        version=asked,
        in_force=in_force,
        broken=_broken(asked),
        documents=pages.downloads_of(found, asked.documents),
    )


@bp.get("/k/<slug:consultation>/prywatnosc")
@allow(anyone)
def privacy(consultation: str) -> ResponseReturnValue:
    """Tell what art. 13 of the GDPR wants people told, in the version in force."""
    found, in_force = _public(consultation)
    return render_template("consultations/privacy.html", consultation=found, version=in_force)


@bp.get("/k/<slug:consultation>/dokumenty/<uuid:document>")
@allow(anyone)
def document(consultation: str, document: UUID) -> ResponseReturnValue:
    """Give a document of a published version; officials get those in preparation too."""
    found = queries.find_consultation(db.session(), consultation) or abort(404)
    public = queries.find_public_document(db.session(), found.id, document)
    if public is not None:
        return send(public.stored_file, is_public=True)
    if not can_see_desk(current_user, found):
        abort(404)
    asked = queries.find_document(db.session(), found.id, document) or abort(404)
    return send(asked.stored_file)
