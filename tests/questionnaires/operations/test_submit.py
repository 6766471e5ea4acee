"""The same form counts once, whatever the concurrency; nothing of an answer says who gave it."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import delete, inspect, select
from sqlalchemy.exc import IntegrityError

from consult.extensions import db
from consult.questionnaires import operations, queries
from consult.questionnaires.models import IncomingSubmission, QuestionnaireVersion, Submission
from consult.questionnaires.operations.seal import AT_LEAST
from consult.web.transaction import transaction
from tests.factories.questionnaires import given, make_answers
from tests.questionnaires.conftest import OPEN

pytestmark = pytest.mark.both_databases
HASH = "a" * 64


@pytest.fixture
def version(asked, read):
    """Give the version that is asked, with its ids loaded."""
    asked()
    with read() as session:
        found = session.scalar(select(QuestionnaireVersion))
        session.expunge_all()
        return found


def test_the_same_again_counts_once(write, version, stored):
    for _ in range(3):
        with write() as session:
            operations.submit(session, HASH, given(version))
    assert len(stored()) == 1


def test_other_answers_ask(write, version, stored):
    with write() as session:
        operations.submit(session, HASH, given(version))
    for other in ({"answers": {"often": "never"}}, {"participant_class": "resident"}, {"area": "260101"}):
        with write() as session, pytest.raises(operations.OtherAnswers):
            operations.submit(session, HASH, given(version, **other))
    assert [row.answers for row in stored()] == [{"often": "daily"}]


def test_a_sealed_answer_is_found_too(write, version, stored):
    seal_all(write, version, HASH)
    with write() as session:
        operations.submit(session, HASH, given(version))
        assert queries.find_held(session, HASH).answers == {"often": "daily"}
        assert queries.find_held(session, "b" * 64) is None
    with write() as session, pytest.raises(operations.OtherAnswers):
        operations.submit(session, HASH, given(version, {"often": "never"}))
    assert len(stored()) == 20


def seal_all(write, version, receipt_hash):
    """Let twenty people answer, one of them under this receipt, and seal them."""
    with write() as session:
        operations.submit(session, receipt_hash, given(version))
        make_answers(session, version, 19)
    with write() as session:
        assert operations.seal(session, version.questionnaire_id, now=OPEN) == AT_LEAST


def test_a_correction_takes_the_place_of_what_was_sent(write, version, stored):
    with write() as session:
        operations.submit(session, HASH, given(version))
        operations.correct(session, HASH, given(version, {"often": "never"}))
    assert [row.answers for row in stored()] == [{"often": "never"}]


def test_a_correction_of_what_is_sealed(write, version, stored):
    seal_all(write, version, HASH)
    with write() as session:
        operations.correct(session, HASH, given(version, {"often": "never"}))
    rows = stored()
    assert len(rows) == 20
    assert [row.answers["often"] for row in rows if row.receipt_hash == HASH] == ["never"]


def at_once(app, count, act):
    """Do something in many threads at the same moment; gives what each returned or raised."""
    barrier = threading.Barrier(count)
    results = []

    def one(number):
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as session:
                    results.append(act(session, number))
            except operations.OtherAnswers as other:
                results.append(other)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_fifty_at_once_count_once(app, version, stored):
    results = at_once(app, 50, lambda session, _: operations.submit(session, HASH, given(version)))
    assert results == [False] * 50
    assert len(stored()) == 1


def test_corrections_at_once_leave_one(app, write, version, stored):
    with write() as session:
        operations.submit(session, HASH, given(version))
    at_once(app, 8, lambda session, n: operations.correct(session, HASH, given(version, {"often": f"o{n}"})))
    assert len(stored()) == 1


def test_nothing_else_is_stored():
    for table in (IncomingSubmission, Submission):
        columns = {column.key for column in inspect(table).columns}
        assert columns - {"batch"} == {
            "id", "questionnaire_id", "version_id", "receipt_hash", "answers", "submitted_on", "language",
            "channel", "participant_class", "area", "is_late", "doubt", "correction_count",
        }  # fmt: skip


def test_ids_are_random(write, version, stored):
    with write() as session:
        make_answers(session, version, 5)
    assert {row.id.version for row in stored()} == {uuid4().version}


def test_nothing_cascades(write, version):
    """Take the questionnaire away: the database refuses while answers name it."""
    with write() as session:
        make_answers(session, version, 1)
    with write() as session, pytest.raises(IntegrityError), session.begin_nested():
        session.execute(delete(QuestionnaireVersion))
