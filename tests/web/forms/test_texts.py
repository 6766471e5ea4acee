"""One text in several languages as one field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from consult.web.forms import TextsField
from consult.web.forms.fields import one_line
from tests.page_checks import words
from tests.web.room import GOOD

LANGUAGES = ("pl", "en", "uk")
STORED = {"pl": "Zapisane", "uk": "Збережене"}


class Sheet(Form):
    name = TextsField("Name", languages=("pl", "en"), longest=30)


def test_a_text_in_a_language_that_is_not_asked_for_stays(visitor, got):
    visitor.send("/trial/form", GOOD | {"name-pl": "Nowe", "name-en": "New"})
    assert got[0]["name"] == {"pl": "Nowe", "en": "New", "uk": "Збережене"}


def test_what_is_stored_is_shown(visitor):
    page = visitor.visit("/trial/form")
    assert page.find(id="name-pl")["value"] == "Zapisane"
    assert page.find(id="name-en")["value"] == ""
    assert page.find(id="name-uk") is None


def test_an_emptied_text_is_left_out(visitor, got):
    visitor.send("/trial/form", GOOD | {"name-en": None})
    assert "en" not in got[0]["name"]


def test_a_mistake_stands_beside_its_own_language(visitor, got):
    page = visitor.send("/trial/form?lang=en", GOOD | {"name-pl": None, "name-en": "x" * 31})
    assert "Write a name." in words(page.find(id="name-pl-error"))
    assert "30" in words(page.find(id="name-en-error"))
    links = {link["href"] for link in page.select(".problems a")}
    assert links == {"#name-pl", "#name-en"}
    assert page.find(id="name-en")["value"] == "x" * 31
    assert got == []


def test_only_polish_is_required(visitor, got):
    visitor.send("/trial/form", GOOD | {"name-en": None})
    assert len(got) == 1


@given(
    stored=st.dictionaries(st.sampled_from(LANGUAGES), st.text(min_size=1, max_size=5)),
    typed=st.dictionaries(st.sampled_from(LANGUAGES), st.text(max_size=5), min_size=1),
)
def test_only_what_is_asked_for_changes(stored, typed):
    before = dict(stored)
    sheet = Sheet(MultiDict({f"name-{language}": text for language, text in typed.items()}), data={"name": stored})
    assert stored == before
    assert sheet.name.data.get("uk") == stored.get("uk")
    if typed.keys() & {"pl", "en"}:
        for language in ("pl", "en"):
            assert sheet.name.data.get(language, "") == one_line(typed.get(language))
    else:
        assert sheet.name.data == stored


@pytest.mark.parametrize("stored", [None, "text", ["list"], 7])
def test_what_is_no_text_in_languages_is_none(stored):
    assert Sheet(data={"name": stored}).name.data == {}
