"""All remarks of a person on one page, sent together without a script; nothing typed is lost on the way."""

from sqlalchemy import select

from consult.drafts.models import Remark
from tests.factories.drafts import OVER
from tests.page_checks import words

MINE = "/k/park-nad-silnica/projekt/1/moje-uwagi"


def test_several_remarks_go_together(visitor, draft, read, at):
    visitor.client.set_cookie("lang", "en")
    page = visitor.send(MINE, place="par-1-ust-1", button="Add this place")
    assert "trzy dni" in page.select_one("[name='0-proposed_wording']").text
    page = visitor.send(
        page, {"0-proposed_wording": "Świetlica jest otwarta cztery dni."}, place="par-2", button="Add this place"
    )
    assert "cztery dni" in page.select_one("[name='0-proposed_wording']").text, "what was typed comes back"
    assert words(page.select_one("#redline-0 ins")) == "cztery"
    page = visitor.send(page, place="calosc", button="Add this place")
    page = visitor.send(page, button="Send the 3 remarks", status=400)
    assert "Change the wording above" in words(page.main)
    with read() as session:
        assert session.scalars(select(Remark)).all() == [], "all of them or none"
    page = visitor.send(page, {"2-justification": "Popieram."}, button="Take it off: § 2")
    assert len(page.select("[name=block]")) == 2
    sent = visitor.send(page, button="Send the 2 remarks")
    assert words(sent.h1) == "Your 2 remarks are in"
    codes = [one["data-receipt"] for one in sent.select("[data-receipt]")]
    again = visitor.send(page, button="Send the 2 remarks")
    assert [one["data-receipt"] for one in again.select("[data-receipt]")] == codes, "sent twice, counted once"
    with read() as session:
        kept = session.scalars(select(Remark).order_by(Remark.number)).all()
        assert [(one.unit_key, one.kind) for one in kept] == [("par-1-ust-1", "change"), ("calosc", "opinion")]
    page = visitor.send("/sprawdz", code=codes[1])
    assert "Popieram." in words(page.main)


def test_after_the_end_the_words_are_given_back(visitor, draft, at):
    visitor.client.set_cookie("lang", "en")
    page = visitor.send(MINE, place="calosc", button="Add this place")
    at(OVER)
    page = visitor.send(page, {"0-justification": "Za późno?"}, button="Send the remark", status=410)
    assert "Za późno?" in words(page.main)
