"""A questionnaire in a real browser: on a phone, by keyboard, without JavaScript, after a crash."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from consult.authorities.models import Authority
from consult.authorities.queries import find_by_teryt
from tests.factories.authorities import KIELCE
from tests.factories.consultations import make_office, signed_in
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.questionnaires.sampling import SAMPLES, document
from tests.questionnaires.test_new_kinds import SENT

pytestmark = pytest.mark.browser
ADDRESS = "/k/park-nad-silnica/ankieta/1"
CODE = re.compile(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


@pytest.fixture
def ask(write):
    """Publish a questionnaire that is open now, of all kinds or of one sample."""

    def publish(sample="everything") -> str:
        today = datetime.now(UTC).date()
        with write() as session:
            office = make_office(session, languages=["pl", "en", "uk"], contact_phone="41 000 00 00")
            title, first, last = "Park nad Silnicą", today - timedelta(days=1), today + timedelta(days=9)
            consultation = make_published(session, session.get(Authority, office.id), title, first, last)
            make_asked(session, consultation, everything() if sample == "everything" else sample)
        return ADDRESS

    return publish


def everything():
    """Put the questions of all kinds on two pages."""
    said = document("about")
    asked = [question for name in ("single_other", "multiple", "scale", "matrix") for question in questions(name)]
    said["sections"][0]["questions"] = asked
    said["sections"].append(
        {"key": "t", "title": {"pl": "Słowa"}, "questions": [*questions("number"), *questions("text")]}
    )
    return said


def questions(name):
    return document(name)["sections"][0]["questions"]


def fill_in(page):
    """Answer as a person who reads the labels."""
    page.get_by_label("inaczej").check()
    page.locator("[id='a.how.else']").fill("pieszo")
    page.get_by_label("kultura").check()
    page.get_by_role("radiogroup", name="Jak oceniasz dojazd").get_by_label("nie wiem").check()
    page.get_by_role("radiogroup", name="ławki").get_by_label("5").check()
    page.get_by_role("radiogroup", name="światło").get_by_label("1").check()


def go_on(looking):
    looking.follow(looking.page.locator("#answers .buttons button").first)


def answer_everything(looking):
    page = looking.visit(ADDRESS)
    looking.follow(page.locator("main .buttons a"))
    looking.check()
    fill_in(page)
    go_on(looking)
    looking.check()
    page.get_by_label("Ile osób").fill("3")
    page.get_by_label("Jak nazwać park?").fill("Zielony")
    page.get_by_label("Dlaczego?").fill("bo tak\ni już")
    go_on(looking)
    looking.check()
    assert "pieszo" in page.locator("main").inner_text()
    go_on(looking)
    looking.check()
    assert CODE.fullmatch(page.locator("[data-receipt]").get_attribute("data-receipt"))


def test_on_a_phone(browser_page, ask):
    ask()
    answer_everything(browser_page(width=375))


@pytest.mark.complete
@pytest.mark.parametrize(("width", "dark", "javascript"), [(320, False, True), (1280, True, True), (375, False, False)])
def test_everywhere(browser_page, ask, width, dark, javascript):
    ask()
    answer_everything(browser_page(width=width, dark=dark, javascript=javascript))


@pytest.mark.complete
@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_by_keyboard(browser_page, ask, name):
    looking = browser_page(width=320)
    looking.visit(f"{ask(name)}/1")
    looking.walk()


@pytest.mark.complete
def test_an_official_reads_it(app, write, browser_page, ask):
    ask()
    with write() as session:
        now = datetime.now(UTC)
        browser = signed_in(app, session, [find_by_teryt(session, KIELCE).id], "editor", "approver", now=now)
    name = app.config["SESSION_COOKIE_NAME"]
    for width in (320, 1280):
        looking = browser_page(width=width)
        cookie = {"name": name, "value": browser.client.get_cookie(name).value, "url": looking.base_url}
        looking.page.context.add_cookies([cookie])
        for page in ("", "/1", "/1/wersja"):
            looking.visit(f"/urzad/k/park-nad-silnica/ankieta{page}")


@pytest.mark.complete
def test_a_mistake_takes_the_focus_and_leads_to_its_place(browser_page, ask):
    looking = browser_page()
    page = looking.visit(f"{ask('multiple')}/1")
    go_on(looking)
    looking.check()
    assert page.evaluate("document.activeElement.className") == "problems"
    page.locator(".problems a").click()
    assert page.evaluate("document.activeElement.id") == "a.tasks-0"


@pytest.mark.complete
def test_enter_goes_on_and_does_not_change_the_language(browser_page, ask):
    looking = browser_page()
    page = looking.visit(f"{ask('text')}/1")
    page.get_by_label("Jak nazwać park?").fill("Zielony")
    looking.follow(page.get_by_label("Jak nazwać park?"), key="Enter")
    assert page.locator("[data-receipt]").count() == 1


@pytest.mark.complete
def test_the_language_keeps_what_was_typed(browser_page, ask):
    looking = browser_page()
    page = looking.visit(f"{ask('languages')}/1")
    page.get_by_label("rzadziej").check()
    looking.follow(page.get_by_role("button", name="English"))
    looking.check()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_label("less").is_checked()


@pytest.mark.complete
def test_what_was_typed_outlives_a_crash_and_the_receipt_forgets_it(browser_page, ask):
    looking = browser_page()
    page = looking.visit(f"{ask('text')}/1")
    page.get_by_label("Jak nazwać park?").fill("Zielony")
    page.goto("about:blank")
    page = looking.visit(f"{ADDRESS}/1")
    assert page.get_by_label("Jak nazwać park?").input_value() == "Zielony"
    assert page.locator("[role=status]").count() == 1
    go_on(looking)
    assert page.locator("[data-receipt]").count() == 1
    assert page.evaluate("localStorage.length") == 0
    page = looking.visit(f"{ADDRESS}/1")
    assert page.get_by_label("Jak nazwać park?").input_value() == ""


def new_kinds():
    """Put the kinds with several short controls, lists and consents on two pages."""
    said = document("about") | {"about": []}
    halves = ("date", "ranking", "scale_looks"), ("parts", "grid", "lists", "consent")
    said["sections"] = [
        {"key": f"s{place}", "questions": [question for name in names for question in questions(name)]}
        for place, names in enumerate(halves)
    ]
    return said


def fill_in_new_kinds(page, *names):
    """Put in what each field should hold, as a person does."""
    for name, value in ((name, value) for sample in names for name, value in SENT[sample][0].items()):
        for one in value if isinstance(value, list) else [value]:
            fields = page.locator(f"[name='{name}']")
            if fields.first.get_attribute("type") in {"radio", "checkbox"}:
                page.locator(f"[name='{name}'][value='{one}']").check()
            elif fields.evaluate("e => e.tagName") == "SELECT":
                fields.select_option(one)
            else:
                fields.fill(one)


@pytest.mark.complete
@pytest.mark.parametrize("width", [375, 320])
def test_the_newer_kinds(browser_page, ask, width):
    looking = browser_page(width=width)
    page = looking.visit(f"{ask(new_kinds())}/1")
    looking.walk()
    go_on(looking)
    looking.check()
    assert page.locator(".problems").count() == 1
    fill_in_new_kinds(page, "date", "ranking", "scale_looks")
    go_on(looking)
    looking.check()
    assert page.locator(".problems").count() == 0
    looking.walk()
    page.locator("[id='a.budget.green']").fill("600")
    page.locator("[id='a.budget.light']").focus()
    assert re.search("400", page.locator(".parts__sum").first.inner_text())
    fill_in_new_kinds(page, "parts", "grid", "lists", "consent")
    go_on(looking)
    looking.check()
    go_on(looking)
    looking.check()
    assert page.locator("[data-receipt]").count() == 1


@pytest.mark.complete
def test_the_sheet_for_a_pen(browser_page, ask):
    looking = browser_page(width=320)
    looking.visit(f"{ask(new_kinds())}/druk")


@pytest.mark.complete
def test_questions_appear_when_they_are_asked(browser_page, ask):
    """With scripts, a section whose questions depend on each other is one page; what is stored is the same."""
    looking = browser_page()
    page = looking.visit(f"{ask('routing')}/1")
    page.get_by_label("nie", exact=True).check()
    page.get_by_label("Dlaczego nie?").fill("daleko")
    assert page.locator("[data-number]").all_text_contents() == ["1", "2", "3"]
    page.get_by_label("tak", exact=True).check()
    assert page.get_by_label("Dlaczego nie?").count() == 0
    page.get_by_label("woda").check()
    looking.check()
    looking.follow(page.locator(".buttons button[value=next]"))
    assert page.get_by_text("Co jeszcze o wodzie?").is_visible()
    page.get_by_label("5").check()
    assert page.get_by_text("Co jeszcze o wodzie?").count() == 0
    page.get_by_label("2").check()
    page.get_by_label("Co jeszcze o wodzie?").fill("mętna")
    looking.follow(page.locator(".buttons button[value=back]"))
    assert page.get_by_label("woda").is_checked()
    looking.follow(page.locator(".buttons button[value=next]"))
    assert page.get_by_label("Co jeszcze o wodzie?").input_value() == "mętna"
