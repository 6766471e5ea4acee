"""What is stored can be shown, and both databases hold it alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.texts.storable import MARK, clean, is_unstorable, visible


@given(st.text(st.characters()))
def test_what_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)
    clean(text).encode()
    assert "\x00" not in clean(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        (" a\r\nb\rc ", "a\nb\nc"),
        ("e\u0301", "é"),
        ("\u200b \u2060", ""),
        ("👩‍👩‍👧 שלום\tx", "👩‍👩‍👧 שלום\tx"),
    ],
)
def test_what_is_kept(typed, kept):
    assert clean(typed) == kept
    assert not is_unstorable(kept)


@pytest.mark.parametrize("typed", ["\x00", "a\x1f", "\ud800", "\ufdd0", "\U0001ffff"])
def test_what_cannot_be_stored_is_marked(typed):
    assert MARK in visible(typed)
    assert is_unstorable(clean(typed))
