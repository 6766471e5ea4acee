"""What the pages of the office share: who may come in, what is found, how an act is done, how a step is shown."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.audit import log
from consult.authorities.current import enter
from consult.consultations import calendar_pages, calendars, operations, queries, steps
from consult.consultations.access import OFFICIALS, can_prepare, on_desk_of
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.publish import what_is_missing
from consult.extensions import db
from consult.web.access import holding
from consult.web.transaction import transaction

bp = Blueprint("consultations_manage", __name__, url_prefix="/urzad/k")
editors = holding("editor")
approvers = holding("approver")
officials = holding(*OFFICIALS)
Act = Callable[[Any, Consultation], Any]
"""Something done in a transaction: its session and the consultation, fetched again in it."""


ONCE = {
    "consultations_manage.delete_preparation": "consultation.preparation_deleted",
    "consultations_manage.discard_correction": "consultation.correction_discarded",
    "consultations_manage.publish": "consultation.published",
}
"""Acts that can be done once, and how the log names them: the second click of two finds nothing to do."""


@bp.errorhandler(operations.ChangedMeanwhile)
@bp.errorhandler(operations.NotInPreparation)
@bp.errorhandler(operations.NotReady)
@bp.errorhandler(operations.NotYours)
@bp.errorhandler(operations.SomethingHangsOnIt)
@bp.errorhandler(operations.Unlawful)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done, on the page where it can be mended; a second click at once says nothing."""
    words = {
        operations.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        operations.NotInPreparation: _("Nothing was done: somebody changed this meanwhile. Look again."),
        operations.NotReady: _("It cannot be published yet. The list says what is missing."),
        operations.NotYours: _("Nothing was done: another person must approve what you prepared."),
        operations.SomethingHangsOnIt: _(
            "It is not deleted: a questionnaire, a draft or something else belongs to it."
        ),
        operations.Unlawful: _("It is not published: its calendar breaks the law, and no reason was given."),
    }
    if not (isinstance(problem, operations.NotInPreparation) and was_clicked_twice()):
        flash(words[type(problem)], "no")
    slug = (request.view_args or {})["consultation"]
    return redirect(url_for(".review", consultation=slug))


def was_clicked_twice() -> bool:
    """Tell whether this person did the same a moment ago, so that nothing is left to do and nothing to say."""
    action = ONCE.get(request.endpoint or "")
    return action is not None and log.was_just_done(db.session(), action, actor_id=current_user.id, now=clock.now())


def on_desk(slug: str) -> tuple[Consultation, ConsultationVersion | None]:
    """Find a consultation of the actor's office with its version in preparation, or answer 404."""
    found = queries.find_consultation(db.session(), slug, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found, queries.find_preparing(db.session(), found.id)


def to_edit(slug: str) -> tuple[Consultation, ConsultationVersion]:
    """Find what the actor may edit.

    Where a form is sent and it was published meanwhile, the version in force stands in, so that the form
    can be shown with what was typed; the operation then refuses.
    """
    found, version = on_desk(slug)
    if not can_prepare(current_user, found):
        abort(404)
    if version is None and request.method == "POST":
        version = queries.find_in_force(db.session(), found)
    if version is None:
        raise operations.NotInPreparation
    return found, version


def to_approve(slug: str) -> tuple[Consultation, ConsultationVersion | None]:
    """Find what an approver of its office decides about."""
    found, version = on_desk(slug)
    if not current_user.holds("approver", authority_id=found.authority_id):
        abort(404)
    return found, version


def do(found: Consultation, act: Act, then: str, done: str = "") -> Response:
    """Do one act in a transaction of its own, and go on."""
    slug = found.slug
    with transaction() as session:
        act(session, queries.get_consultation(session, found.id))
    if done:
        flash(done, "yes")
    return redirect(url_for(then, consultation=slug))


def by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def step_page(step: str, found: Consultation, version: ConsultationVersion, **values: Any) -> str:
    """Show one step, with what is missing in all of them."""
    missing = what_is_missing(db.session(), version, now=clock.now())
    ground = calendars.ground_of(db.session(), version, clock.now())
    faults = calendar_pages.broken_of(ground, calendars.plan_of(version, ground))
    unlawful = ["unlawful"] if any(fault.stops for fault in faults) else []
    return render_template(
        f"consultations/manage/{step}.html",
        consultation=found,
        version=version,
        steps=steps.steps(found.slug, [*missing, *unlawful], step),
        lacks=steps.lacks(found.slug, found.authority.slug, missing),
        saved_faults=faults,
        is_unlawful=bool(unlawful),
        **values,
    )
