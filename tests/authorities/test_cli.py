"""The command that adds an office."""

import json

import pytest

from consult.authorities.cli import authority
from consult.authorities.queries import find_by_slug, list_all
from consult.territory.operations import load_bundled
from tests.factories.authorities import KIELCE


@pytest.fixture
def command(app, write):
    """Run `consult authority create`."""
    with write() as session:
        load_bundled(session)

    def run(*arguments):
        return app.test_cli_runner().invoke(authority, ["create", *arguments])

    return run


def test_an_office_is_added(command, read):
    assert command(KIELCE, "--name", "Kielce").output == "Kielce: /u/kielce\n"
    with read() as session:
        assert find_by_slug(session, "kielce").teryt == KIELCE


def test_the_report_as_json(command):
    result = command(KIELCE, "--name", "Łódź", "--host", "Lodz.example.pl", "--json")
    assert json.loads(result.output) == {"teryt": KIELCE, "slug": "lodz", "name": "Łódź", "host": "lodz.example.pl"}


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("2699011", "--name", "X"), "no unit of the territory has the code 2699011"),
        (("x", "--name", "X"), "no unit of the territory has the code x"),
        ((KIELCE, "--name", ""), "the authority needs a name"),
        ((KIELCE, "--name", "X", "--host", "x y"), "x y is no host name"),
    ],
)
def test_one_clear_line(command, read, arguments, what):
    result = command(*arguments)
    assert result.exit_code == 1
    assert what in result.output
    assert result.output.count("\n") == 1
    with read() as session:
        assert not list_all(session)
