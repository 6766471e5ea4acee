"""The first page: what is open, what comes, what is being considered."""

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from consult import clock
from consult.authorities.current import office_of_host
from consult.authorities.queries import list_all
from consult.desks.matters import LISTS, Matters, find_matters
from consult.extensions import db
from consult.web.access import allow, anyone
from consult.web.paging import page_number

bp = Blueprint("home", __name__)

RECENTLY = timedelta(days=180)
"""What closed longer ago is found on the page of its office, not here."""


@bp.get("/")
@allow(anyone)
def home() -> ResponseReturnValue:
    """Answer what is open and until when: in the office of this host name, or in all of them."""
    office = office_of_host()
    now = clock.now()
    matters = find_matters(
        db.session(),
        now,
        closed_since=now - RECENTLY,
        numbers=[page_number(name) for name in LISTS],
        office_id=office.id if office else None,
    )
    return render_template(
        "site/home.html", matters=matters, lead=_lead(matters), offices=[] if office else list_all(db.session())
    )


def _lead(matters: Matters) -> str:
    """Say under the heading what is urgent, and that nobody needs an account."""
    if not matters.count:
        return ""
    said = [_("Here is what comes next, and what happens with what people have said.")]
    if matters.open.total:
        said = [_("You need no account. Each page says what it is about, what can still change and how to take part.")]
    if matters.end_today and matters.open.total == 1:
        said.insert(0, _("It ends today."))
    elif matters.end_today:
        said.insert(0, ngettext("One of them ends today.", "%(num)d of them end today.", matters.end_today))
    return " ".join(said)
