"""The seal: in batches, in random order, nothing lost, nothing that joins an answer to its arrival."""

import re
import secrets
import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select, text

from consult.extensions import db
from consult.mail.models import Mail
from consult.participation.codes import make_codes
from consult.participation.models import SpentMark
from consult.participation.rules.codes import code_hash
from consult.participation.rules.intake import GRACE
from consult.questionnaires import jobs, queries
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion, Submission
from consult.questionnaires.operations.seal import AT_LEAST, MARGIN, over_before
from consult.questionnaires.operations.submit import Sent, submit_all
from consult.web.transaction import transaction
from tests.factories.questionnaires import given, make_answers
from tests.questionnaires.conftest import CLOSES, OPEN

pytestmark = pytest.mark.both_databases
OVER = CLOSES + GRACE + MARGIN + timedelta(seconds=1)
PAGE = 4096
"""Bytes of a page of SQLite."""
IN_TABLES, NOTHING = ({4}, {2}), ({0}, {0})
"""How often a mark stands in the file, as a code and as spent, each with its index; and a receipt likewise."""


@pytest.fixture
def version(asked, read):
    asked()
    with read() as session:
        found = session.scalar(select(QuestionnaireVersion))
        session.expunge_all()
        return found


@pytest.fixture
def run(app, at):
    """Let the worker do its round at a moment."""

    def job(now):
        at(now)
        with app.app_context():
            jobs.seal_what_came_in()

    return job


def batches(read):
    with read() as session:
        rows = session.execute(select(Submission.batch, func.count()).group_by(Submission.batch)).all()
        return dict(map(tuple, rows)), session.scalar(select(func.count()).select_from(IncomingSubmission))


def test_fewer_than_a_batch_wait(write, version, read, run):
    with write() as session:
        make_answers(session, version, AT_LEAST - 1)
    run(OPEN)
    assert batches(read) == ({}, AT_LEAST - 1)
    with write() as session:
        make_answers(session, version, 1)
    run(OPEN)
    assert batches(read) == ({1: AT_LEAST}, 0)


def test_batches_have_numbers_and_become_one_after_the_close(write, version, read, run):
    hashes = []
    for size in (20, 25, 3):
        with write() as session:
            hashes += make_answers(session, version, size)
        run(OPEN)
    assert batches(read) == ({1: 20, 2: 25}, 3)
    run(CLOSES + GRACE)
    assert batches(read) == ({1: 20, 2: 25}, 3), "some may still be sending"
    run(OVER)
    assert batches(read) == ({4: 48}, 0)
    run(OVER)
    assert batches(read) == ({4: 48}, 0)
    with read() as session:
        assert sorted(session.scalars(select(Submission.receipt_hash))) == sorted(hashes)
        assert queries.list_to_seal(session, at_least=AT_LEAST, closed_before=over_before(OVER)) == []


def test_what_was_stored_is_what_is_sealed(write, version, read, run):
    with write() as session:
        make_answers(session, version, AT_LEAST, {"often": "never"}, participant_class="resident", area="260101")
    run(OPEN)
    with read() as session:
        rows = session.scalars(select(Submission)).all()
        assert {(r.answers["often"], r.participant_class, r.area, r.submitted_on, r.is_late) for r in rows} == {
            ("never", "resident", "260101", given(version).submitted_on, False)
        }


def test_nothing_is_lost_while_people_answer(app, write, version, read, stored):
    """Seal again and again while others write: every answer is held once."""
    done = threading.Event()
    sent = []

    def answering():
        with app.app_context():
            for _ in range(60):
                with transaction() as session:
                    sent.extend(make_answers(session, version, 1))
            db.session.remove()

    def sealing():
        while not done.is_set():
            with app.app_context():
                jobs.seal_what_came_in()

    writers = [threading.Thread(target=answering) for _ in range(3)]
    sealer = threading.Thread(target=sealing)
    for thread in [*writers, sealer]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    sealer.join()
    assert sorted(row.receipt_hash for row in stored()) == sorted(sent)
    assert len(sent) == 180
    assert batches(read)[0]


def positions(session, order):
    """Give the receipts' hashes in the order that a database betrays."""
    return list(session.scalars(text(f"SELECT receipt_hash FROM submissions ORDER BY {order}")))  # noqa: S608


def agreement(truth, seen):
    """Tell how far two orders agree, as Spearman's rank correlation."""
    place = {receipt: number for number, receipt in enumerate(seen)}
    n = len(truth)
    return 1 - 6 * sum((number - place[receipt]) ** 2 for number, receipt in enumerate(truth)) / (n * (n * n - 1))


def test_no_order_of_the_database_tells_the_order_of_arrival(write, version, read, run):
    """Hold the truth, look at everything that orders rows, and do no better than chance (p < 0.001)."""
    truth = []
    for _ in range(10):
        for _ in range(30):
            with write() as session:
                truth += make_answers(session, version, 1, {"often": ("daily", "never")[len(truth) % 2]})
        run(OPEN)
    run(OVER)
    with read() as session:
        is_postgresql = session.get_bind().dialect.name == "postgresql"
        hidden = ["ctid", "xmin::text::bigint, ctid"] if is_postgresql else []
        orders = ["id", "receipt_hash", *hidden]
        if not is_postgresql:
            with pytest.raises(Exception, match="rowid"):
                positions(session, "rowid")
        limit = 3.3 / len(truth) ** 0.5
        for order in orders:
            assert abs(agreement(truth, positions(session, order))) < limit, order
        assert abs(agreement(truth, list(session.scalars(text("SELECT receipt_hash FROM submissions"))))) < limit
        if is_postgresql:
            assert session.scalar(text("SELECT count(DISTINCT xmin::text) FROM submissions")) == 1


def bytes_that_are_left(folder, codes, truth):
    """Look into all files of an app, the journal of SQLite too; tell how often each mark and each receipt stands there.

    No code stands in any, and no page of a file has a mark and a receipt on it.
    """
    marks, receipts = Counter(dict.fromkeys(truth, 0)), Counter(dict.fromkeys(truth.values(), 0))
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        held = path.read_bytes()
        assert not [code for code in codes if code.encode() in held], path
        for start in range(0, len(held), PAGE):
            found = Counter(re.findall(rb"(?=([0-9a-f]{64}))", held[start : start + PAGE]))
            here = {name.decode(): count for name, count in found.items()}
            assert not (here.keys() & marks.keys() and here.keys() & receipts.keys()), (path, start)
            marks.update({name: count for name, count in here.items() if name in marks})
            receipts.update({name: count for name, count in here.items() if name in receipts})
    return set(marks.values()), set(receipts.values())


def test_nothing_joins_an_answer_to_its_code(app, write, version, read, run, tmp_path, capsys):
    """Hold 200 codes whose holders answered in a known order, some each day; look at everything that is left.

    A linker may order both tables by whatever the database has, and take those beside each other for one person; or
    look for one column with the same value in both. He does no better than chance (p < 0.001). He may read the files,
    the journal of SQLite among them, what was logged and what was mailed: marks and receipts stand in their tables
    and indexes, and nowhere else. The journal of PostgreSQL is not looked at: it has what it had until it is recycled.
    """
    with write() as session:
        session.get(Questionnaire, version.questionnaire_id).access = "codes"
        codes = make_codes(session, version.questionnaire_id, 200)
    marks = sorted(map(code_hash, codes), key=hash)
    truth = {}
    for place, mark in enumerate(marks):
        day = OPEN + timedelta(days=place // 40)
        receipt = secrets.token_hex(32)
        with write() as session:
            assert submit_all(session, [Sent(receipt, given(version, now=day), mark)]) == [False]
        truth[mark] = receipt
        if place % 50 == 49:
            run(day)
    run(OVER)
    with read() as session:
        is_postgresql = session.get_bind().dialect.name == "postgresql"
        orders = ["ctid", "xmin::text::bigint, ctid"] if is_postgresql else []
        receipts = list(truth.values())
        for order in ["id", "receipt_hash", "submitted_on", *orders]:
            seen = positions(session, order)
            for other in ["mark", *orders]:
                spent = list(session.scalars(text(f"SELECT mark FROM spent_marks ORDER BY {other}")))  # noqa: S608
                assert abs(agreement(receipts, [truth[mark] for mark in spent])) < 3.3 / 200**0.5, other
                hits = sum(truth[mark] == receipt for mark, receipt in zip(spent, seen, strict=True))
                assert hits < 7, (order, other)
        assert {column.name for column in inspect(SpentMark).columns} == {"mark", "subject_id"}
        if is_postgresql:
            assert session.scalar(text("SELECT count(DISTINCT xmin::text) FROM spent_marks")) == 1
        assert session.scalar(select(func.count()).select_from(Mail)) == 0
    said = str(capsys.readouterr())
    assert not [name for name in (*codes, *marks, *receipts) if name in said]
    assert bytes_that_are_left(tmp_path, codes, truth) == (NOTHING if is_postgresql else IN_TABLES)


def test_what_is_open_is_shown_at_once_and_what_has_codes_when_it_is_sealed(write, version, read, run):
    with write() as session:
        make_answers(session, version, 3)
    with read() as session:
        shown = select(func.count()).select_from(queries.counted_submissions(version.questionnaire_id).subquery())
        assert session.scalar(shown) == 3
    with write() as session:
        session.get(Questionnaire, version.questionnaire_id).access = "codes"
    with read() as session:
        assert session.scalar(shown) == 0
        assert session.scalar(select(func.count()).select_from(IncomingSubmission)) == 3
    with write() as session:
        make_answers(session, version, AT_LEAST)
    run(OPEN)
    with read() as session:
        assert session.scalar(shown) == AT_LEAST + 3
