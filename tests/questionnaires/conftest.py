"""A questionnaire in an open consultation, and what is stored of its answers."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.consultations.rules.stages import closing_moment, opening_moment
from consult.questionnaires.models import IncomingSubmission, Submission
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office, signed_in
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.pages import Visitor

OPEN = opening_moment(OPENS_ON) + timedelta(hours=9)
CLOSES = closing_moment(LAST_DAY)
LATER = timedelta(seconds=90)
ADDRESS = "/k/park-nad-silnica/ankieta/1"


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session, languages=["pl", "en", "uk"], contact_phone="41 000 00 00").id


@pytest.fixture
def asked(write, kielce, at) -> Callable[..., str]:
    """Publish a questionnaire of the park's consultation, and open it: `asked("single")` gives its address."""

    def publish(sample="single") -> str:
        at(NOW)
        with write() as session:
            office = session.get(Authority, kielce)
            consultation = make_published(session, office, "Park nad Silnicą", OPENS_ON, LAST_DAY)
            make_asked(session, consultation, sample)
        at(OPEN)
        return ADDRESS

    return publish


@pytest.fixture
def begin(visitor, asked, at) -> Callable[..., object]:
    """Open the form of a questionnaire, and let a minute go by: `page = begin("single")`."""

    def opened(sample="single"):
        page = visitor.visit(f"{asked(sample)}/1")
        at(OPEN + LATER)
        return page

    return opened


@pytest.fixture
def stored(read) -> Callable[[], list]:
    """Give everything that is stored of answers."""

    def everything() -> list:
        with read() as session:
            return [row for table in (IncomingSubmission, Submission) for row in session.scalars(select(table))]

    return everything


@pytest.fixture
def signed(app, write, kielce) -> Callable[..., Visitor]:
    """Sign an official in: `signed("editor")`."""

    def sign_in(*roles: str) -> Visitor:
        with write() as session:
            return signed_in(app, session, [kielce], *roles, now=OPEN)

    return sign_in
