from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from consult.accounts import operations, queries
from consult.accounts.access import can_end, can_switch_off, is_of, of_authority, own_sessions
from consult.accounts.models import Account, RoleGrant, Stranger, WebSession

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
pytestmark = pytest.mark.both_databases


def test_an_address_has_one_account(write, person):
    person("Anna@example.org")
    with pytest.raises(operations.AccountExists), write() as session:
        operations.create_account(session, email="anna@EXAMPLE.org", name="", actor_id=None, now=NOON)


@pytest.mark.parametrize("twice", ["editor", "operator"])
def test_the_database_knows_a_role_once(write, person, kielce, twice):
    place = None if twice == "operator" else kielce.id
    anna = person("anna@example.org", twice, authority_id=kielce.id)
    with pytest.raises(IntegrityError), write() as session:
        session.add(RoleGrant(account_id=anna, role=twice, authority_id=place))
        session.flush()


@pytest.mark.parametrize(("role", "is_somewhere"), [("operator", True), ("editor", False)])
def test_only_the_operator_belongs_to_no_authority(write, person, kielce, role, is_somewhere):
    anna = person()
    place = kielce.id if is_somewhere else None
    with pytest.raises(operations.RoleMisplaced), write() as session:
        account = queries.get_account(session, anna)
        operations.grant_role(session, account, role, place, actor_id=None, now=NOON)
    with pytest.raises(IntegrityError), write() as session:
        session.add(RoleGrant(account_id=anna, role=role, authority_id=place))
        session.flush()


def test_the_last_administrator_stays(write, person, kielce):
    anna = person("anna@example.org", "admin", "editor", authority_id=kielce.id)
    operator = person("operator@example.org", "operator")
    with write() as session:
        with pytest.raises(operations.LastAdmin):
            operations.change_roles(session, anna, kielce.id, ["editor"], actor=_get(session, operator), now=NOON)
        with pytest.raises(operations.LastAdmin):
            operations.switch_off(session, anna, actor=_get(session, operator), now=NOON)
    ewa = person("ewa@example.org", "admin", authority_id=kielce.id)
    with write() as session:
        operations.switch_off(session, ewa, actor=_get(session, operator), now=NOON)
        with pytest.raises(operations.LastAdmin):
            operations.change_roles(session, anna, kielce.id, [], actor=_get(session, operator), now=NOON)
        operations.switch_on(session, ewa, actor=_get(session, operator), now=NOON)
        operations.change_roles(session, anna, kielce.id, [], actor=_get(session, operator), now=NOON)
        assert _get(session, anna).roles == []


def test_who_may_switch_an_account_off(write, person, kielce, powiat):
    boss = person("boss@example.org", "admin", authority_id=kielce.id)
    operator = person("operator@example.org", "operator")
    here = person("here@example.org", "editor", authority_id=kielce.id)
    both = person("both@example.org", "editor", authority_id=kielce.id)
    with write() as session:
        operations.grant_role(session, _get(session, both), "clerk", powiat.id, actor_id=None, now=NOON)
        may = [can_switch_off(_get(session, boss), _get(session, who)) for who in (here, both, operator, boss)]
        assert may == [True, False, False, False]
        may = [can_switch_off(_get(session, operator), _get(session, who)) for who in (here, both, operator)]
        assert may == [True, True, False]
        with pytest.raises(operations.NotAllowed):
            operations.switch_off(session, both, actor=_get(session, boss), now=NOON)
        with pytest.raises(operations.NotAllowed):
            operations.switch_on(session, both, actor=_get(session, boss), now=NOON)


def test_rules_and_their_twins_agree(write, person, kielce, powiat):
    people = [
        person("a@example.org", "editor", authority_id=kielce.id),
        person("b@example.org", "clerk", "admin", authority_id=powiat.id),
        person("c@example.org"),
    ]
    with write() as session:
        for n, account_id in enumerate([*people, None]):
            session.add(
                WebSession(id=str(n), account_id=account_id, data={}, created_at=NOON, seen_at=NOON, expires_at=NOON)
            )
        session.flush()
        accounts = [_get(session, account_id) for account_id in people]
        for office in (kielce, powiat):
            found = set(session.scalars(select(Account).where(of_authority(office.id))))
            assert found == {account for account in accounts if is_of(account, office.id)}
        rows = session.scalars(select(WebSession)).all()
        for actor in [*accounts, Stranger()]:
            found = set(session.scalars(select(WebSession).where(own_sessions(actor))))
            assert found == {row for row in rows if can_end(actor, row)}


def test_a_password_that_changed_while_it_was_checked_opens_nothing(write, person):
    anna = person()
    with pytest.raises(operations.SignInRefused), write() as session:
        operations.sign_in(session, anna, checked="the hash before", rehashed=None, now=NOON)


def test_nobody_ends_anothers_session(write, person):
    anna, ewa = person(), person("ewa@example.org")
    with pytest.raises(operations.NotAllowed), write() as session:
        row = WebSession(id="x", account_id=anna, data={}, created_at=NOON, seen_at=NOON, expires_at=NOON)
        session.add(row)
        operations.end_session(session, row, actor=_get(session, ewa), now=NOON)


def _get(session, account_id):
    return session.get_one(Account, account_id)
