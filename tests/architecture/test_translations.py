"""Polish, English and Ukrainian are complete, and say the same."""

import pytest

from tests.architecture.catalogues import LANGUAGES, extracted, key_of, path_of, placeholders, read, renewed

ONE_MEANS_ONE = {"en", "pl"}  # in Ukrainian 21 takes the first form, so that form needs its number

every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def messages():
    return extracted()


@every_language
def test_the_catalogue_holds_what_the_sources_say(language, messages):
    have = {key_of(entry) for entry in read(language) if not entry.obsolete}
    assert have == messages, "run `make translations`"


@every_language
def test_the_catalogue_is_as_the_tool_writes_it(language, messages):
    assert path_of(language).read_text(encoding="utf-8").strip() == str(renewed(language, messages)).strip()


@every_language
def test_nothing_waits_for_a_translation(language):
    assert [entry.msgid for entry in read(language) if entry.fuzzy or not complete(entry)] == []


def complete(entry):
    return all(text.strip() for text in (entry.msgstr_plural or {0: entry.msgstr}).values())


@every_language
def test_placeholders_are_kept(language):
    for entry in read(language):
        if not entry.msgid_plural:
            assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid
            continue
        for number, text in entry.msgstr_plural.items():
            if number == 0 and language in ONE_MEANS_ONE:
                assert placeholders(text) <= placeholders(entry.msgid + entry.msgid_plural), entry.msgid
            else:
                assert placeholders(text) == placeholders(entry.msgid_plural), entry.msgid
