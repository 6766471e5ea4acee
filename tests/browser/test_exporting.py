"""The page on which an analyst takes the answers, in a real browser."""

import pytest

from tests.results.surveys import DESK, make_survey
from tests.results.town import people

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_in(app, write, at, browser_page, served):
    """Open a window in which an analyst is signed in, whose questionnaire has sealed answers."""
    survey = make_survey(app, write, at)
    survey.answer(people(60))
    survey.seal()

    def opened(**window):
        looking = browser_page(language="en", **window)
        name = app.config["SESSION_COOKIE_NAME"]
        token = survey.official("analyst").client.get_cookie(name).value
        looking.page.context.add_cookies([{"name": name, "value": token, "url": served}])
        return looking

    return opened


@pytest.mark.complete
@pytest.mark.parametrize("width", [375, 1280])
def test_an_analyst_downloads_a_table(signed_in, width):
    looking = signed_in(width=width)
    looking.visit(f"{DESK}/1?lang=en")
    looking.follow(looking.page.locator("main a[href$='/dane']"))
    looking.check()
    page = looking.page
    page.locator("input[name=format][value=csv]").check()
    with page.expect_download() as awaited:
        page.locator("main form button[type=submit]").click()
    assert awaited.value.suggested_filename == "park-nad-silnica-1-csv.csv"
    assert len(awaited.value.path().read_text(encoding="utf-8").splitlines()) == 61
