"""What the office's pages of meetings share: who may come in, what is found, how an act is done."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.authorities.current import enter
from consult.consultations import queries as consultations
from consult.consultations.access import OFFICIALS, on_desk_of
from consult.consultations.models import Consultation
from consult.extensions import db
from consult.meetings import queries
from consult.meetings.access import DOORKEEPERS, can_prepare, can_see_names, is_approver
from consult.meetings.models import Meeting
from consult.meetings.operations import announcing
from consult.web.access import holding
from consult.web.transaction import transaction

bp = Blueprint("meetings_manage", __name__, url_prefix="/urzad/k")
editors = holding("editor")
approvers = holding("approver")
doorkeepers = holding(*DOORKEEPERS)
officials = holding(*OFFICIALS)

Act = Callable[[Any, Meeting], Any]
"""Something done in a transaction: its session and the meeting, held in it."""


@bp.errorhandler(announcing.ChangedMeanwhile)
@bp.errorhandler(announcing.NotNow)
@bp.errorhandler(announcing.NotYours)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done, on the page where it can be mended."""
    words = {
        announcing.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        announcing.NotNow: _("Nothing was done: the meeting is in another state now. Look again."),
        announcing.NotYours: _("Nothing was done: another person must approve what you prepared."),
    }
    flash(words[type(problem)], "no")
    given = request.view_args or {}
    return redirect(url_for(".meeting", consultation=given["consultation"], number=given["number"]))


def on_desk(slug: str) -> Consultation:
    """Find a consultation of the actor's office, or answer 404."""
    found = consultations.find_consultation(db.session(), slug, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found


def meeting_on_desk(slug: str, number: int) -> Meeting:
    """Find a meeting of the actor's office, or answer 404."""
    found = queries.find_meeting(db.session(), slug, number, on_desk_of(current_user)) or abort(404)
    enter(found.consultation.authority)
    return found


def to_edit(slug: str, number: int) -> Meeting:
    """Find a meeting that the actor may prepare, or answer 404."""
    found = meeting_on_desk(slug, number)
    if not can_prepare(current_user, found.consultation):
        abort(404)
    return found


def to_approve(slug: str, number: int) -> Meeting:
    """Find a meeting about which the actor decides as an approver, or answer 404."""
    found = meeting_on_desk(slug, number)
    if not is_approver(current_user, found.consultation):
        abort(404)
    return found


def at_the_door(slug: str, number: int) -> Meeting:
    """Find a published meeting of which the actor may see who comes, or answer 404."""
    found = meeting_on_desk(slug, number)
    if not can_see_names(current_user, found.consultation) or not found.is_public:
        abort(404)
    return found


def do(found: Meeting, act: Act, done: str = "", *, then: str = ".meeting", **address: Any) -> Response:
    """Do one act in a transaction of its own, and go on."""
    slug, number = found.consultation.slug, found.number
    with transaction() as session:
        act(session, queries.get_meeting(session, found.id))
    if done:
        flash(done, "yes")
    return redirect(url_for(then, consultation=slug, number=number, **address))


def by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def base_url() -> str:
    """Give the address of this installation, for mails."""
    return str(current_app.extensions["settings"].base_url)
