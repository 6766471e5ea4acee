"""Many at once, on both databases: no number twice, no decision over another, no remark after the close."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.consultations.queries import get_consultation
from consult.drafts import queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import decisions
from consult.drafts.operations import remarks as operations
from consult.drafts.rules.decisions import State
from consult.participation.rules.intake import GRACE
from consult.web.transaction import transaction
from tests.factories.consultations import official
from tests.factories.drafts import OPEN, OVER, decide, make_remark, publish_decisions

pytestmark = pytest.mark.both_databases


def at_once(app, count, act):
    """Do the same many times at once, and give what came of each."""
    barrier = threading.Barrier(count)
    results = []

    def run(index):
        with app.app_context():
            barrier.wait()
            try:
                with transaction() as session:
                    results.append(act(session, index))
            except Exception as problem:  # noqa: BLE001
                results.append(type(problem))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_twenty_remarks_at_once_get_twenty_numbers(app, write, draft, read):
    def send(session, index):
        return make_remark(session, session.get_one(Draft, draft), code=f"same {index // 2}").number

    numbers = at_once(app, 20, send)
    with read() as session:
        assert session.scalar(select(func.count()).select_from(Remark)) == 10
    assert sorted(set(numbers)) == list(range(1, 11))


def test_one_of_two_decisions_at_once(app, write, draft, read):
    with write() as session:
        remark = make_remark(session, session.get_one(Draft, draft))
        number, consultation_id = remark.number, remark.consultation_id

    def write_decision(session, index):
        here = queries.get_draft(session, draft)
        held = queries.find_remark(session, consultation_id, number, for_update=True)
        editor = official(here.consultation.authority, "editor")
        decisions.propose(session, held, "accepted", f"Powód {index}", edit_count=0, actor=editor, now=OPEN)
        return "done"

    results = at_once(app, 4, write_decision)
    assert results.count("done") == 1
    assert results.count(decisions.ChangedMeanwhile) == 3


def test_no_remark_slips_in_beside_the_close(app, write, draft, read):
    """The office closes earlier than now (as a correction would): whoever reads after it is refused."""

    def act(session, index):
        consultation = get_consultation(session, session.get_one(Draft, draft).consultation_id)
        if index == 0:
            consultation.closes_at = OPEN - timedelta(days=1)
            session.flush()
            return "closed"
        session.refresh(consultation)
        try:
            return make_remark(session, session.get_one(Draft, draft)).number
        except operations.NotOpen:
            return "too late"

    results = at_once(app, 6, act)
    numbers = [result for result in results if isinstance(result, int)]
    with read() as session:
        kept = session.scalar(select(func.count()).select_from(Remark))
    assert kept == len(numbers)
    assert results.index("closed") == len(results) - 1 or "too late" in results


def test_no_late_remark_slips_in_beside_the_publication(app, write, draft, read):
    """What was sent within the grace and had to wait comes before the publication, which then fails, or is refused."""
    with write() as session:
        here = session.get_one(Draft, draft)
        decide(session, make_remark(session, here))
        last_moment = here.consultation.closes_at + GRACE - timedelta(seconds=1)

    def act(session, index):
        here = session.get_one(Draft, draft)
        if index == 0:
            publish_decisions(session, here, now=OVER)
            return "published"
        make_remark(session, here, now=last_moment)
        return "sent"

    results = at_once(app, 6, act)
    with read() as session:
        states = session.scalars(select(Remark.state)).all()
    if "published" in results:
        assert set(states) == {State.PUBLISHED}
        assert results.count(operations.NotOpen) == 5
    else:
        assert decisions.GateClosed in results
        assert len(states) == 1 + results.count("sent")
