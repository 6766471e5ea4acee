"""People for tests, a browser that reads English, and a way in for them."""

from datetime import UTC, datetime

from consult.accounts import operations
from consult.accounts.models import Account
from consult.accounts.passwords import Passwords
from tests.pages import Visitor

PASSWORD = "cztery niepodobne do siebie kajaki"
CHEAP = Passwords(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD_HASH = CHEAP.hash(PASSWORD)
MADE_AT = datetime(2026, 1, 2, 9, tzinfo=UTC)


def make_account(
    session, email="anna@example.org", *roles, name="Anna Nowak", authority_id=None, now=MADE_AT, **more
) -> Account:
    """Make a person with the roles in the authority (none for the operator), who signs in with PASSWORD."""
    account = operations.create_account(session, email=email, name=name, actor_id=None, now=now)
    account.password_hash = PASSWORD_HASH
    for role in roles:
        place = None if role == "operator" else authority_id
        operations.grant_role(session, account, role, place, actor_id=None, now=now)
    for column, value in more.items():
        setattr(account, column, value)
    session.flush()
    return account


def english(app) -> Visitor:
    """Give a new browser whose reader has chosen English, the language of our message ids."""
    browser = Visitor(app.test_client())
    browser.client.set_cookie("lang", "en")
    return browser


def sign_in(visitor, email="anna@example.org", password=PASSWORD, *, to="/konto", **more):
    """Sign in as a person does, on the way to a page, and give the page that comes next."""
    return visitor.send(f"/logowanie?next={to}", email=email, password=password, **more)
