"""Quick questions to the hall: a phone answers without JavaScript, the screen follows by an ETag."""

from datetime import timedelta

from consult.meetings import hall_queries
from consult.meetings.operations import hall as operations
from tests.factories.accounts import english
from tests.factories.drafts import OPEN
from tests.page_checks import words

DESK = "/urzad/k/park-nad-silnica/spotkania/1/pytania"


def test_a_show_of_hands(app, begin, kielce, person, visitor, write, at):
    begun = begin()
    clerk = person(kielce, "clerk")
    page = clerk.send(DESK, question="Kiedy?", options="Rano", button="Prepare it")
    assert "two to eight" in words(page.select_one(".error"))
    page = clerk.send(page, question="Kiedy?", options="Rano\nWieczorem\nRano", button="Prepare it")
    code = words(page.select_one(".receipt"))
    assert words(visitor.visit(f"/s/{code}/pytanie").h1) != "Kiedy?"
    clerk.send(DESK, button="Open question 1")

    form = visitor.visit(f"/s/{code.lower()}")
    assert words(form.h1) == "Kiedy?"
    at(OPEN + timedelta(seconds=5))
    phone = english(app)
    for browser in (phone, phone, visitor):
        browser.send(form if browser is phone else browser.visit(f"/s/{code}"), answer="1")
    with write() as session:
        question = hall_queries.find_question(session, begun, 1, for_update=True)
        assert hall_queries.count_answers(session, question.id) == 2
        for number in range(7):
            operations.answer(session, question, 0, "", form_hash=f"form {number}")

    clerk.send(DESK, button="Show result 1 on the screen")
    screen = visitor.visit(f"/s/{code}/ekran")
    assert not screen.select("progress")
    tag = {"If-None-Match": screen.headers["etag"]}
    visitor.fetch(f"/s/{code}/ekran", status=304, headers=tag)
    with write() as session:
        question = hall_queries.find_question(session, begun, 1, for_update=True)
        operations.answer(session, question, 1, "", form_hash="the tenth")
    visitor.fetch(f"/s/{code}/ekran", headers=tag)
    shown = [meter["aria-label"] for meter in phone.visit(f"/s/{code}/ekran").select("progress")]
    assert shown == ["Rano: 7 of 10", "Wieczorem: 3 of 10"]
    form = phone.visit(f"/s/{code}/pytanie")
    clerk.send(DESK, button="Close question 1")
    at(OPEN + timedelta(seconds=10))
    assert words(phone.send(form, answer="0", status=410).h1) == "Nothing is asked now"


def test_words_that_are_kept_off_the_screen(app, begin, kielce, person, write):
    begun = begin()
    clerk = person(kielce, "clerk")
    page = clerk.send(DESK, question="Jednym słowem?", button="Prepare it")
    code = words(page.select_one(".receipt"))
    clerk.send(DESK, button="Open question 1")
    with write() as session:
        question = hall_queries.find_question(session, begun, 1, for_update=True)
        said = ["Zieleń", "zieleń ", "ZIELEŃ", "Cień", "Brzydkie", "600 700 800", *(f"Słowo {n}" for n in "abcdef")]
        for number, one in enumerate(said):
            operations.answer(session, question, None, one.strip(), form_hash=f"form {number}")
    clerk.send(DESK, button="Keep “Brzydkie” off the screen")
    clerk.send(DESK, button="Show result 1 on the screen")
    shown = words(english(app).visit(f"/s/{code}/ekran").select_one("dl"))
    assert "Cień" in shown
    assert "3" in shown
    assert "Brzydkie" not in shown
    assert "600 700 800" not in shown
