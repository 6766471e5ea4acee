"""Two hundred at once for forty places, on both databases: the hall is full, and never fuller."""

import threading

import pytest
from sqlalchemy import func, select

from consult.meetings import queries
from consult.meetings.models import Meeting, Registration
from consult.meetings.operations.places import cancel
from consult.meetings.rules.vocabulary import HAS_PLACE, WAITS
from consult.web.transaction import transaction
from tests.factories.drafts import OPEN
from tests.factories.meetings import BASE, make_registration

pytestmark = pytest.mark.both_databases


def at_once(app, count, act):
    """Do the same many times at once, and give what came of each."""
    barrier = threading.Barrier(count)
    results = []

    def run(index):
        with app.app_context():
            barrier.wait()
            with transaction() as session:
                results.append(act(session, index))

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_hundred_for_forty_places(app, begin, read):
    begun = begin(capacity=40, reserved={"ngo": 10})

    def send(session, index):
        meeting = session.get_one(Meeting, begun)
        group = "ngo" if index % 4 == 0 else "resident"
        return make_registration(session, meeting, group, form=f"form {index // 2 * 2}", name="Jan").number

    def send_twice(session, index):
        return send(session, index // 2 * 2)

    numbers = at_once(app, 200, send_twice)
    assert len(numbers) == 200
    with read() as session:
        taken = queries.count_taken(session, begun)
        assert sum(taken.values()) == 40
        assert taken["ngo"] >= 10
        assert session.scalar(select(func.count()).select_from(Registration)) == 100
        assert sorted(set(numbers)) == list(range(1, 101))


@pytest.mark.complete
def test_places_given_back_at_once_go_to_as_many_others(app, write, begin, read):
    begun = begin(capacity=6)
    with write() as session:
        meeting = session.get_one(Meeting, begun)
        for _ in range(20):
            make_registration(session, meeting)

    def give_back(session, index):
        held = queries.get_meeting(session, begun)
        kept = queries.find_registration(session, begun, index + 1)
        cancel(session, held, kept, base_url=BASE, now=OPEN)

    at_once(app, 6, give_back)
    with read() as session:
        states = session.scalars(select(Registration.state).order_by(Registration.number)).all()
    assert states[6:12] == [HAS_PLACE] * 6
    assert states[12:] == [WAITS] * 8
