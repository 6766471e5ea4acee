import pytest

from tests.factories.consultations import make_office


@pytest.fixture
def session(write):
    with write() as session:
        yield session


@pytest.fixture
def office(session):
    return make_office(session)
