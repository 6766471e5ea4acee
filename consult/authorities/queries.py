"""Reads of authorities."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consult.authorities.models import Authority, LocalRule
from consult.territory.queries import find_unit


def get_authority(session: Session, authority_id: UUID) -> Authority:
    """Get an authority that must be there, and hold it until the transaction ends."""
    return session.get_one(Authority, authority_id, with_for_update=True)


def find_by_slug(session: Session, slug: str, *conditions: ColumnElement[bool]) -> Authority | None:
    """Find an authority by its address, among those that meet the conditions."""
    return session.scalar(select(Authority).where(Authority.slug == slug, *conditions))


def find_by_host(session: Session, host: str) -> Authority | None:
    """Find the authority of a host name, written in lower case."""
    return session.scalar(select(Authority).where(Authority.host == host))


def find_by_teryt(session: Session, code: str) -> Authority | None:
    """Find the authority of a unit by the unit's code of any year."""
    unit = find_unit(session, code)
    return session.scalar(select(Authority).where(Authority.teryt == unit.code)) if unit else None


def list_all(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Authority]:
    """List the authorities that meet the conditions, in alphabetical order."""
    return session.scalars(select(Authority).where(*conditions).order_by(Authority.sort_key, Authority.slug)).all()


def list_local_rules(session: Session, authority_ids: Iterable[UUID]) -> Sequence[LocalRule]:
    """List what the councils of these authorities have set, by procedure, the oldest first."""
    order = (LocalRule.procedure, LocalRule.period, LocalRule.valid_from, LocalRule.created_at)
    return session.scalars(select(LocalRule).where(LocalRule.authority_id.in_(authority_ids)).order_by(*order)).all()


def find_local_rule(session: Session, authority_id: UUID, rule_id: UUID) -> LocalRule | None:
    """Find a local rule of this authority."""
    return session.scalar(select(LocalRule).where(LocalRule.id == rule_id, LocalRule.authority_id == authority_id))
