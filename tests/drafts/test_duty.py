"""The scoreboard of the duty to answer: what it counts, and where everybody reads it."""

from datetime import date

import pytest

from consult.authorities.models import Authority
from consult.drafts.models import Draft
from consult.drafts.queries import find_remark
from consult.drafts.rules.duty import Tally, board_of
from tests.factories.drafts import OVER, decide, make_remark, publish_decisions
from tests.page_checks import words


def tally(received, answered=None, due=None, count=1, draft="Program"):
    return Tally(draft, date(2026, 3, received), date(2026, 3, answered) if answered else None, due, count)


def test_what_the_board_counts():
    due = date(2026, 3, 20)
    board = board_of(
        [tally(1, 11, count=3), tally(9, 11, count=2), tally(2, due=due, count=4), tally(3, due=date(2026, 4, 9))],
        accepted=3,
        today=date(2026, 3, 21),
    )
    assert (board.total, board.answered, board.open, board.overdue, board.median_days) == (10, 5, 5, 4, 10)
    assert board.passed == [("Program", due)]
    assert board_of([tally(2, due=due)], accepted=0, today=due).overdue == 0, "the day itself is in time"


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.complete)], indirect=True)
def test_everybody_reads_it(visitor, draft, kielce, write, at):
    with write() as session:
        found = session.get_one(Draft, draft)
        decide(session, make_remark(session, found), "partly_accepted")
        make_remark(session, found)
        found.answers_due_on = date(2026, 4, 1)
        slug = session.get_one(Authority, kielce).slug
    visitor.client.set_cookie("lang", "en")
    at(OVER)
    page = visitor.visit(f"/u/{slug}")
    assert "Program: the answers were due on 1 April 2026." in words(page.main)
    assert "answers were due on" in words(visitor.visit("/k/park-nad-silnica").main)
    with write() as session:
        found = session.get_one(Draft, draft)
        remark = make_remark_decided(session, found)
        assert remark == 2
        publish_decisions(session, found)
    page = visitor.visit("/k/park-nad-silnica/uwagi")
    assert "Half of the answers came within" in words(page.main)
    assert "50 %" in words(page.main)
    assert "all answered" in words(visitor.visit("/k/park-nad-silnica").main)


def make_remark_decided(session, draft) -> int:
    """Decide the second remark, and give its number."""

    remark = find_remark(session, draft.consultation_id, 2)
    decide(session, remark, "not_accepted")
    return remark.number
