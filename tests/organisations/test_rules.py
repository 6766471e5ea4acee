"""Numbers have their shape, and an organisation is told apart from all others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.organisations import words
from consult.organisations.rules import (
    LONGEST_KEY,
    REGISTERS,
    SPHERES,
    BadNumber,
    BadWebsite,
    as_krs,
    as_nip,
    as_regon,
    as_website,
    identity,
)

EVIL = ("", "0", "abc", "12345678901", "١٢٣", "-", "0000000000", "1e5", "+12", "\u00b2")


@pytest.mark.parametrize(("typed", "given"), [("123456", "0000123456"), ("0000 123-456", "0000123456")])
def test_a_krs_number_gets_its_ten_digits(typed, given):
    assert as_krs(typed) == given


@pytest.mark.parametrize("typed", EVIL)
def test_what_is_no_krs_number(typed):
    with pytest.raises(BadNumber):
        as_krs(typed)


@pytest.mark.parametrize("typed", ["8567346215", "123-456-32-18", "PL 1234563218", "pl1234563218"])
def test_a_nip(typed):
    assert len(as_nip(typed)) == 10


@pytest.mark.parametrize("typed", ["8567346216", "1234567890123", *EVIL])
def test_what_is_no_nip(typed):
    with pytest.raises(BadNumber):
        as_nip(typed)


@pytest.mark.parametrize(
    ("typed", "given"), [("192598184", "192598184"), ("123 456 785", "123456785"), ("12345678512347", "123456785")]
)
def test_a_regon_names_the_organisation_itself(typed, given):
    assert as_regon(typed) == given


@pytest.mark.parametrize("typed", ["192598183", "12345678512348", "12345678612342", *EVIL])
def test_what_is_no_regon(typed):
    with pytest.raises(BadNumber):
        as_regon(typed)


@given(st.integers(1, 9_999_999_999))
def test_every_krs_number_has_ten_digits_and_stays_as_it_is(number):
    shaped = as_krs(str(number))
    assert len(shaped) == 10
    assert int(shaped) == number
    assert as_krs(shaped) == shaped


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_or_is_refused(typed):
    for shape in (as_krs, as_nip, as_regon):
        try:
            assert shape(typed).isdecimal()
        except BadNumber:
            continue


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("www.example.org", "https://www.example.org"),
        ("http://example.org/a?b=c", "http://example.org/a?b=c"),
        ("zażółć.example.pl", "https://zażółć.example.pl"),
    ],
)
def test_a_website(typed, given):
    assert as_website(typed) == given


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "https://user:password@example.org",
        "https://[::1",
        "localhost",
        "example",
        "https://example.org/<script>",
        'https://example.org/"x',
        "https://exam ple.org",
    ],
)
def test_what_is_no_website(typed):
    with pytest.raises(BadWebsite):
        as_website(typed)


def test_each_starosta_numbers_anew():
    kielce, busko = (identity("starosta", "12/2019", "", "", seat) for seat in ("266101", "260101"))
    assert kielce != busko
    assert identity("starosta", " 12 / 2019", "", "", "266101") == kielce
    assert identity("sport", "12/2019", "", "", "266101") != kielce


def test_a_register_without_numbers_of_its_own_tells_by_nip_and_regon():
    assert identity("ceidg", "x", "1234563218", "", None).number_key is None
    assert identity("other", "12", "", "192598184", None).number_key is None


@given(st.sampled_from(REGISTERS), st.text(max_size=60))
def test_a_key_fits_the_index(register, number):
    key = identity(register, number, "", "", None).number_key
    assert key is None or len(key) <= LONGEST_KEY


def test_the_act_names_forty_one_spheres():
    assert len(SPHERES) == 41
    assert tuple(words.SPHERES) == SPHERES
    assert tuple(words.REGISTERS) == REGISTERS
