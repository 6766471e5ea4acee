"""A survey of the town while it is open, for tests of results and for journeys."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from consult import clock
from consult.accounts.models import WebSession
from consult.consultations.rules.stages import closing_moment, opening_moment
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion
from consult.questionnaires.operations.seal import seal
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office, signed_in
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.pages import Visitor
from tests.results.town import DOCUMENT

OPEN = opening_moment(OPENS_ON) + timedelta(days=14, hours=9)
AFTER = closing_moment(LAST_DAY) + timedelta(days=1)
DESK = "/urzad/k/park-nad-silnica/wyniki"
PUBLIC = "/k/park-nad-silnica/wyniki"


@dataclass(frozen=True)
class Survey:
    """The questionnaire of the town, and what can be done with it."""

    app: Any
    write: Any
    office_id: UUID
    questionnaire_id: UUID
    version_id: UUID

    def answer(self, people) -> None:
        """Let these people answer."""
        with self.write() as session:
            store(session, session.get_one(QuestionnaireVersion, self.version_id), people)

    def ask_more(self) -> None:
        """Publish a second questionnaire of the same consultation."""
        with self.write() as session:
            make_asked(session, session.get_one(Questionnaire, self.questionnaire_id).consultation, DOCUMENT)

    def seal(self, now: datetime = AFTER) -> None:
        """Seal everything, as the job does after the close."""
        with self.write() as session:
            asked = session.scalars(select(Questionnaire.id)).all()
        for questionnaire_id in asked:
            with self.write() as session:
                seal(session, questionnaire_id, now=now)

    def official(self, *roles, office: UUID | None = None) -> Visitor:
        """Give the browser of somebody in the office who reads English."""
        with self.write() as session:
            browser = signed_in(self.app, session, [office or self.office_id], *roles)
            session.execute(update(WebSession).values(seen_at=clock.now(), expires_at=AFTER + timedelta(days=30)))
        browser.client.set_cookie("lang", "en")
        return browser


def make_survey(app, write, at) -> Survey:
    """Publish the questionnaire, and go to a day on which people answer."""
    at(NOW)
    with write() as session:
        office = make_office(session)
        consultation = make_published(session, office, "Park nad Silnicą", OPENS_ON, LAST_DAY)
        version = make_asked(session, consultation, DOCUMENT)
        made = Survey(app, write, office.id, version.questionnaire_id, version.id)
    at(OPEN)
    return made


def store(session, version: QuestionnaireVersion, people) -> None:
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
            for answers, day, group, area in people
        ],
    )
