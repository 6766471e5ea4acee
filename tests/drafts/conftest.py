from pathlib import Path
from uuid import UUID

import pytest

from consult.authorities.models import Authority
from tests.consultations.conftest import asked, signed
from tests.factories.authorities import POWIAT_KIELECKI
from tests.factories.consultations import make_office
from tests.factories.drafts import OPEN, make_draft, make_open

__all__ = ["asked", "signed"]


@pytest.fixture(autouse=True)
def _now(at) -> None:
    """Let it be a day on which remarks can be sent."""
    at(OPEN)


@pytest.fixture
def folder(settings) -> Path:
    return settings.data_dir / "files"


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session, languages=["pl", "en", "uk"], address="ul. Nowa 1").id


@pytest.fixture
def powiat(write) -> UUID:
    with write() as session:
        return make_office(session, POWIAT_KIELECKI, "Powiat kielecki").id


@pytest.fixture
def draft(write, kielce, folder) -> UUID:
    """Give a published draft in an open consultation of Kielce, at `/k/park-nad-silnica/projekt/1`."""
    with write() as session:
        consultation = make_open(session, session.get_one(Authority, kielce))
        return make_draft(session, consultation, folder).id
