"""A slot cannot be made up, changed or moved to another questionnaire."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.participation.rules.slots import NotGenuine, Slot, new_slot, read, sign

SECRET = "s" * 40
moments = st.integers(1_577_836_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
slots = st.builds(Slot, st.uuids(), moments, st.binary(min_size=16, max_size=16))


@given(slots)
def test_what_was_signed_is_read_back(slot):
    again = read(sign(slot, SECRET), SECRET)
    assert (again.subject, again.key) == (slot.subject, slot.key)
    assert abs(again.issued_at - slot.issued_at) < timedelta(milliseconds=1)


@given(slots, st.integers(0, 74), st.sampled_from("ABCxyz019_-"))
def test_one_other_character_and_it_is_not_genuine(slot, place, character):
    value = sign(slot, SECRET)
    changed = value[:place] + character + value[place + 1 :]
    if changed != value:
        with pytest.raises(NotGenuine):
            read(changed, SECRET)


@pytest.mark.parametrize("value", ["", "ą", "=", "A" * 75, "A" * 4000, "%00", "null"])
def test_nonsense_is_not_genuine(value):
    with pytest.raises(NotGenuine):
        read(value, SECRET)


def test_another_secret_reads_nothing():
    slot = new_slot(uuid4(), datetime(2026, 11, 24, tzinfo=UTC))
    with pytest.raises(NotGenuine):
        read(sign(slot, SECRET), "t" * 40)


def test_no_two_keys_are_alike():
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert len({new_slot(uuid4(), now).key for _ in range(1000)}) == 1000
