import json

import pytest
from sqlalchemy import select

from consult.accounts.cli import group
from consult.accounts.models import Account
from tests.factories.authorities import KIELCE, POWIAT_KIELECKI
from tests.page_checks import words


@pytest.fixture
def run(app, kielce):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(group, ["create", *arguments])


def test_it_prints_a_link_that_sets_the_password(run, visitor, read):
    done = run("anna@example.org", "--role", "editor", "--authority", KIELCE, "--name", "Anna Nowak")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("http://localhost/link/")
    page = visitor.visit(done.output.strip().removeprefix("http://localhost"))
    assert words(page.h1) == "Choose your password"
    with read() as session:
        account = session.scalars(select(Account)).one()
        assert (account.name, [grant.role for grant in account.roles]) == ("Anna Nowak", ["editor"])


def test_a_second_role_goes_to_the_same_person(run, read):
    links = {run("anna@example.org", "--role", role, "--authority", KIELCE).output for role in ("editor", "clerk")}
    links.add(run("ANNA@example.org", "--role", "clerk", "--authority", KIELCE).output)
    assert len(links) == 3
    with read() as session:
        assert [grant.role for grant in session.scalars(select(Account)).one().roles] == ["clerk", "editor"]


def test_it_prints_json(run):
    told = json.loads(run("op@example.org", "--role", "operator", "--json").output)
    assert told.keys() == {"email", "role", "authority", "link", "expires_at"}
    assert (told["email"], told["role"], told["authority"]) == ("op@example.org", "operator", None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("anna", "--role", "operator"), "anna is no e-mail address"),
        (("a@example.org", "--role", "editor"), "the role editor needs --authority TERYT"),
        (("a@example.org", "--role", "operator", "--authority", KIELCE), "the operator belongs to no authority"),
        (("a@example.org", "--role", "editor", "--authority", POWIAT_KIELECKI), "no authority has the code 2604"),
        (("a@example.org", "--role", "king", "--authority", KIELCE), "Invalid value for '--role'"),
        (("a@example.org",), "Missing option '--role'"),
    ],
)
def test_a_mistake_is_told_in_one_line(run, read, arguments, said):
    done = run(*arguments)
    assert done.exit_code != 0
    assert said in done.output
    with read() as session:
        assert session.scalars(select(Account)).all() == []


def test_a_disabled_account_gets_nothing(run, person):
    person(is_disabled=True)
    assert "is switched off" in run("anna@example.org", "--role", "clerk", "--authority", KIELCE).output
