"""Coming in, stopping, coming back, the tablet and the clerk's keyboard, in a real browser."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.authorities.models import Authority
from consult.participation.codes import make_codes
from consult.questionnaires.models import IncomingSubmission, Questionnaire
from tests.factories.consultations import make_office, signed_in
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.questionnaires.sampling import document

pytestmark = [pytest.mark.browser, pytest.mark.complete]
ADDRESS = "/k/park-nad-silnica/ankieta/1"


@pytest.fixture
def ask(write):
    """Publish a questionnaire that is open now, opened by this access; gives codes where it has some."""

    def publish(access="open", sample="sections"):
        today = datetime.now(UTC).date()
        with write() as session:
            office = make_office(session, languages=["pl", "en", "uk"], contact_phone="41 000 00 00")
            days = today - timedelta(days=1), today + timedelta(days=9)
            consultation = make_published(session, session.get(Authority, office.id), "Park nad Silnicą", *days)
            make_asked(session, consultation, sample)
            found = session.scalar(select(Questionnaire))
            found.access = access
            return make_codes(session, found.id, 25) if access == "codes" else [office.id]

    return publish


def go_on(looking):
    looking.follow(looking.page.locator("#answers .buttons button").first)


def stored(read):
    with read() as session:
        return [(row.channel, row.answers) for row in session.scalars(select(IncomingSubmission))]


def test_by_the_code_of_a_letter_save_and_go_on_on_another_device(browser_page, ask, read):
    code, *_others = ask("codes")
    phone = browser_page()
    page = phone.visit(f"{ADDRESS}/kod#{code}")
    page.wait_for_function("document.querySelector('[name=code]').value")
    assert page.locator("[name=code]").input_value() == code
    assert page.url.endswith("/kod")
    phone.follow(page.locator("main button[type=submit]"))
    phone.check()
    page.locator("[id='a.a']").fill("z telefonu")
    phone.follow(page.locator("button[value=save]"))
    phone.check()
    phone.walk()
    kept = page.locator("[data-unfinished]").text_content()
    other = browser_page(width=1280, javascript=False)
    page = other.visit(f"{ADDRESS}/wroc")
    page.locator("[name=code]").fill(kept)
    other.follow(page.locator("main button[type=submit]"))
    other.check()
    assert page.locator("[id='a.a']").input_value() == "z telefonu"
    for _ in range(3):
        other.follow(page.locator("#answers .buttons button").first)
        if page.locator("[id='a.b']").count():
            page.locator("[id='a.b']").fill("z komputera")
    assert page.locator("[data-receipt]").count()
    other.check()
    assert stored(read) == [("web", {"a": "z telefonu", "b": "z komputera"})]


def test_the_tablet_has_no_way_back(browser_page, ask, read):
    ask()
    tablet = browser_page(width=768)
    page = tablet.visit(f"{ADDRESS}/tablet")
    tablet.walk()
    tablet.follow(page.locator("main a.button"))
    tablet.check()
    page.locator("[id='a.a']").fill("poufne")
    page.go_back()
    page.wait_for_url("**/tablet")
    page.go_forward()
    page.wait_for_url("**/tablet")
    assert page.evaluate("localStorage.length") == 0


def test_a_clerk_types_a_sheet_with_the_keyboard_alone(app, browser_page, ask, read, write, served):
    said = document("single")
    said["sections"][0]["questions"] += document("multiple")["sections"][0]["questions"]
    said["sections"][0]["questions"] += document("text")["sections"][0]["questions"]
    (office,) = ask(sample=said)
    desk = browser_page(width=1280)
    with write() as session:
        clerk = signed_in(app, session, [office], "clerk", now=datetime.now(UTC))
    cookie = clerk.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    desk.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": served}])
    page = desk.visit(f"/urzad{ADDRESS}/przyjmowanie")
    desk.follow(page.locator("main a.button").first)
    desk.check()
    keys = page.keyboard
    keys.press("Enter")
    while page.evaluate("document.activeElement.type") not in {"radio", "checkbox"}:
        keys.press("Enter")
    keys.press("1")
    keys.press("1")
    keys.press("2")
    keys.press("Enter")
    keys.type("Zielony")
    keys.press("Enter")
    desk.check()
    desk.follow(page.locator("#answers button[type=submit]"), key="Enter")
    desk.check()
    ((channel, answers),) = stored(read)
    assert channel == "paper"
    assert len(answers) == 3, answers


def test_scripts_that_stop_loading_half_way_leave_nobody_stuck(browser_page, ask, read):
    ask(sample="routing")
    phone = browser_page(width=375)
    page = phone.visit(f"{ADDRESS}/1")
    page.locator("[id='a.visits-1']").check()
    page.locator("div[data-question=why_not] [id='a.why_not']").fill("daleko")
    page.locator("[id='a.visits-0']").check()
    assert page.locator("div[data-question=why_not]").count() == 0
    page.get_by_label("woda").check()
    page.context.route("**/*.js", lambda route: route.abort())
    go_on(phone)
    page.locator("[id='a.water-0']").check()
    go_on(phone)
    page.locator("[id='a.more']").fill("mętna")
    go_on(phone)
    go_on(phone)
    phone.follow(page.locator("#answers dl button").first)
    page.locator("[id='a.visits-1']").check()
    go_on(phone)
    page.locator("[id='a.why_not']").fill("brudno")
    go_on(phone)
    assert "brudno" in page.locator("#answers dl").inner_text()
    go_on(phone)
    assert page.locator("[data-receipt]").count()
    answers = {"visits": "no", "likes": ["water"], "why_not": "brudno", "more": "mętna"}
    assert stored(read) == [("web", answers)], "what is asked no more is not kept"
