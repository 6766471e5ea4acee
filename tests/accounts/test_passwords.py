import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.accounts.passwords import COMMON, HAS_EMAIL, Passwords, weakness
from tests.factories.accounts import CHEAP, PASSWORD, PASSWORD_HASH


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!",
        "123456789012",
        "qwertyuiop123",
        "Kielce2026!!",
        "konsultacje2026",
        "UrzadGminy123",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "kielcekielce",
        "abcdefghijkl",
        "1q2w3e4r5t6y7u",
        "zyxwvutsrqponm",
    ],
)
def test_what_is_tried_first_is_refused(password):
    assert weakness(password, "anna@example.org") == COMMON


@pytest.mark.parametrize(
    "password", [PASSWORD, "zielony rower nad stawem", "Kielce lubi deszczowe wtorki", "x9#kQ2!mZ7pL"]
)
def test_what_is_hard_to_guess_is_taken(password):
    assert weakness(password, "anna@example.org") is None


@pytest.mark.parametrize("password", ["anna.nowak lubi koty", "zimaANNA.NOWAKlato"])
def test_the_own_address_is_refused(password):
    assert weakness(password, "Anna.Nowak@example.org") == HAS_EMAIL


def test_a_short_name_may_stand_in_a_password_by_chance():
    assert weakness("zielony rower nad stawem", "no@example.org") is None


def test_a_password_is_checked():
    assert CHEAP.is_right(PASSWORD_HASH, PASSWORD)
    assert not CHEAP.is_right(PASSWORD_HASH, PASSWORD + "x")
    assert not CHEAP.is_right(None, PASSWORD)
    assert not CHEAP.is_right("no hash at all", PASSWORD)


def test_the_same_letters_typed_in_two_ways_are_one_password():
    assert CHEAP.is_right(CHEAP.hash("zażółć gęślą jaźń"), "zażółć gęślą jaźń")


def test_another_cost_is_noticed():
    assert not CHEAP.is_outdated(PASSWORD_HASH)
    assert Passwords(time_cost=2, memory_cost=8, parallelism=1).is_outdated(PASSWORD_HASH)


@given(st.text(max_size=50))
def test_whatever_can_be_typed_can_be_judged_and_hashed(password):
    weakness(password, "anna@example.org")
    assert not CHEAP.is_right(PASSWORD_HASH, password)
