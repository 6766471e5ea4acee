"""Every public page in a real browser: widths, light and dark, without JavaScript, by keyboard."""

import pytest

from tests.browser.addresses import LANGUAGES, PUBLIC

pytestmark = pytest.mark.browser


def test_the_first_page_on_a_phone(browser_page):
    looking = browser_page(width=375)
    looking.visit(PUBLIC[0])
    looking.walk()


@pytest.mark.complete
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page(browser_page, address, language):
    for width, dark in ((320, False), (375, True), (1280, False)):
        looking = browser_page(width=width, dark=dark, language=language)
        looking.visit(f"{address}?lang={language}")
        assert looking.page.locator("html").get_attribute("lang") == language
    looking.walk()


@pytest.mark.complete
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_without_javascript(browser_page, address):
    looking = browser_page(javascript=False)
    looking.visit(address)
    assert looking.page.locator("main h1").count() == 1
