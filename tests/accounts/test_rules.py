from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from consult.accounts.models import Account, RoleGrant, Stranger, WebSession
from consult.accounts.rules import browser_label, email_key, hash_of, new_token

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>firefox</script>" * 100, "Firefox"),
    ],
)
def test_a_browser_has_a_short_name(user_agent, label):
    assert browser_label(user_agent) == label


def test_addresses_are_compared_without_case_but_with_marks():
    assert email_key(" Anna@Example.ORG ") == email_key("anna@example.org")
    assert email_key("łukasz@example.org") != email_key("lukasz@example.org")


def test_tokens_are_long_and_kept_as_hashes():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 and token not in hash_of(token) for token in tokens)


def test_a_role_counts_where_it_was_given():
    here, there = uuid4(), uuid4()
    account = Account(roles=[RoleGrant(role="editor", authority_id=here), RoleGrant(role="admin", authority_id=there)])
    assert account.holds("editor")
    assert account.holds("clerk", "editor", authority_id=here)
    assert not account.holds("editor", authority_id=there)
    assert account.authority_ids("editor", "admin") == {here, there}
    assert account.authority_ids("clerk") == set()


def test_a_stranger_has_nothing():
    assert not Stranger().holds("admin", "operator")
    assert Stranger().authority_ids("admin") == set()
    assert Stranger().id is None


def test_a_session_ends_after_half_an_hour_alone_or_twelve_hours():
    session = WebSession(account_id=uuid4(), seen_at=NOON, expires_at=NOON + timedelta(hours=12))
    assert session.is_alive(NOON + timedelta(minutes=29, seconds=59))
    assert not session.is_alive(NOON + timedelta(minutes=30))
    session.seen_at = NOON + timedelta(hours=12)
    assert not session.is_alive(NOON + timedelta(hours=12))


def test_a_strangers_session_may_be_left_alone():
    session = WebSession(account_id=None, seen_at=NOON, expires_at=NOON + timedelta(hours=3))
    assert session.is_alive(NOON + timedelta(hours=2, minutes=59))
    assert not session.is_alive(NOON + timedelta(hours=3))
