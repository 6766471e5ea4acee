"""A survey of the town with answers, while it is open."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from consult import clock
from consult.accounts.models import WebSession
from consult.consultations.rules.stages import closing_moment, opening_moment
from consult.questionnaires.models import IncomingSubmission, QuestionnaireVersion
from consult.questionnaires.operations.seal import seal
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office, make_public, signed_in
from tests.factories.questionnaires import make_asked
from tests.results.town import DOCUMENT

OPEN = opening_moment(OPENS_ON) + timedelta(days=14, hours=9)
AFTER = closing_moment(LAST_DAY) + timedelta(days=1)
DESK = "/urzad/k/park-nad-silnica/wyniki"
PUBLIC = "/k/park-nad-silnica/wyniki"


@dataclass(frozen=True)
class Survey:
    """The questionnaire of the town, and the means to answer it."""

    office_id: UUID
    questionnaire_id: UUID
    answer: Callable[[list], None]
    seal: Callable[[], None]


@pytest.fixture
def survey(write, at) -> Survey:
    at(NOW)
    with write() as session:
        office = make_office(session)
        version = make_asked(session, make_public(session, office), DOCUMENT)
        office_id, questionnaire_id, version_id = office.id, version.questionnaire_id, version.id
    at(OPEN)

    def answer(given) -> None:
        with write() as session:
            store(session, session.get_one(QuestionnaireVersion, version_id), given)

    def seal_all() -> None:
        with write() as session:
            seal(session, questionnaire_id, now=AFTER)

    return Survey(office_id, questionnaire_id, answer, seal_all)


def store(session, version, given) -> None:
    """Store answers as they come in, many at once."""
    shared = {
        "questionnaire_id": version.questionnaire_id,
        "version_id": version.id,
        "language": "pl",
        "channel": "web",
        "is_late": False,
    }
    session.execute(
        insert(IncomingSubmission),
        [
            shared
            | {"receipt_hash": secrets.token_hex(32), "answers": answers, "submitted_on": day}
            | {"participant_class": group, "area": area}
            for answers, day, group, area in given
        ],
    )


@pytest.fixture
def official(app, write, survey):
    """Give the browser of somebody in the office who reads English: `official("analyst")`."""

    def open_browser(*roles, office=None):
        with write() as session:
            browser = signed_in(app, session, [office or survey.office_id], *roles)
            session.execute(update(WebSession).values(seen_at=clock.now(), expires_at=AFTER + timedelta(days=30)))
        browser.client.set_cookie("lang", "en")
        return browser

    return open_browser
