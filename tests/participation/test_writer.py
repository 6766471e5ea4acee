"""One writer: what is left at the same moment is one group; nobody suffers from what another left."""

import threading
import time

import pytest

from consult.participation.writer import Writer


class Refused(Exception):
    pass


@pytest.fixture
def left(app):
    """Leave values at the same moment: the first is being written while the others come."""

    def leave(keep, values):
        writer, answers = Writer(keep), {}

        def one(value):
            with app.app_context():
                try:
                    answers[value] = writer.write(value)
                except (Refused, ZeroDivisionError) as failure:
                    answers[value] = failure

        threads = [threading.Thread(target=one, args=(value,)) for value in values]
        threads[0].start()
        while not writer.is_busy or writer.waiting:
            time.sleep(0.001)
        for thread in threads[1:]:
            thread.start()
        while len(writer.waiting) < len(values) - 1:
            time.sleep(0.001)
        keep.go.set()
        for thread in threads:
            thread.join()
        return answers

    return leave


class Keep:
    """Gives each value back, doubled; the first group waits until all others have come."""

    def __init__(self, bad=()):
        self.go, self.groups, self.bad = threading.Event(), [], bad

    def __call__(self, _session, values):
        self.go.wait()
        self.groups.append(list(values))
        if any(value in self.bad for value in values):
            raise ZeroDivisionError
        return [Refused() if value < 0 else 2 * value for value in values]


def test_who_comes_meanwhile_is_one_group(left):
    keep = Keep()
    answers = left(keep, [1, 2, 3, -4])
    assert [len(group) for group in keep.groups] == [1, 3]
    assert (answers[1], answers[2], answers[3]) == (2, 4, 6)
    assert isinstance(answers[-4], Refused)


def test_what_one_sent_harms_nobody_else(left):
    keep = Keep(bad=[3])
    answers = left(keep, [1, 2, 3, 4])
    assert (answers[1], answers[2], answers[4]) == (2, 4, 8)
    assert isinstance(answers[3], ZeroDivisionError)
