"""What belongs together stays on one line, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.texts.typography import NO_BREAK_SPACE, WORD_JOINER, typography

words = st.sampled_from(
    [
        "w",
        "Z",
        "i",
        "dom",
        "12",
        "zł",
        "art.",
        "§",
        "5",
        "–",
        "24",
        "listopada",
        "у",
        "та",
        "(a",
        "2014–2020",
        "\n",
        "r.",
        "lit.",
    ]
)
sentences = st.lists(st.one_of(words, st.text(max_size=4)), max_size=12).map(" ".join) | st.text(max_size=40)
languages = st.sampled_from(["pl", "en", "uk"])


def seen(text):
    """Show the spaces that do not break as tildes, and joiners as bars."""
    return text.replace(NO_BREAK_SPACE, "~").replace(WORD_JOINER, "|")


@given(sentences, languages)
def test_a_second_pass_changes_nothing(text, language):
    once = typography(text, language)
    assert typography(once, language) == once


@given(sentences, languages)
def test_nothing_else_changes(text, language):
    def plain(text):
        return text.replace(NO_BREAK_SPACE, " ").replace(WORD_JOINER, "")

    assert plain(typography(text, language)) == plain(text)


@pytest.mark.parametrize(
    ("text", "language", "set_in_type"),
    [
        ("A w Kielcach i w powiecie o tym", "pl", "A~w~Kielcach i~w~powiecie o~tym"),
        ("(w domu) „Z nami”, od A do Z.", "pl", "(w~domu) „Z~nami”, od A~do Z."),
        ("kod A-z tekst", "pl", "kod A-z tekst"),
        ("а в Кельцах і в повіті", "uk", "а~в~Кельцах і~в~повіті"),
        ("I saw a house", "en", "I saw a house"),
        ("120 zł, 5 tys. osób, 12 % i 3 km, 7 mieszkań", "pl", "120~zł, 5~tys. osób, 12~% i~3~km, 7 mieszkań"),
        ("24 listopada 2026 r.", "pl", "24~listopada 2026~r."),
        ("24 листопада 2026 р.", "uk", "24~листопада 2026~р."),
        ("24 November 2026", "en", "24~November 2026"),
        (
            "§ 5 art. 6 ust. 1 pkt 2 lit. a ustawy, Dz.U. poz. 1491",
            "pl",
            "§~5 art.~6 ust.~1 pkt~2 lit.~a~ustawy, Dz.U. poz.~1491",
        ),
        ("lata 2021–2027, s. 3 – 4", "pl", "lata 2021|–|2027, s. 3 – 4"),
        ("pon.–pt.", "pl", "pon.|–|pt."),
        ("w  domu, w\ndomu", "pl", "w  domu, w\ndomu"),
    ],
)
def test_examples(text, language, set_in_type):
    assert seen(typography(text, language)) == set_in_type
