"""Who may change an authority's settings: the rule beside its SQL twin."""

from sqlalchemy import ColumnElement, true

from consult.actor import Actor
from consult.authorities.models import Authority


def can_manage(actor: Actor, authority: Authority) -> bool:
    """Tell whether the actor is an administrator of this authority, or operates the whole installation."""
    return actor.holds("operator") or actor.holds("admin", authority_id=authority.id)


def manageable_by(actor: Actor) -> ColumnElement[bool]:
    """Select the authorities that the actor may manage."""
    return true() if actor.holds("operator") else Authority.id.in_(actor.authority_ids("admin"))


def can_change_host(actor: Actor) -> bool:
    """Tell whether the actor may give host names: only who runs the server, since they decide what it trusts."""
    return actor.holds("operator")
