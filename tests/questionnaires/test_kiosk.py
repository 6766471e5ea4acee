"""A tablet of the office: it returns to the start by itself, and leaves nothing to the next person."""

from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, CLOSES, LATER, OPEN
from tests.questionnaires.test_views import FORM, fields, receipt

TABLET = f"{ADDRESS}/tablet"


def test_from_start_to_start(visitor, asked, stored, at):
    asked("sections")
    start = visitor.visit(f"{TABLET}?lang=en")
    assert "storage" in start.headers["clear-site-data"]
    assert "returns here" in words(start.main)
    page = visitor.visit(start.select_one("main a.button")["href"])
    assert page.headers["refresh"] == f"300; url={TABLET}"
    assert not page.select("form[data-keep]")
    at(OPEN + LATER)
    page = visitor.send(page, {"a.a": "x"}, form=FORM, button="next")
    page = visitor.send(page, {"a.b": "y"}, form=FORM, button="next")
    assert fields(page)["kiosk"] == "1"
    page = visitor.send(page, form=FORM, button="next")
    assert receipt(page)
    assert page.headers["refresh"] == f"45; url={TABLET}"
    assert page.select_one(f"main a.button[href='{TABLET}']")
    assert [row.channel for row in stored()] == ["kiosk"]


def test_nobody_else_is_sent_back(visitor, asked):
    asked("single")
    assert "refresh" not in visitor.visit(f"{ADDRESS}/1").headers


def test_when_it_is_over_the_tablet_says_so(visitor, asked, at):
    asked("single")
    at(CLOSES)
    assert visitor.visit(TABLET).url.endswith(ADDRESS)
