import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from consult.accounts.models import Throttle
from consult.accounts.throttle import (
    EMAIL,
    PAIR,
    QUARTER,
    Keys,
    Limit,
    forgive_sign_in,
    network_of,
    remove_old,
    sign_in_keys,
    take,
    take_sign_in,
)
from consult.extensions import db
from consult.web.transaction import transaction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEYS = Keys("secret", date(2026, 3, 2))
limits = st.builds(Limit, st.integers(1, 100), st.timedeltas(timedelta(seconds=1), timedelta(days=1)))
passed = st.timedeltas(timedelta(), timedelta(days=3))


@given(limits, st.floats(0, 100), passed, passed)
def test_a_bucket_fills_up_steadily_and_never_over(limit, tokens, first, second):
    tokens = min(tokens, limit.most)
    filled = limit.filled(tokens, first)
    assert tokens <= filled <= limit.most
    assert limit.filled(filled, second) == pytest.approx(limit.filled(tokens, first + second), abs=1e-4)


@given(limits, st.timedeltas(-timedelta(days=3), timedelta()))
def test_a_clock_that_goes_back_takes_nothing(limit, back):
    assert limit.filled(0.5, back) == 0.5


@given(limits, st.floats(0, 1))
def test_after_the_wait_there_is_enough(limit, tokens):
    wait = limit.wait(tokens, 1) + timedelta(microseconds=1)
    assert limit.filled(tokens, wait) >= 1 - 1e-4


@given(limits, st.lists(st.timedeltas(timedelta(), timedelta(hours=2)), max_size=60))
def test_no_time_gives_more_than_the_limit(limit, gaps):
    """What lay in the bucket and what flowed in meanwhile come through, and no more."""
    tokens, moment, taken = float(limit.most), timedelta(), []
    for gap in gaps:
        tokens, moment = limit.filled(tokens, gap), moment + gap
        if tokens >= 1:
            tokens -= 1
            taken.append(moment)
    for begin in taken:
        assert sum(begin <= moment <= begin + limit.within for moment in taken) <= 2 * limit.most


def test_keys_tell_nothing_and_change_every_day():
    key = KEYS.of("pair", "anna@example.org", "192.0.2.1")
    assert "anna" not in key
    assert key != Keys("secret", date(2026, 3, 3)).of("pair", "anna@example.org", "192.0.2.1")
    assert key != Keys("other", date(2026, 3, 2)).of("pair", "anna@example.org", "192.0.2.1")
    assert KEYS.of("a", "b", "c") != KEYS.of("a", "bc", "")


def test_one_customer_is_one_place():
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1")
    assert network_of(None) == network_of("nonsense")


@pytest.fixture
def attempt(app):
    """Try to sign in as somebody from somewhere; give how long to wait, or nothing."""

    def trying(email, address, now=NOON):
        with app.app_context(), transaction() as session:
            return take_sign_in(session, sign_in_keys(KEYS, email, address), now=now)

    return trying


@pytest.mark.both_databases
def test_five_tries_from_one_place(attempt):
    assert [attempt("anna@example.org", "192.0.2.1") for _ in range(5)] == [None] * 5
    assert attempt("anna@example.org", "192.0.2.1") == QUARTER / PAIR.most
    assert attempt("ANNA@example.org", "192.0.2.1") is not None
    assert attempt("ewa@example.org", "192.0.2.1") is None
    assert attempt("anna@example.org", "192.0.2.2") is None
    assert attempt("anna@example.org", "192.0.2.1", NOON + QUARTER / PAIR.most) is None


def test_thirty_tries_from_one_place_for_whoever(attempt):
    assert all(attempt(f"{n}@example.org", "192.0.2.1") is None for n in range(30))
    assert attempt("new@example.org", "192.0.2.1") is not None
    assert attempt("new@example.org", "192.0.2.2") is None


def test_an_attack_from_everywhere_is_slowed_down_and_locks_nobody_out(attempt):
    for n in range(EMAIL.most):
        assert attempt("anna@example.org", f"198.51.100.{n}") is None
    machines = [f"203.0.113.{n}" for n in range(40)]
    assert all(attempt("anna@example.org", machine) is None for machine in machines)
    assert all(attempt("anna@example.org", machine) == QUARTER for machine in machines)
    assert attempt("anna@example.org", "192.0.2.1") is None  # the owner, at home


@pytest.mark.both_databases
def test_success_gives_back_what_it_took(app, attempt):
    for _ in range(50):  # an office behind one address
        assert attempt("anna@example.org", "192.0.2.1") is None
        with app.app_context(), transaction() as session:
            forgive_sign_in(session, sign_in_keys(KEYS, "anna@example.org", "192.0.2.1"), now=NOON)


@pytest.mark.both_databases
def test_twenty_at_once_take_five(app):
    together = threading.Barrier(20)
    waits = []

    def trying():
        with app.app_context():
            together.wait()
            with transaction() as session:
                waits.append(take_sign_in(session, sign_in_keys(KEYS, "anna@example.org", "192.0.2.1"), now=NOON))
            db.session.remove()

    threads = [threading.Thread(target=trying) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(waits) == 20
    assert waits.count(None) == 5


def test_yesterdays_counts_are_removed(app, write, read):
    with write() as session:
        take(session, "old", PAIR, now=NOON - timedelta(days=1))
        take(session, "new", PAIR, now=NOON)
        remove_old(session, now=NOON)
    with read() as session:
        assert session.scalars(select(Throttle.key)).all() == ["new"]
        assert session.scalar(select(func.count()).select_from(Throttle)) == 1
