"""Dates, places, parts, tables, lists and consents through the form: told, kept, read again, taken, counted."""

import pytest
from sqlalchemy import select

from consult.questionnaires.models import QuestionnaireVersion
from tests.factories.questionnaires import make_answers
from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, LATER, OPEN
from tests.questionnaires.sampling import document
from tests.results.surveys import DESK

FORM = "#answers"
SENT = {
    "date": (
        {"a.since.day": "5", "a.since.month": "1", "a.since.year": "2020", "a.bus.hour": "7", "a.bus.minute": "45"},
        {"since": "2020-01-05", "bus": "07:45"},
    ),
    "ranking": (
        {"a.order.green": "2", "a.order.light": "1", "a.order.benches": "3"},
        {"order": ["light", "green", "benches"]},
    ),
    "scale_looks": ({"a.stars": "4", "a.nps": "10"}, {"stars": 4, "nps": 10}),
    "parts": (
        {"a.budget.green": "600", "a.budget.play": "400 zł", "a.price": "4,40"},
        {"budget": {"green": 600, "light": 0, "play": 400}, "price": 4.4},
    ),
    "grid": (
        {"a.when.park": ["am", "pm"], "a.when.pool": "never", "a.trips.bus.work": "5", "a.ideas.north.what": "lampy"},
        {
            "when": {"park": ["am", "pm"], "pool": ["never"]},
            "trips": {"bus": {"work": 5}},
            "ideas": {"north": ["what"]},
            "ideas.north.what": "lampy",
        },
    ),
    "lists": ({"a.district": "1", "a.street": "Żytnia"}, {"district": "1", "street": "z"}),
    "consent": ({"a.rules": "yes"}, {"quote": "no", "rules": "yes", "rules.text": "cf28b857c508"}),
}
WRONG = {
    "date": ({"a.since.day": "31", "a.since.month": "2", "a.since.year": "2020"}, "Write a day that exists"),
    "ranking": ({"a.order.green": "1", "a.order.light": "1"}, "Place 1 is given twice."),
    "parts": ({"a.budget.green": "600"}, "now it is 600 zł: 400 zł are left to share out."),
    "grid": ({"a.when.park": ["am", "never"], "a.when.pool": "am"}, "Leave one choice"),
    "lists": ({"a.district": "1", "a.street": "Długa"}, "Choose one from the list"),
    "consent": ({"a.quote": "yes"}, "Tick the box if you agree"),
}
TOLD = {
    "date": ("Half of the people gave 5 January 2020 or earlier", "Half of the people gave 07:45 or earlier"),
    "ranking": ("Highest on average: “światło”, place 1", "Average place"),
    "scale_looks": ("Recommendation (NPS): +100.", "Average: 4."),
    "parts": ("Most on average: “zieleń”, 600 zł (60%)", "Half of the people gave 4.4 zł or less"),
    "grid": ("Most often in one row", "Most on average: “autobusem: do pracy”, 5 razy", "12 people wrote an answer"),
    "lists": ("Śródmieście", "Żytnia"),
    "consent": ("no consent", "yes, I agree"),
}


def kept(page, name):
    """Give what stands in a field."""
    control = page.select_one(f"{FORM} [name='{name}']")
    if control.name == "select":
        return control.select_one("option[selected]")["value"]
    chosen = page.select(f"{FORM} [name='{name}'][checked]")
    return [one["value"] for one in chosen] if chosen else control["value"]


@pytest.mark.parametrize("sample", SENT)
def test_what_is_sent_is_kept(visitor, begin, stored, at, sample):
    given, answers = SENT[sample]
    begin(sample)
    page = visitor.visit(f"{ADDRESS}/1?lang=en", cookie=True)
    at(OPEN + 2 * LATER)
    page = visitor.send(page, given, form=FORM)
    while not page.select_one("[data-receipt]"):
        assert page.select_one("h1"), page
        assert not page.select(".problems"), words(page.main)
        page = visitor.send(page, form=FORM)
    assert [row.answers for row in stored()] == [answers]


@pytest.mark.parametrize("sample", WRONG)
def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(visitor, begin, stored, at, sample):
    given, what = WRONG[sample]
    begin(sample)
    page = visitor.visit(f"{ADDRESS}/1?lang=en", cookie=True)
    at(OPEN + 2 * LATER)
    page = visitor.send(page, given, form=FORM)
    assert what in words(page.select_one(".problems"))
    assert any(what in words(error) for error in page.select(f"{FORM} .error"))
    for link in page.select(".problems a"):
        assert page.select_one(link["href"].replace(".", "\\.")).name in {"input", "select"}
    for name, value in given.items():
        assert kept(page, name) in (value, [value])
    assert not stored()


def test_what_was_said_is_read_again_before_sending(visitor, begin, at):
    said = document("date")
    said["sections"] += document("parts")["sections"]
    said["sections"][1] |= {"key": "t"}
    said["sections"] += [document("ranking")["sections"][0] | {"key": "u"}]
    begin(said)
    page = visitor.visit(f"{ADDRESS}/1?lang=en", cookie=True)
    at(OPEN + 2 * LATER)
    for sample in ("date", "parts", "ranking"):
        page = visitor.send(page, SENT[sample][0], form=FORM)
    told = words(page.main)
    for what in ("5.1.2020", "7:45", "zieleń: 600 zł", "1 – światło", "4,40 zł"):
        assert what in told.replace("\N{NO-BREAK SPACE}", " "), what


def test_an_official_reads_what_came_of_it(signed, begin, write):
    said = document("about")
    said["sections"] = [document(name)["sections"][0] | {"key": name} for name in SENT]
    begin(said)
    official = signed("editor", "analyst")
    official.client.set_cookie("lang", "en")
    with write() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        make_answers(session, version, 12, {key: one for _typed, kept in SENT.values() for key, one in kept.items()})
    told = words(official.visit(DESK).main).replace("\N{NO-BREAK SPACE}", " ")
    for what in (what for listed in TOLD.values() for what in listed):
        assert what in told, what


def test_a_note_has_no_number_and_is_no_question(visitor, begin):
    page = begin("lists")
    assert "Listy są długie" in words(page.main)
    assert words(page.select_one("label.legend-q")).startswith("1.")
    assert words(visitor.visit(ADDRESS).select_one(".facts dd")) == "2"
