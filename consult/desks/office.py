"""The desk of an official: what waits for me, and how our consultations stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.actor import Actor
from consult.authorities import queries as authorities_queries
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.consultations import calendars, pages, queries
from consult.consultations.access import OFFICIALS, can_prepare, can_publish, on_desk_of
from consult.consultations.law import unlawful
from consult.consultations.models import ConsultationVersion
from consult.consultations.queries import Listed
from consult.consultations.rules.stages import Stage
from consult.extensions import db
from consult.recommendations import queries as recommendations
from consult.recommendations.access import on_desk_of as of_their_offices
from consult.recommendations.rules import NEAR
from consult.web.access import allow, holding
from consult.web.paging import page_number

bp = Blueprint("desks", __name__)


@dataclass(frozen=True)
class Matter:
    """One consultation on the desk."""

    slug: str
    title: dict[str, str]
    authority: str
    stage: Stage
    plate: pages.Plate | None
    pending: str
    """What happens to it beside its stage: a correction, an approval; or nothing."""
    is_unlawful: bool
    """Whether its calendar breaks the law."""


@dataclass(frozen=True)
class Waiting:
    """One consultation that wants something of this person, and what."""

    slug: str
    title: dict[str, str]
    authority: str
    waits: str


def _waits_for(actor: Actor, listed: Listed, stage: Stage) -> str:
    """Say what a consultation wants of this person."""
    version = listed.version
    if version.published_at is not None:
        return ""
    if version.sent_at is not None:
        return str(_("Read it and publish or return it")) if can_publish(actor, version) else ""
    if not can_prepare(actor, listed.consultation):
        return ""
    if version.returned_because:
        return str(_("Mend what the approver asks for"))
    return str(_("Finish it and send it for approval") if stage is Stage.PREPARING else _("Finish the correction"))


def _pending(listed: Listed, stage: Stage) -> str:
    """Say what is in preparation, and whether it waits for an approver."""
    version = listed.version
    if version.published_at is not None:
        return ""
    if version.sent_at is not None:
        return str(_("waits for approval"))
    return "" if stage is Stage.PREPARING else str(_("a correction is being written"))


def _waiting(actor: Actor, now: datetime) -> list[Waiting]:
    """List what wants something of this person, among all that is in preparation in their offices."""
    unfinished = ConsultationVersion.published_at.is_(None)
    listed = queries.list_on_desk(db.session(), on_desk_of(actor), unfinished)
    told = [(one, _waits_for(actor, one, one.consultation.stage(now))) for one in listed]
    return [
        Waiting(one.consultation.slug, dict(one.version.title), one.consultation.authority.name, waits)
        for one, waits in told
        if waits
    ]


def _matter(listed: Listed, rules: Mapping[UUID, calendars.Rules], now: datetime) -> Matter:
    consultation = listed.consultation
    stage = consultation.stage(now)
    ground = calendars.ground_with(listed.version, rules[consultation.authority_id], now)
    calendar = calendars.plan_of(listed.version, ground)
    has_dates = consultation.opens_at is not None and consultation.closes_at is not None
    return Matter(
        slug=consultation.slug,
        title=dict(listed.version.title),
        authority=consultation.authority.name,
        stage=stage,
        plate=pages.plate_of(consultation.opens_at, consultation.closes_at, now) if has_dates else None,  # type: ignore[arg-type]
        pending=_pending(listed, stage),
        is_unlawful=calendar is not None and bool(unlawful(calendar)),
    )


@bp.get("/urzad")
@allow(holding(*OFFICIALS))
def office() -> ResponseReturnValue:
    """Say what waits for this person, then how all consultations of their offices stand."""
    now = clock.now()
    offices = authorities_queries.list_all(db.session(), Authority.id.in_(current_user.authority_ids(*OFFICIALS)))
    if len(offices) == 1:
        enter(offices[0])
    rules = calendars.local_rules_of(db.session(), [one.id for one in offices])
    page = queries.page_on_desk(db.session(), on_desk_of(current_user), number=page_number())
    return render_template(
        "desks/office.html",
        today=clock.today(),
        page=replace(page, rows=[_matter(one, rules, now) for one in page.rows]),
        waiting=_waiting(current_user, now),
        has_several_offices=len(offices) > 1,
        may_prepare=current_user.holds("editor"),
        may_join=current_user.holds("admin", "editor"),
        due_count=recommendations.count_due(db.session(), clock.today() + NEAR, of_their_offices(current_user)),
    )
