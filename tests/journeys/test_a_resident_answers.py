"""A resident finds the questionnaire, reads what becomes of the answers, answers, and keeps a receipt."""

from sqlalchemy import select

from consult.questionnaires.models import IncomingSubmission
from tests.page_checks import words
from tests.questionnaires.conftest import LATER, OPEN, asked, kielce  # noqa: F401  # fixtures


def test_a_resident_answers(visitor, asked, at, read):  # noqa: F811
    asked("routing")
    page = visitor.visit("/k/park-nad-silnica")
    page = visitor.visit(page.select_one(".card--main a")["href"])
    assert words(page.h1) == "Droga"
    page = visitor.visit(page.select_one("main .buttons a")["href"])

    page = visitor.send(page, {"a.likes": ["trees"]}, form="#answers", button="next")
    assert page.select_one(".problems a")["href"] == "#a.visits-0"
    page = visitor.send(page, {"a.visits": "yes"}, form="#answers", button="next")
    page = visitor.send(page, form="#answers", button="next")
    page = visitor.send(page, {"a.last": "Dziękuję, że pytacie."}, form="#answers", button="next")
    assert "Dziękuję, że pytacie." in words(page.select_one("main"))

    at(OPEN + LATER)
    page = visitor.send(page, form="#answers", button="next")
    assert page.select_one("[data-receipt]").text == page.select_one("[data-receipt]")["data-receipt"]
    assert visitor.is_stranger

    with read() as session:
        assert session.scalars(select(IncomingSubmission.answers)).all() == [
            {"visits": "yes", "likes": ["trees"], "last": "Dziękuję, że pytacie."}
        ]
