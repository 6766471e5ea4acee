"""Search, Polish order, addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.texts.folding import POLISH, UKRAINIAN, fold, slug, sort_key

texts = st.text(max_size=40)
our_texts = st.text(alphabet=POLISH + POLISH.upper() + UKRAINIAN + UKRAINIAN.upper() + "0123456789 -", max_size=40)


@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(our_texts)
def test_case_makes_no_difference(text):
    assert fold(text.upper()) == fold(text) == fold(text.lower())
    assert sort_key(text.upper()) == sort_key(text)


@given(our_texts)
def test_polish_letters_lose_their_marks(text):
    assert not set(fold(text)) & set("ąćęłńóśźż")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć\tgęślą \n jaźń", "zazolc gesla jazn"),
        ("  ŁÓDŹ ", "lodz"),
        ("Київ і Їжак", "київ і їжак"),
        ("п’ять, п\N{MODIFIER LETTER APOSTROPHE}ять", "п'ять, п'ять"),
        ("do\N{SOFT HYPHEN}stępność 2026\N{NO-BREAK SPACE}r.", "dostepnosc 2026 r."),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_letters_stand_in_alphabetical_order():
    for alphabet in (POLISH, UKRAINIAN):
        keys = [sort_key(letter) for letter in alphabet]
        assert keys == sorted(set(keys))


def test_names_stand_in_polish_order():
    names = [
        "Łagów",
        "Lipnik",
        "Zagnańsk",
        "Żarnów",
        "Sandomierz",
        "Śniadków",
        "Busko-Zdrój",
        "Busko",
        "Buska",
        "2 m",
        "Київ",
    ]
    assert sorted(names, key=sort_key) == [
        "2 m", "Buska", "Busko", "Busko-Zdrój", "Lipnik", "Łagów", "Sandomierz", "Śniadków",
        "Zagnańsk", "Żarnów", "Київ",
    ]  # fmt: skip


@given(texts)
def test_a_key_is_digits_alone(text):
    """So that every collation of every database sorts it byte by byte."""
    assert re.fullmatch("[0-9]*", sort_key(text))


@given(our_texts, our_texts)
def test_what_begins_alike_comes_first(text, more):
    assert sort_key(text) <= sort_key(text + more)


@given(st.lists(st.text(alphabet=POLISH, min_size=1, max_size=8), min_size=2, max_size=6))
def test_words_sort_letter_by_letter(words):
    assert sorted(words, key=sort_key) == sorted(words, key=lambda word: [POLISH.index(letter) for letter in word])


@given(texts, st.integers(1, 60))
def test_a_slug_fits_in_an_address(text, longest):
    made = slug(text, longest)
    assert len(made) <= longest
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert slug(made, longest) == made


@pytest.mark.parametrize(
    ("text", "longest", "made"),
    [
        ("Busko-Zdrój", 60, "busko-zdroj"),
        ("Program współpracy z NGO na 2027 r.", 60, "program-wspolpracy-z-ngo-na-2027-r"),
        ("Program współpracy", 12, "program"),
        ("Konstantynopolitańczyk", 5, "konst"),
        ("Щастя та п'ятниця", 60, "shchastia-ta-piatnytsia"),
        ("?!", 60, ""),
    ],
)
def test_slugs(text, longest, made):
    assert slug(text, longest) == made
