from datetime import timedelta
from uuid import UUID

import pytest

from consult.consultations.rules.stages import closing_moment, opening_moment
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office, make_public
from tests.factories.questionnaires import make_asked

OPEN = opening_moment(OPENS_ON) + timedelta(hours=9)
CLOSES = closing_moment(LAST_DAY)


@pytest.fixture
def kielce(write) -> UUID:
    with write() as session:
        return make_office(session, languages=["pl", "en", "uk"], contact_phone="41 000 00 00").id


@pytest.fixture
def asked(write, kielce, at):
    """Publish a questionnaire of the park's consultation while it is open: `asked("single")` gives its address."""

    def publish(sample="single") -> str:
        at(NOW)
        with write() as session:
            from consult.authorities.models import Authority

            consultation = make_public(session, session.get(Authority, kielce))
            make_asked(session, consultation, sample)
        at(OPEN)
        return "/k/park-nad-silnica/ankieta/1"

    return publish
