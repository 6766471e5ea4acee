"""Authorities for tests, on the units that come with the program."""

from datetime import UTC, datetime

from consult.authorities import operations
from consult.authorities.models import Authority
from consult.territory.operations import load_bundled
from consult.territory.queries import find_unit

KIELCE = "2661011"
POWIAT_KIELECKI = "2604"
MADE_AT = datetime(2026, 1, 2, 9, tzinfo=UTC)


def make_authority(session, teryt=KIELCE, name="Kielce", *, host=None, now=MADE_AT, **settings) -> Authority:
    """Make an authority, loading the territory first where it is empty; settings are its columns."""
    if find_unit(session, teryt) is None:
        load_bundled(session)
    authority = operations.create_authority(session, teryt=teryt, name=name, host=host, now=now)
    for setting, value in settings.items():
        setattr(authority, setting, value)
    session.flush()
    return authority
