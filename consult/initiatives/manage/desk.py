"""The blueprint of officials, who may use it, and what its pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort
from flask_babel import gettext as _
from flask_login import current_user

from consult import clock
from consult.authorities.current import enter
from consult.consultations.access import OFFICIALS
from consult.extensions import db
from consult.initiatives import queries
from consult.initiatives.access import ASSESSORS, KEEPERS, WRITERS, on_desk_of
from consult.initiatives.models import Initiative
from consult.initiatives.operations.moves import BadDay, Missing, NotReady
from consult.initiatives.operations.record import ChangedMeanwhile, NotAllowed
from consult.initiatives.operations.submit import NotNow
from consult.initiatives.views.site import SHARED
from consult.web.access import holding
from consult.web.transaction import transaction

bp = Blueprint("initiatives_manage", __name__, url_prefix="/urzad/inicjatywy")
bp.context_processor(lambda: SHARED)
officials = holding(*OFFICIALS)
writers = holding(*WRITERS)
assessors = holding(*ASSESSORS)
keepers = holding(*KEEPERS)
approvers = holding("approver")
REFUSALS = (BadDay, ChangedMeanwhile, NotAllowed, NotNow, NotReady)
"""Why an act may come to nothing."""


def on_desk(slug: str) -> Initiative:
    """Find an initiative of the actor's office, or answer 404."""
    found = queries.find_initiative(db.session(), slug, on_desk_of(current_user)) or abort(404)
    enter(found.authority)
    return found


def by() -> dict[str, Any]:
    """Tell who acts, and when."""
    return {"actor": current_user, "now": clock.now()}


def do(found: Initiative, act: Callable[[Any, Initiative], Any]) -> None:
    """Do one act in a transaction that holds the initiative."""
    initiative_id = found.id
    with transaction() as session:
        act(session, queries.get_initiative(session, initiative_id))


def refused_words(problem: Exception) -> str:
    """Say why nothing was done."""
    if isinstance(problem, NotReady):
        missing = {
            Missing.SUPPORT: _("Not enough people support it yet. Count the signatures on paper, or say no."),
            Missing.CHECKS: _("Something is not in order yet: tick all of the formal check, or return it."),
            Missing.ASSESSMENT: _("Nobody has filled in a score card yet."),
        }
        return str(missing[problem.missing])
    words = {
        BadDay: _("Check the day: it cannot be in the future, nor before what happened last."),
        ChangedMeanwhile: _("Nothing was done: it was changed after you opened it. Read it again."),
        NotAllowed: _("Nothing was done: another person must do this."),
        NotNow: _("Nothing was done: write the words, or look in which stage it is now."),
    }
    return str(words[type(problem)])
