"""Who may do what with accounts and sessions: each rule beside its SQL twin.

Who manages the people of an authority is who manages the authority: `authorities.access`.
"""

from uuid import UUID

from sqlalchemy import ColumnElement

from consult.accounts.models import Account, RoleGrant, WebSession
from consult.accounts.rules import OPERATOR
from consult.actor import Actor


def is_of(account: Account, authority_id: UUID) -> bool:
    """Tell whether the person has a role in the authority."""
    return authority_id in {grant.authority_id for grant in account.roles}


def of_authority(authority_id: UUID) -> ColumnElement[bool]:
    """Select the people who have a role in the authority."""
    return Account.roles.any(RoleGrant.authority_id == authority_id)


def can_switch_off(actor: Actor, account: Account) -> bool:
    """Tell whether the actor may disable this account, or enable it again.

    An administrator may where all of the person's roles are in authorities that they administer, and an
    office invited the person: who made an account for an organisation keeps it. Nobody may shut themselves out.
    """
    if actor.id == account.id:
        return False
    if account.is_self_made and not actor.holds(OPERATOR):
        return False
    places = {grant.authority_id for grant in account.roles}
    return actor.holds(OPERATOR) or places <= actor.authority_ids("admin")


def can_end(actor: Actor, session: WebSession) -> bool:
    """Tell whether the session is the actor's own."""
    return actor.is_authenticated and session.account_id == actor.id


def own_sessions(actor: Actor) -> ColumnElement[bool]:
    """Select the actor's own sessions."""
    return WebSession.account_id == actor.id if actor.is_authenticated else WebSession.id.is_(None)
