"""Bursts: counted in memory for ten minutes, from each network apart."""

from datetime import UTC, datetime, timedelta

from consult.participation.doubts import MOST, WINDOW, Bursts

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def test_a_class_is_no_burst_and_a_machine_is():
    bursts = Bursts()
    said = [bursts.is_one("203.0.113.7", NOW + timedelta(seconds=second)) for second in range(MOST + 40)]
    assert said == [False] * MOST + [True] * 40
    assert not bursts.is_one("198.51.100.7", NOW), "another network"


def test_after_a_window_nothing_is_remembered():
    bursts = Bursts()
    for _ in range(MOST + 1):
        bursts.is_one("203.0.113.7", NOW)
    salt = bursts.salt
    assert not bursts.is_one("203.0.113.7", NOW + WINDOW)
    assert bursts.salt != salt
    assert sum(bursts.counts.values()) == 1


def test_no_address_stands_in_memory():
    bursts = Bursts()
    bursts.is_one("203.0.113.7", NOW)
    assert b"203.0.113.7" not in repr(vars(bursts)).encode()
