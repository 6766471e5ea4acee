"""Evidence is what everybody can read: recognised by its address, refused where it is not public."""

import pytest

from consult.authorities.queries import get_authority
from consult.extensions import db
from consult.meetings.models import Point, Protocol
from consult.questionnaires.jobs import seal_what_came_in
from consult.recommendations.evidence import NeedsWords, NoSuchPage, NotForEverybody, Piece, recognise
from tests.factories.consultations import LAST_DAY, make_public
from tests.factories.meetings import make_meeting
from tests.factories.questionnaires import make_answers, make_asked
from tests.results.surveys import AFTER, OPEN

RESULTS = "/k/park-nad-silnica/wyniki#q1-often"

REFUSED = {
    "javascript:alert(1)": NoSuchPage,
    "//evil.example/x": NoSuchPage,
    "https://anna@example.org/": NoSuchPage,
    "ftp://example.org/x": NoSuchPage,
    "https://[::1": NoSuchPage,
    "zwykłe słowa": NoSuchPage,
    "/wskazniki/2661011/nie-ma": NoSuchPage,
    "/urzad": NotForEverybody,
    "/k/nie-ma": NotForEverybody,
    "/inicjatywy/nie-ma": NotForEverybody,
    "example.org/raport": NeedsWords,
    "/pomoc": NeedsWords,
}


@pytest.fixture
def asked(write, kielce):
    with write() as session:
        version = make_asked(session, make_public(session, get_authority(session, kielce)))
        make_answers(session, version, 20, now=OPEN)
        return version.questionnaire_id


def test_a_question_among_results_is_evidence_once_it_is_final(asked, app, at):
    with app.test_request_context(), pytest.raises(NotForEverybody):
        recognise(db.session(), RESULTS, "")
    at(AFTER)
    with app.app_context():
        seal_what_came_in()
    with app.test_request_context():
        found = recognise(db.session(), f"http://localhost{RESULTS}", "")
        assert found == Piece("results_table", f"{asked}/often", "Jak często jesteś w parku?", RESULTS)
        assert recognise(db.session(), RESULTS, "Połowa").title == "Połowa"


def test_what_is_refused(app):
    with app.test_request_context():
        for typed, refusal in REFUSED.items():
            with pytest.raises(refusal):
                recognise(db.session(), typed, "")


def test_a_point_of_a_protocol_is_evidence_once_it_is_published(write, kielce, app):
    with write() as session:
        meeting = make_meeting(session, make_public(session, get_authority(session, kielce)))
        made = Protocol(meeting_id=meeting.id)
        session.add(made)
        session.flush()
        session.add(Point(protocol_id=made.id, number=2, kind="finding", text="Brakuje sal.\nTrzeba je znaleźć."))
        protocol_id = made.id
    page = "/k/park-nad-silnica/spotkania/1"
    with app.test_request_context():
        assert recognise(db.session(), page, "").kind == "meeting"
        with pytest.raises(NotForEverybody):
            recognise(db.session(), f"{page}/protokol#punkt-2", "")
    with write() as session:
        held = session.get_one(Protocol, protocol_id)
        held.opened_at, held.objections_until, held.published_at = OPEN, LAST_DAY, AFTER
    with app.test_request_context():
        found = recognise(db.session(), f"{page}/protokol#punkt-2", "")
        assert (found.kind, found.title) == ("finding", "Brakuje sal.")
