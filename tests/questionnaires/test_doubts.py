"""What may come from a machine is taken like everything else, and labelled."""

from consult.participation import doubts
from consult.participation.doubts import TRAP
from tests.questionnaires.conftest import LATER, OPEN
from tests.questionnaires.test_views import FORM, fields, receipt


def test_the_field_that_stays_empty_is_out_of_sight_and_says_so(visitor, begin):
    page = begin()
    trap = page.select_one(f"{FORM} input[name={TRAP}]")
    assert (trap["tabindex"], trap["autocomplete"], trap.get("value")) == ("-1", "off", None)
    assert "hide" in trap.parent["class"]
    assert trap.parent.label["for"] == trap["id"]


def test_who_fills_it_in_is_labelled_and_gets_a_receipt(visitor, begin, stored):
    assert receipt(visitor.send(begin(), {"a.often": "daily", TRAP: "Buy this"}, form=FORM))
    (row,) = stored()
    assert (row.doubt, row.answers) == ("trap", {"often": "daily"})


def test_people_are_not_labelled(visitor, begin, stored):
    visitor.send(begin(), {"a.often": "daily", TRAP: "  "}, form=FORM)
    assert stored()[0].doubt is None


def test_the_label_stays_from_page_to_page(visitor, begin, stored):
    page = visitor.send(begin("sections"), {"a.a": "x", TRAP: "x"}, form=FORM, button="next")
    assert fields(page)[TRAP] == "yes"
    page = visitor.send(page, form=FORM, button="next")
    assert fields(page)[TRAP] == "yes"
    assert receipt(visitor.send(page, form=FORM, button="next"))
    assert stored()[0].doubt == "trap"


def test_a_burst_from_one_network_is_labelled_and_kept(app, visitor, begin, stored, at, monkeypatch):
    monkeypatch.setattr(doubts, "MOST", 2)
    begin()
    for _ in range(4):
        at(OPEN)
        page = visitor.visit("/k/park-nad-silnica/ankieta/1/1")
        at(OPEN + LATER)
        assert receipt(visitor.send(page, {"a.often": "daily"}, form=FORM))
    assert sorted(str(row.doubt) for row in stored()) == ["None", "None", "burst", "burst"]
