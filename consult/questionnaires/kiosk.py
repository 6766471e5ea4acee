"""A tablet of the office: who has answered, or has gone away, leaves nothing behind; the next one finds the start."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, after_this_request, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult import clock
from consult.authorities.current import enter_known
from consult.extensions import db
from consult.participation.forms import KIOSK, issue
from consult.participation.rules.access import Access
from consult.questionnaires import asking
from consult.questionnaires.filling import Filling, Place
from consult.web.access import allow, anyone
from consult.web.headers import personal

bp = Blueprint("questionnaires_kiosk", __name__, url_prefix="/k/<slug:consultation>/ankieta/<int:number>")
SECONDS_IDLE = 300
"""A page that nobody leaves for so long gives way to the start; its text says so."""
SECONDS_AFTER = 45
"""For so long the receipt stays."""


def is_on(filling: Filling) -> bool:
    """Tell whether a form is filled in on the tablet."""
    return bool(filling.carried.get(KIOSK))


def return_after(place: Place, seconds: int) -> None:
    """Let the browser go back to the start by itself, with no script; there it forgets what it kept."""
    start = url_for("questionnaires_kiosk.start", consultation=place.slug, number=place.number)

    @after_this_request
    def say(response: Response) -> Response:
        response.headers["Refresh"] = f"{seconds}; url={start}"
        return response


@bp.get("/tablet")
@allow(anyone)
def start(consultation: str, number: int) -> ResponseReturnValue:
    """Invite the next person."""
    place = _open(consultation, number)
    if not isinstance(place, Place):
        return place
    response = make_response(render_template("questionnaires/kiosk.html", place=place, minutes=SECONDS_IDLE // 60))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@bp.get("/tablet/1")
@allow(anyone)
def begin(consultation: str, number: int) -> ResponseReturnValue:
    """Begin the form on the tablet."""
    from consult.questionnaires.showing import form_page  # noqa: PLC0415  # the pages know the tablet

    place = _open(consultation, number)
    if not isinstance(place, Place):
        return place
    filling = Filling.begun(place, issue(place.version_id, clock.now()), carried={KIOSK: "1"})
    return form_page(filling, filling.first)


def _open(slug: str, number: int) -> Place | ResponseReturnValue:
    """Find what is asked here now; where not everybody may answer, or it is not open, lead to its page."""
    personal()
    place = asking.find_offered(db.session(), slug, number) or abort(HTTPStatus.NOT_FOUND)
    enter_known(place.authority_id)
    if place.access is not Access.OPEN or not place.opens_at <= clock.now() < place.closes_at:
        return redirect(url_for("questionnaires.intro", consultation=slug, number=number))
    return place
