"""The page of patterns shows every component, in each language."""

import pytest

from tests.page_checks import words


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_it_shows_questions_and_a_figure(visitor, language):
    page = visitor.visit(f"/wzorce?lang={language}")
    assert len(page.select("#asking fieldset .scale")) == 3
    assert page.select_one("#asking .matrix")
    assert "62" in words(page.select_one("#figures figure table"))
    ids = {section["id"] for section in page.select(".pattern-list > section")}
    assert {link["href"].removeprefix("#") for link in page.select(".toc a")} == ids
