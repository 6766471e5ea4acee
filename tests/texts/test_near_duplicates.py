"""Letters copied out are one text, whatever is changed in passing; different letters stay apart."""

import csv
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.texts.near_duplicates import ALIKE, groups, resemblance

LETTER = (
    "Proszę o zachowanie istniejących drzew przy ulicy Krakowskiej oraz o wyznaczenie drogi dla rowerów po stronie "
    "wschodniej, ponieważ dzieci z tej części miasta dojeżdżają nią do szkoły, a kierowcy nie mają którędy ich ominąć."
)
OTHER = (
    "Sprzeciwiam się likwidacji przystanku autobusowego na placu Wolności. Osoby starsze nie dojdą do następnego, "
    "a jest to jedyne połączenie z przychodnią i urzędem, z którego korzystamy kilka razy w tygodniu."
)
WORDS = st.lists(st.sampled_from(["park", "droga", "gmina", "woda", "las", "most", "szkoła"]), max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), max_size=12)


def test_copied_letters_are_one_text():
    copies = [
        LETTER,
        OTHER,
        LETTER.upper(),
        LETTER.replace("ę", "e").replace("ż", "z"),
        LETTER.replace("dzieci", "uczniowie"),
        "Szanowni Państwo! " + LETTER + " Z poważaniem, mieszkanka",
        "  " + LETTER.replace(" ", "\n"),
    ]
    assert groups(copies) == [(0, 2, 3, 4, 5, 6)]


def test_letters_about_one_thing_in_other_words_stay_apart():
    assert groups([LETTER, OTHER, "Drzewa przy Krakowskiej muszą zostać, a rowerzyści potrzebują drogi."]) == []


def test_short_and_empty_texts():
    assert groups(["Nie", "nie!", "tak", "", " ", "...", "Nie zgadzam się", "Nie, nie zgadzam się"]) == [(0, 1)]


def test_the_nearest_letter_leads():
    longer = LETTER + " " + OTHER
    assert groups([LETTER, longer, longer + " Dziękuję.", LETTER + " Dziękuję."]) == [(0, 3), (1, 2)]


@given(TEXTS)
def test_each_text_is_in_one_group_and_like_its_leader(texts):
    found = groups(texts)
    places = [place for group in found for place in group]
    assert len(places) == len(set(places))
    assert found == sorted(found)
    for leader, *others in found:
        assert all(resemblance(texts[leader], texts[other]) >= ALIKE for other in others)


@given(TEXTS, st.randoms(use_true_random=False))
def test_the_same_texts_meet_in_every_order(texts, chance):
    doubled = [*texts, *texts]
    chance.shuffle(doubled)
    together = {place: group for group in groups(doubled) for place in group}
    for one, text in enumerate(doubled):
        for other, same in enumerate(doubled):
            if text == same and text and one != other:
                assert other in together[one]


@settings(max_examples=30)
@given(st.text(max_size=80), st.text(max_size=80))
def test_resemblance_has_two_sides(one, other):
    assert resemblance(one, other) == resemblance(other, one)
    assert 0 <= resemblance(one, other) <= 1


def test_real_campaigns(shared_data):
    """What banding finds is what comparing each with each finds: hardly a pair is missed."""
    with (shared_data / "texts/regulations-gov/teksty.csv").open(encoding="utf-8-sig", newline="") as lines:
        texts = [row["commentText"] for row in csv.DictReader(lines)][:90]
    followers = {place for _, *others in groups(texts) for place in others}
    leaders = [place for place in range(len(texts)) if place not in followers]
    missed = [pair for pair in combinations(leaders, 2) if resemblance(*(texts[place] for place in pair)) >= ALIKE]
    assert len(followers) > 20
    assert len(missed) <= 1
