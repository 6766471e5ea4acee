"""Counting from segments gives what counting row by row gives, whatever happens to the files."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from consult.extensions import db
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion, Submission, Tombstone
from consult.questionnaires.operations.bury import bury
from consult.questionnaires.operations.submit import Given, correct
from consult.results import counting, queries
from consult.results.rules.cross import cross
from consult.results.rules.filters import AREA, CLASS, Filter
from consult.results.rules.tally import count
from consult.results.segments import files, keeping
from consult.results.segments.models import Segment
from tests.factories.consultations import NOW
from tests.results.surveys import AFTER, OPEN, store
from tests.results.town import DOCUMENT, option, people

FILTERS = [
    (),
    (Filter(CLASS, "resident"),),
    (Filter("q.moves", "bus"), Filter(AREA, "260402")),
    (Filter(AREA, "2604"), Filter(CLASS, "business"), Filter("q.bus", "yes")),
]
COUNTED = ("total", "days", "classes", "areas", "routes", "given", "on_line", "values", "crosses")


@pytest.fixture
def keep(app, survey):
    """Seal what came in, and keep the segments as the worker does."""

    def seal_and_keep(now=OPEN):
        survey.seal(now)
        with app.app_context():
            keeping.keep(survey.questionnaire_id)

    return seal_and_keep


def both(session, questionnaire_id, filters):
    """Count by segments, and row by row."""
    scheme = queries.scheme(session, session.get_one(Questionnaire, questionnaire_id))
    by_row = count(queries.rows(session, questionnaire_id), scheme, filters)
    return counting.tabulate(session, questionnaire_id, scheme, filters), by_row


def assert_same(app, survey, each=FILTERS):
    with app.app_context():
        for filters in each:
            ours, by_row = both(db.session(), survey.questionnaire_id, filters)
            assert ours.keys() == by_row.keys()
            for number, tally in by_row.items():
                for name in COUNTED:
                    assert getattr(ours[number], name) == getattr(tally, name), (filters, number, name)


def list_segments(app):
    columns = (Segment.id, Segment.row_count, Segment.first_batch, Segment.last_batch)
    with app.app_context():
        return db.session().execute(select(*columns)).all()


@pytest.mark.both_databases
def test_both_ways_agree(app, survey, keep):
    for seed, size in enumerate((150, 60, 20)):
        survey.answer(people(size, seed))
        keep()
    survey.answer(people(7, 9))
    assert_same(app, survey)
    assert [rows for _id, rows, *_batches in list_segments(app)] == [210, 20]


def paths(app, survey):
    with app.app_context():
        return sorted(files.folder_of(keeping.root(), survey.questionnaire_id).glob("*.parquet"))


ELSE = [pytest.param(harm, marks=pytest.mark.complete) for harm in ("delete", "truncate")]


@pytest.mark.parametrize("harm", ["corrupt", *ELSE])
def test_what_is_not_whole_is_made_anew(app, survey, keep, harm):
    survey.answer(people(80))
    keep()
    (path,) = paths(app, survey)
    if harm == "delete":
        path.unlink()
    elif harm == "truncate":
        path.write_bytes(path.read_bytes()[:-200])
    else:
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    assert_same(app, survey)
    assert paths(app, survey) != [path], "the reader has had it made anew"


@pytest.mark.complete
def test_a_file_without_an_entry_does_not_exist(app, survey, keep):
    survey.answer(people(80))
    keep()
    (path,) = paths(app, survey)
    stray = path.with_name(f"{UUID(int=7).hex}.parquet")
    stray.write_bytes(path.read_bytes())
    survey.answer(people(80, seed=2))
    keep()
    assert not stray.exists()
    assert_same(app, survey)


@pytest.mark.both_databases
def test_who_corrects_sealed_answers_counts_once(app, survey, keep, write, read):
    survey.answer(people(60))
    keep()
    assert_same(app, survey)
    with read() as session:
        hashes = session.scalars(select(Submission.receipt_hash).order_by(Submission.receipt_hash).limit(30)).all()
    for receipt in hashes:
        with write() as session:
            answers, day, group, area = people(1, int(receipt[:6], 16))[0]
            correct(
                session, receipt, Given(survey.questionnaire_id, survey.version_id, answers, "pl", day, group, area)
            )
    assert_same(app, survey)
    with read() as session:
        assert session.scalar(select(func.count()).select_from(Tombstone)) == 30
    keep()
    assert_same(app, survey)
    with read() as session:
        assert session.scalar(select(func.count()).select_from(Tombstone)) == 0
    assert sum(rows for _id, rows, *_batches in list_segments(app)) == 60


@pytest.mark.complete
def test_the_number_of_a_batch_that_is_gone_is_not_given_again(app, survey, keep, write, read):
    survey.answer(people(40))
    keep()
    survey.answer(people(20, seed=3))
    keep()
    with read() as session:
        hashes = session.scalars(select(Submission.receipt_hash).where(Submission.batch == 2)).all()
    for receipt in hashes:
        with write() as session:
            bury(session, receipt)
    survey.answer(people(25, seed=4))
    survey.seal(OPEN)
    with read() as session:
        assert set(session.scalars(select(Submission.batch))) == {1, 3}
    assert_same(app, survey)
    keep()
    assert_same(app, survey)


def test_after_the_close_one_segment_is_left(app, survey, keep):
    for seed in (1, 2):
        survey.answer(people(40, seed))
        keep()
    before = paths(app, survey)
    survey.answer(people(5, seed=3))
    survey.seal(AFTER)
    assert_same(app, survey)
    keep(AFTER)
    assert [row[1:] for row in list_segments(app)] == [(85, 1, 4)]
    assert not set(before) & set(paths(app, survey))
    assert_same(app, survey)


def test_versions_are_joined_as_they_are_row_by_row(app, survey, keep, write):
    survey.answer(people(60))
    keep()
    changed = {**DOCUMENT, "sections": [{"key": "town", "questions": later_questions()}]}
    with write() as session:
        held = session.get_one(Questionnaire, survey.questionnaire_id)
        version = QuestionnaireVersion(questionnaire=held, number=2, document=changed, edited_at=NOW, published_at=NOW)
        session.add(version)
        session.flush()
        store(session, version, [({**one[0], **LATER[one[0]["moves"]]}, *one[1:]) for one in people(45, seed=5)])
    keep()
    assert_same(app, survey, FILTERS[:3])
    assert {rows for _id, rows, *_batches in list_segments(app)} == {60, 45}


LATER = {
    "bus": {"moves": "tram", "bus": 3.5},
    "car": {"moves": "car", "bus": 0},
    "bike": {"moves": "bike", "bus": 3},
    "foot": {"moves": "foot", "bus": 3},
    "other": {"moves": "other", "bus": 120},
}


def later_questions():
    """Ask for a number where the bus was asked about, drop a means of transport and add one."""
    moves, bus, *others = DOCUMENT["sections"][0]["questions"]
    options = [option("tram", "by tram"), *moves["options"][1:]]
    return [{**moves, "options": options}, {"key": "bus", "kind": "number", "text": bus["text"]}, *others]


def test_what_does_not_count_does_not(app, survey, keep, write):
    survey.answer(people(90))
    with write() as session:
        ids = session.scalars(select(IncomingSubmission.id).order_by(IncomingSubmission.id)).all()
        session.execute(update(IncomingSubmission).where(IncomingSubmission.id.in_(ids[:9])).values(is_late=True))
        session.execute(update(IncomingSubmission).where(IncomingSubmission.id.in_(ids[5:20])).values(doubt="burst"))
    keep()
    for late, doubtful in ((True, True), (False, True), (True, False), (False, False)):
        with write() as session:
            session.execute(update(Questionnaire).values(counts_late=late, counts_doubtful=doubtful))
        assert_same(app, survey)


def test_much_that_came_at_once_is_taken_up_by_the_first_who_asks(app, survey, monkeypatch):
    monkeypatch.setattr("consult.results.segments.reading.MOST_ROWS", 50)
    survey.answer(people(70))
    assert_same(app, survey)
    assert [rows for _id, rows, *_batches in list_segments(app)] == [70]


def test_crosses_agree(app, survey, keep):
    survey.answer(people(120))
    keep()
    survey.answer(people(9, seed=2))
    with app.app_context():
        session = db.session()
        scheme = queries.scheme(session, session.get_one(Questionnaire, survey.questionnaire_id))
        pair = scheme.question("moves"), scheme.question("clean")
        for filters in FILTERS:
            by_row = cross(queries.rows(session, survey.questionnaire_id), scheme, *pair, filters)
            assert counting.cross(session, survey.questionnaire_id, scheme, pair, filters) == by_row


@pytest.mark.complete
def test_two_who_keep_at_once_make_nothing_twice(app, survey):
    survey.answer(people(200))
    survey.seal(OPEN)

    def keep_alone():
        with app.app_context():
            keeping.keep(survey.questionnaire_id)

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(keep_alone) for _ in range(2)]:
            done.result()
    assert [rows for _id, rows, *_batches in list_segments(app)] == [200]
    assert_same(app, survey)
