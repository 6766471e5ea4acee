"""Who may read, write and sign a position: the people of its organisation, and who is asked to sign it."""

from uuid import UUID

from sqlalchemy import ColumnElement, select

from consult.drafts.positions.models import Position, Signature
from consult.organisations.models import Membership


def is_writer(membership: Membership) -> bool:
    """Tell whether a person may write positions of the organisation: whoever was let in, or registered it."""
    return membership.is_confirmed or membership.is_first


def readable_by(organisation_ids: list[UUID]) -> ColumnElement[bool]:
    """Select the positions of these organisations, and those that they are asked to sign."""
    asked = select(Signature.position_id).where(Signature.organisation_id.in_(organisation_ids))
    return Position.organisation_id.in_(organisation_ids) | Position.id.in_(asked)
