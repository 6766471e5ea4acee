"""How a place is found by what a clerk types, and when a letter is late."""

from datetime import date

import pytest

from consult.drafts.register.rules import NoSuchPlace, find_place
from consult.drafts.rules.channels import Channel, Checking, is_late, is_to_be_checked

PLACES = [
    ("par-1", "§ 1"),
    ("par-1-ust-1", "§ 1 ust. 1"),
    ("par-1-ust-2", "§ 1 ust. 2"),
    ("par-1-ust-2-pkt-1", "§ 1 ust. 2 pkt 1"),
    ("par-12", "§ 12"),
    ("zal-1", "Załącznik 1"),
]
LAST = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("§ 1", "par-1"),
        ("§1 ust.2", "par-1-ust-2"),
        ("par1ust2pkt1", "par-1-ust-2-pkt-1"),
        ("Paragraf 12", "par-12"),
        ("ust 2 pkt 1", "par-1-ust-2-pkt-1"),
        ("załącznik", "zal-1"),
        ("par-1-ust-1", "par-1-ust-1"),
        ("", "calosc"),
        ("Całość", "calosc"),
    ],
)
def test_a_place_is_found(typed, key):
    assert find_place(typed, PLACES) == key


@pytest.mark.parametrize(("typed", "candidates"), [("ust. 9", ()), ("ust.", 3), ("!", ())])
def test_a_place_that_is_not_there(typed, candidates):
    with pytest.raises(NoSuchPlace) as unknown:
        find_place(typed, PLACES)
    assert unknown.value.candidates == candidates or len(unknown.value.candidates) == candidates


@pytest.mark.parametrize(
    ("channel", "received", "posted", "late"),
    [
        (Channel.DESK, LAST, None, False),
        (Channel.DESK, date(2026, 10, 2), None, True),
        (Channel.POST, date(2026, 10, 9), LAST, False),
        (Channel.POST, date(2026, 10, 9), date(2026, 10, 2), True),
        (Channel.E_DELIVERY, date(2026, 10, 2), LAST, False),
        (Channel.EMAIL, date(2026, 10, 2), LAST, True),
        (Channel.POST, date(2026, 10, 9), None, True),
    ],
)
def test_the_day_of_sending_counts_by_post_alone(channel, received, posted, late):
    assert is_late(channel, received, posted, LAST) is late


def test_a_sample_is_one_of_five():
    assert sum(is_to_be_checked(Checking.SAMPLE, number) for number in range(100)) == 20
    assert is_to_be_checked(Checking.ALL, 3)
    assert not is_to_be_checked(Checking.NONE, 0)
