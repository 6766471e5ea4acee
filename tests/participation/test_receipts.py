"""The same key gives the same receipt; a slip of the pen is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.participation.rules.receipts import LENGTH, SIGNS, Mistyped, read_code, receipt_code, receipt_hash

SECRET = "s" * 40
keys = st.binary(min_size=16, max_size=16)


@given(keys)
def test_the_same_key_gives_the_same_receipt(key):
    assert receipt_code(key, SECRET) == receipt_code(key, SECRET)
    assert receipt_code(key, SECRET) != receipt_code(key, "t" * 40)


@given(keys)
def test_people_type_it_as_they_like(key):
    code = receipt_code(key, SECRET)
    typed = " " + code.lower().replace("-", " ").replace("1", "l").replace("0", "o") + "\n"
    assert read_code(typed) == code
    assert read_code(code.replace("-", "")) == code
    assert len(code.replace("-", "")) == LENGTH


@given(keys, st.integers(0, LENGTH - 1), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(key, place, sign):
    signs = receipt_code(key, SECRET).replace("-", "")
    changed = signs[:place] + sign + signs[place + 1 :]
    if changed != signs:
        with pytest.raises(Mistyped):
            read_code(changed)


@pytest.mark.parametrize("typed", ["", "K7M2", "U" * 16, "żółć" * 4, "0" * 17])
def test_what_is_no_code(typed):
    with pytest.raises(Mistyped):
        read_code(typed)


def test_only_a_hash_is_stored():
    code = receipt_code(b"k" * 16, SECRET)
    assert len(receipt_hash(code)) == 64
    assert code not in receipt_hash(code)
