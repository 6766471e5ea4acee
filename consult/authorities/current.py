"""Which office a page shows: the one that the address names, else the one whose host name was asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from flask import Flask, abort, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult import clock
from consult.authorities import queries
from consult.authorities.models import Authority
from consult.authorities.rules import DEFAULT_BRAND, phone_link
from consult.extensions import db
from consult.orm import Texts
from consult.web.locale import language

KEPT_FOR = timedelta(seconds=30)
KNOWN = "known_offices"


@dataclass(frozen=True, kw_only=True)
class Office:
    """What every page shows of an authority."""

    id: UUID
    slug: str
    name: str
    official_name: str
    phone: str
    email: str
    address: str
    opening: Texts
    has_theme: bool
    is_demonstration: bool

    @classmethod
    def of(cls, authority: Authority) -> Self:
        """Take what is shown, so that it outlives the database session."""
        return cls(
            id=authority.id,
            slug=authority.slug,
            name=authority.name,
            official_name=authority.official_name or authority.name,
            phone=authority.contact_phone,
            email=authority.contact_email,
            address=authority.address,
            opening=dict(authority.hours),
            has_theme=authority.brand != DEFAULT_BRAND,
            is_demonstration=authority.is_demonstration,
        )

    @property
    def phone_href(self) -> str:
        """Give the address that dials the number."""
        return phone_link(self.phone)

    @property
    def hours(self) -> str:
        """Give the opening hours in the reader's language, else in Polish."""
        return self.opening.get(language()) or self.opening.get("pl", "")


@dataclass
class _Known:
    """The offices as they were a moment ago: those with a host name, the only one, whether some are invented."""

    offices: Mapping[str, Office] = field(default_factory=dict)
    by_id: Mapping[UUID, Office] = field(default_factory=dict)
    only: Office | None = None
    has_demonstration: bool = False
    until: datetime | None = None


def enter(authority: Authority) -> None:
    """Show this authority on the page; under the host name of another one there is no such page (404)."""
    _enter(Office.of(authority))


def enter_known(authority_id: UUID) -> None:
    """Do the same where a page needs no more than what was known of the office a moment ago."""
    known = _known().by_id.get(authority_id)
    _enter(known or Office.of(db.session().get_one(Authority, authority_id)))


def _enter(shown: Office) -> None:
    here = office_of_host()
    if here is not None and here.id != shown.id:
        abort(404)
    g.office = shown


def office() -> Office | None:
    """Give the office that the page shows; nothing where it belongs to the whole installation."""
    if "office" not in g:
        g.office = office_of_host()
    return g.office  # type: ignore[no-any-return]


def office_of_host() -> Office | None:
    """Find the office whose host name was asked for; that of BASE_URL belongs to all, so to the only one there is."""
    host = request.host.partition(":")[0].lower()
    if host == current_app.extensions["settings"].host:
        return _known().only
    return offices_by_host().get(host)


def is_demonstration() -> bool:
    """Tell whether what the page shows is invented; a page of the whole installation, whether some of it may be."""
    shown = office()
    return _known().has_demonstration if shown is None else shown.is_demonstration


def offices_by_host() -> Mapping[str, Office]:
    """Give the offices that have a host name."""
    return _known().offices


def _known() -> _Known:
    """Give what is known of offices, asked of the database at most every 30 seconds.

    On a connection of its own and, when the database fails, what was known before: a page that
    says what went wrong must not fail for want of an office's name.
    """
    known: _Known = current_app.extensions[KNOWN]
    now = clock.now()
    if known.until is None or not known.until - KEPT_FOR <= now < known.until:
        try:
            with Session(db.engine) as session:
                all_of_them = [(found.host, Office.of(found)) for found in queries.list_all(session)]
            known.offices = {host: shown for host, shown in all_of_them if host is not None}
            known.by_id = {shown.id: shown for _host, shown in all_of_them}
            known.only = all_of_them[0][1] if len(all_of_them) == 1 else None
            known.has_demonstration = any(shown.is_demonstration for _host, shown in all_of_them)
            known.until = now + KEPT_FOR
        except SQLAlchemyError:
            current_app.logger.exception("the offices could not be read")
    return known


def init_app(app: Flask) -> None:
    """Give every template its `office`, and whether the page is a demonstration."""
    app.extensions[KNOWN] = _Known()
    app.context_processor(lambda: {"office": office(), "demonstration": is_demonstration()})
