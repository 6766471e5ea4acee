"""What looks like personal data is found, wherever it stands; what an office writes every day is not."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.texts.personal_data import WEIGHTS, Suspicion, find, has_any, is_pesel_like

TOO_LONG = 20  # seconds of this thread alone: work that grows with the square of a text takes far more


def kinds(text):
    return [place.kind for place in find(text)]


def pesel(first_ten):
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_ten, strict=True))
    return f"{first_ten}{-total % 10}"


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_eleven_digits_with_the_check_digit_are_suspect(first_ten):
    text = f"mój numer {pesel(first_ten)}."
    assert kinds(text) == [Suspicion.PESEL]
    place = find(text)[0]
    assert text[place.start : place.end] == pesel(first_ten)


@given(st.dates(), st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_a_date_of_birth_is_enough(day, rest):
    if not 1800 <= day.year < 2300:
        return
    month = day.month + {18: 80, 19: 0, 20: 20, 21: 40, 22: 60}[day.year // 100]
    digits = f"{day.year % 100:02}{month:02}{day.day:02}{rest}"
    assert is_pesel_like(digits)


@pytest.mark.parametrize("written", ["44 0514 01359", "440514-01359", "44051401359"])
def test_a_pesel_with_blanks(written):
    assert kinds(f"PESEL: {written}") == [Suspicion.PESEL]


@pytest.mark.parametrize(
    "phone",
    [
        "600700800", "600 700 800", "600-700-800", "+48 600 700 800", "0048600700800", "48600700800", "600/700/800",
        "600—700—800", "60 07 00 800", "600 70 08 00", "+48 (600) 700 800", "6 0 0 7 0 0 8 0 0", "tel.600700800",
        "41 345 67 89", "(41) 345 67 89", "41 34 56 789", "041 345 67 89", "(041)3456789", "+380671234567",
        "+380 67 123 45 67",
    ],
)  # fmt: skip
def test_phones(phone):
    assert kinds(f"Proszę o telefon: {phone}, po 16.00") == [Suspicion.PHONE]


@pytest.mark.parametrize(
    "number",
    [
        "PL61109010140000071219812874", "61 1090 1014 0000 0712 1981 2874", "61109010140000071219812874",
        "PL 61 1090 1014 0000 0712 1981 2874", "DE89370400440532013000", "gb82 west 1234 5698 7654 32",
    ],
)  # fmt: skip
def test_bank_accounts(number):
    assert kinds(f"Wpłaty na konto {number}, z dopiskiem.") == [Suspicion.ACCOUNT]


@pytest.mark.parametrize(
    "address",
    [
        "jan.kowalski@example.pl", "jan (at) example.pl", "a+b@poczta.example.com.pl", "jan [at] example [dot] org",
        "jan małpa example kropka pl",
    ],
)  # fmt: skip
def test_addresses(address):
    assert Suspicion.EMAIL in kinds(f"Piszcie na {address}.")


@pytest.mark.parametrize(
    "text",
    [
        "Na realizację przeznacza się 6 100 000 zł, w tym 123 456 789 zł na sport.",
        "ustawa z dnia 24 kwietnia 2003 r. (Dz. U. z 2024 r. poz. 1491 i 1761)",
        "działka nr 1234/56, obręb 0012, od 15.00 do 18.00",
        "KRS 0000123456, REGON: 123456789, NIP 123-456-78-90",
        "12345678901234567890",
        "@ miasto, „a@b”",
        "",
    ],
)
def test_what_an_office_writes(text):
    assert find(text) == []


@given(st.text(alphabet=st.sampled_from("0123456789 -.@ab+()zł"), max_size=60))
def test_places_are_in_order_and_apart(text):
    places = find(text)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(st.text(max_size=60), st.text(max_size=60))
def test_any(one, other):
    assert has_any(one, other) == bool(find(one) or find(other))


def test_hostile_text_takes_no_time():
    began = time.thread_time()
    for text in ("a" * 20_000 + "@", "1 " * 10_000, "a." * 10_000, "a@" * 10_000, "+48" * 7000, "(at)" * 5000):
        find(text)
    assert time.thread_time() - began < TOO_LONG
