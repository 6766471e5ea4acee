"""Writes of authorities."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.authorities import rules
from consult.authorities.models import Authority
from consult.authorities.queries import find_by_host, find_by_slug, find_by_teryt
from consult.territory.queries import find_unit
from consult.texts.folding import slug, sort_key

SETTINGS = (
    "name",
    "official_name",
    "host",
    "brand",
    "languages",
    "requires_four_eyes",
    "smallest_group",
    "controller",
    "data_protection_officer",
    "dpo_email",
    "contact_email",
    "contact_phone",
    "address",
    "hours",
    "accessibility_status",
    "accessibility_made_on",
    "accessibility_reviewed_on",
    "accessibility_contact",
    "accessibility_email",
    "accessibility_phone",
    "accessibility_building",
)
"""What may be changed; the unit and the address stay, so that printed links do."""


class UnitUnknown(Exception):
    """No unit of the territory has this code."""

    def __init__(self, teryt: str) -> None:
        super().__init__(f"no unit of the territory has the code {teryt}; load it with `consult territory import FILE`")


class AuthorityExists(Exception):
    """The unit has its authority already."""

    def __init__(self, authority: Authority) -> None:
        super().__init__(f"the unit {authority.teryt} has its authority already: {authority.name}")


class NameMissing(Exception):
    """An authority must have a name."""

    def __init__(self) -> None:
        super().__init__("the authority needs a name")


class HostTaken(Exception):
    """Another authority has this host name."""

    def __init__(self, host: str) -> None:
        super().__init__(f"another authority has the host name {host}")


def create_authority(session: Session, *, teryt: str, name: str, host: str | None, now: datetime) -> Authority:
    """Add the authority of a unit, with an address made from its name.

    Raises `UnitUnknown`, `AuthorityExists`, `NameMissing`, `HostTaken` and `rules.NotAHost`.
    """
    unit = find_unit(session, teryt)
    if unit is None:
        raise UnitUnknown(teryt)
    existing = find_by_teryt(session, unit.code)
    if existing is not None:
        raise AuthorityExists(existing)
    name = " ".join(name.split())
    if not name:
        raise NameMissing
    authority = Authority(
        teryt=unit.code,
        slug=_free_slug(session, name, unit.code),
        name=name,
        sort_key=sort_key(name),
        host=_free_host(session, host),
        created_at=now,
    )
    session.add(authority)
    session.flush()
    log.record(
        session,
        action="authority.created",
        subject_kind="authority",
        subject_id=authority.id,
        actor_id=None,
        authority_id=authority.id,
        now=now,
        details={"teryt": authority.teryt},
    )
    return authority


def change_settings(
    session: Session, authority: Authority, values: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Change those settings that are among the values; the log says which, not to what.

    Raises `rules.NotAColour`, `rules.TooPale`, `rules.NotAHost`, `NameMissing` and `HostTaken`.
    """
    wanted = _checked(session, authority, {name: values[name] for name in SETTINGS if name in values})
    changed = [name for name, value in wanted.items() if getattr(authority, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(authority, name, wanted[name])
    authority.sort_key = sort_key(authority.name)
    session.flush()
    log.record(
        session,
        action="authority.changed",
        subject_kind="authority",
        subject_id=authority.id,
        actor_id=actor.id,
        authority_id=authority.id,
        now=now,
        details={"settings": " ".join(changed)},
    )


def _checked(session: Session, authority: Authority, values: dict[str, Any]) -> dict[str, Any]:
    """Bring values to the form in which they are kept, and refuse those that may not be."""
    if not values.get("name", authority.name):
        raise NameMissing
    if "brand" in values:
        values["brand"] = rules.readable_brand(values["brand"])
    if "languages" in values:
        values["languages"] = rules.languages_in_order(values["languages"])
    if "host" in values:
        values["host"] = _free_host(session, values["host"], authority)
    return values


def _free_host(session: Session, host: str | None, authority: Authority | None = None) -> str | None:
    """Bring a host name to its form, unless another authority has it; nothing stays nothing."""
    if not host:
        return None
    host = rules.host_name(host)
    if find_by_host(session, host) not in {None, authority}:
        raise HostTaken(host)
    return host


def _free_slug(session: Session, name: str, teryt: str) -> str:
    """Make an address from the name, with the code where another authority has that address."""
    made = slug(name)
    if made and find_by_slug(session, made) is None:
        return made
    return slug(f"{name[:40]} {teryt}")
