"""The blueprint of the public pages, and what they share."""

from decimal import Decimal

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from consult.authorities import queries as authorities
from consult.authorities.current import enter
from consult.authorities.models import Authority
from consult.extensions import csrf, db
from consult.initiatives import queries
from consult.initiatives.access import is_public
from consult.initiatives.models import Initiative
from consult.initiatives.rules.cards import GROSZE
from consult.initiatives.words import ADDRESS_OF, KINDS, STAGES
from consult.texts.calendar_words import format_number
from consult.web.locale import language

bp = Blueprint("initiatives", __name__)
csrf.exempt(bp)  # a form's slot, a receipt or the link of a mail guards each POST of it


def public_initiative(slug: str) -> Initiative:
    """Find a public initiative, or answer 404."""
    found = queries.find_initiative(db.session(), slug, is_public()) or abort(404)
    enter(found.authority)
    return found


def authority_of(slug: str) -> Authority:
    """Find an authority by its address, or answer 404."""
    found = authorities.find_by_slug(db.session(), slug) or abort(404)
    enter(found)
    return found


def kind_words(kind: str) -> str:
    """Name a kind."""
    return str(KINDS[kind])


def stage_words(stage: str) -> str:
    """Name a stage."""
    return str(STAGES[stage])


def applied_by(initiative: Initiative) -> str:
    """Say who applies, as everybody may know it: an organisation by its name, people never."""
    if initiative.organisation is not None:
        return initiative.organisation.name
    return str(_("residents"))


def initiative_url(initiative: Initiative) -> str:
    """Give the address of its public page."""
    return url_for("initiatives.initiative", initiative=initiative.slug)


def desk_url(initiative: Initiative) -> str:
    """Give the address of its page in the office."""
    return url_for("initiatives_manage.initiative", initiative=initiative.slug)


def zloty(grosze: int) -> str:
    """Write an amount: `1 234,50 zł`."""
    return f"{format_number(Decimal(grosze) / GROSZE, language())}\N{NO-BREAK SPACE}zł"


SHARED = {
    "address_of": ADDRESS_OF,
    "applied_by": applied_by,
    "desk_url": desk_url,
    "initiative_url": initiative_url,
    "kind_words": kind_words,
    "stage_words": stage_words,
    "zloty": zloty,
}
"""What every template of initiatives may call."""
bp.context_processor(lambda: SHARED)
