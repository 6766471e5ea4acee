"""How a unit is doing beside similar ones: a page of cards, and a page for each indicator with a map."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from consult.authorities.access import can_manage
from consult.authorities.current import enter
from consult.authorities.queries import find_by_teryt
from consult.desks.indicator_maps import map_of, table_of
from consult.extensions import db
from consult.results.indicator_cards import beside, cards_of
from consult.territory import queries
from consult.territory.indicators.comparing import latest
from consult.territory.models import Unit
from consult.web.access import allow, anyone

bp = Blueprint("indicators", __name__)


@bp.get("/wskazniki/<slug:teryt>")
@allow(anyone)
def unit(teryt: str) -> ResponseReturnValue:
    """Show a card for each indicator that is known of the unit, beside its group."""
    found, change_url = _found(teryt)
    session = db.session()
    group = beside(session, found)
    indicators = queries.list_indicators(session)
    cards = cards_of(session, found, group.codes, indicators)
    return render_template("desks/unit.html", unit=found, change_url=change_url, group=group, cards=cards)


@bp.get("/wskazniki/<slug:teryt>/<slug:key>")
@allow(anyone)
def indicator(teryt: str, key: str) -> ResponseReturnValue:
    """Show one indicator: the unit in its group, and on a map the gminas of the voivodeship."""
    found, change_url = _found(teryt)
    session = db.session()
    asked = queries.find_indicator(session, key) or abort(404)
    group = beside(session, found)
    cards = cards_of(session, found, group.codes, [asked])
    if not cards:
        abort(404)
    told = queries.values_of(session, found.code6)[key]
    year = latest({year: one.value for year, one in told.items()})
    neighbours = queries.list_voivodeship(session, found.code)
    return render_template(
        "desks/indicator.html",
        unit=found,
        change_url=change_url,
        group=group,
        card=cards[0],
        map=map_of(session, found, asked, year, neighbours) if year else None,
        others=table_of(session, group.codes, asked, year) if year else None,
    )


def _found(code: str) -> tuple[Unit, str]:
    """Find a unit, show its office, and give the address where the reader may change its group; or answer 404."""
    found = queries.find_unit(db.session(), code) or abort(404)
    authority = find_by_teryt(db.session(), found.code)
    if authority is None:
        return found, ""
    enter(authority)
    is_theirs = can_manage(current_user, authority)
    return found, url_for("authorities_manage.comparison", authority=authority.slug) if is_theirs else ""
