"""What the office's pages of drafts share: who may come in, what is found, how an act is done."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from consult import clock
from consult.authorities.current import enter
from consult.consultations import queries as consultations
from consult.consultations.access import OFFICIALS, can_prepare, on_desk_of
from consult.consultations.models import Consultation
from consult.drafts import queries
from consult.drafts.access import AGREERS, WRITERS
from consult.drafts.models import Draft
from consult.drafts.operations import decisions, versions
from consult.drafts.rules.editing import CannotEdit
from consult.extensions import db
from consult.web.access import holding
from consult.web.transaction import transaction

bp = Blueprint("drafts_manage", __name__, url_prefix="/urzad/k")
editors = holding("editor")
approvers = holding("approver")
writers = holding(*WRITERS)
agreers = holding(*AGREERS)
returners = holding("approver", *AGREERS)
checkers = holding("editor", "moderator")
officials = holding(*OFFICIALS)

Act = Callable[[Any, Draft], Any]
"""Something done in a transaction: its session and the draft, held in it."""


@bp.errorhandler(versions.ChangedMeanwhile)
@bp.errorhandler(versions.KeptAsGiven)
@bp.errorhandler(versions.NotInPreparation)
@bp.errorhandler(versions.NotReady)
@bp.errorhandler(versions.NotYours)
@bp.errorhandler(CannotEdit)
def cannot(problem: Exception) -> ResponseReturnValue:
    """Say why nothing was done, on the page where it can be mended."""
    words = {
        versions.ChangedMeanwhile: _("Nothing was done: it was changed after you read it. Read it again."),
        versions.KeptAsGiven: _("Nothing was done: the words of what was given as a file stay as they are."),
        versions.NotInPreparation: _("Nothing was done: somebody changed this meanwhile. Look again."),
        versions.NotReady: _("It cannot be published yet: it has no units, or a later version has no reason."),
        versions.NotYours: _("Nothing was done: another person must approve what you prepared."),
        CannotEdit: _("This cannot be done here. To split a unit, put in blank lines and leave its words as they are."),
    }
    flash(words[type(problem)], "no")
    given = request.view_args or {}
    return redirect(url_for(".draft", consultation=given["consultation"], number=given["number"]))


def on_desk(slug: str) -> Consultation:
    """Find a consultation of the actor's office, or answer 404."""
    found = consultations.find_consultation(db.session(), slug, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found


def draft_on_desk(slug: str, number: int) -> Draft:
    """Find a draft of the actor's office, or answer 404."""
    found = queries.find_draft(db.session(), slug, number, on_desk_of(current_user)) or abort(404)
    enter(found.consultation.authority)
    return found


def to_edit(slug: str, number: int) -> Draft:
    """Find a draft that the actor may prepare, or answer 404."""
    found = draft_on_desk(slug, number)
    if not can_prepare(current_user, found.consultation):
        abort(404)
    return found


def to_approve(slug: str, number: int) -> Draft:
    """Find a draft about which the actor decides as an approver, or answer 404."""
    found = draft_on_desk(slug, number)
    if not current_user.holds("approver", authority_id=found.consultation.authority_id):
        abort(404)
    return found


def do(found: Draft, act: Act, done: str = "", *, page: str = ".draft", anchor: str | None = None) -> Response:
    """Do one act in a transaction of its own, and show the draft again, or another page of it."""
    slug, number = found.consultation.slug, found.number
    with transaction() as session:
        act(session, queries.get_draft(session, found.id))
    if done:
        flash(done, "yes")
    return redirect(url_for(page, consultation=slug, number=number, _anchor=anchor))


def by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


REFUSED_DECISIONS = (decisions.ChangedMeanwhile, decisions.NotLawful, decisions.NotNow, decisions.NotYours)
"""Why an act on a remark may come to nothing."""


def refused_words(problem: Exception) -> str:
    """Say why nothing was done with a remark."""
    words = {
        decisions.ChangedMeanwhile: _("Nothing was done: the remark was changed after you opened it. Read it again."),
        decisions.NotLawful: _(
            "Nothing was done: only a late remark may be left unconsidered, where the statute says so. Answer it."
        ),
        decisions.NotNow: _("Nothing was done: the remark is in another state now. Look again."),
        decisions.NotYours: _("Nothing was done: another person must approve what you wrote."),
    }
    return str(words[type(problem)])
