"""The command line: it helps, it can be run twice, and what cannot be is told in one line."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlalchemy import func, select, text

from consult.accounts.models import Account
from consult.cli import consult, main
from consult.consultations.models import Consultation
from consult.territory.models import Unit

BAD = {
    "an unknown command": ["fly"],
    "an unknown option": ["init", "--fast"],
    "a port that is none": ["serve", "--port", "70000"],
    "no workers": ["serve", "--workers", "0"],
    "an unknown unit": ["authority", "create", "9999999", "--name", "X"],
    "a unit that is no number": ["authority", "create", "Kielce", "--name", "X"],
    "no name": ["authority", "create", "2661011"],
    "a host that is none": ["authority", "create", "2661011", "--name", "Kielce", "--host", "https://a"],
    "an unknown role": ["user", "create", "anna@example.org", "--role", "king"],
    "no e-mail": ["user", "create", "anna", "--role", "operator"],
    "a role without its authority": ["user", "create", "anna@example.org", "--role", "editor"],
    "an operator in an authority": ["user", "create", "a@b.pl", "--role", "operator", "--authority", "2661011"],
    "an unknown authority": ["user", "create", "a@b.pl", "--role", "editor", "--authority", "2661011"],
}


@pytest.fixture
def run(environment, monkeypatch, capfd):
    """Run a command as the shell does, and give its exit code and what it said."""

    def call(*arguments, **settings):
        for name, value in (environment | settings).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["consult", *arguments])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        said = capfd.readouterr()
        if isinstance(ended.value.code, str):  # the interpreter prints it and ends with 1
            return 1, said.out, f"{said.err}{ended.value.code}\n"
        return ended.value.code or 0, said.out, said.err

    return call


def commands(group=consult, path=()):
    """List every command with its path."""
    yield path, group
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, (*path, name))


def count(read, *tables):
    with read() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids=" ".join)
def test_every_command_helps(run, path):
    code, out, _ = run(*path, "--help")
    assert code == 0
    assert out.startswith(f"Usage: consult {' '.join(path)}".strip())
    command = dict(commands())[path]
    assert command.help
    for option in command.params:
        assert isinstance(option, click.Argument) or option.help, f"{path} {option.name}"


@pytest.mark.parametrize("mistake", BAD)
def test_bad_input_is_told_in_one_line(run, mistake):
    run("init")
    code, out, err = run(*BAD[mistake])
    assert code > 0
    assert out == ""
    told = [line for line in err.splitlines() if line.strip() and not line.startswith(("Usage:", "Try "))]
    assert len(told) == 1
    assert told[0].startswith("Error: ")


@pytest.mark.parametrize(
    "settings",
    [{"CONSULT_WORKERS": "many"}, {"CONSULT_SECRET_KEY": "short"}, {"CONSULT_DATABASE_URL": "mysql://a/b"}],
    ids=lambda settings: next(iter(settings)),
)
def test_a_bad_setting_is_told_in_one_line(run, settings):
    code, out, err = run("init", **settings)
    assert (code, out) == (1, "")
    assert err.startswith(f"Error: {next(iter(settings))}")
    assert err.count("\n") == 1


@pytest.mark.both_databases
def test_init_can_be_run_twice(run, read):
    assert run("init")[0] == 0
    before = count(read, Unit)
    assert before[0] > 100
    assert run("init") == (0, "The database is ready.\n", "")
    assert count(read, Unit) == before


def test_init_makes_what_is_missing(run, tmp_path):
    new = tmp_path / "new" / "data"
    settings = {"CONSULT_DATA_DIR": str(new), "CONSULT_DATABASE_URL": ""}
    assert run("init", **settings)[0] == 0
    assert (new / "consult.sqlite3").is_file()


@pytest.mark.complete
@pytest.mark.both_databases
def test_the_demonstration_can_be_loaded_twice(run, read):
    run("init")
    assert run("demo")[0] == 0
    before = count(read, Consultation, Account)
    assert before[0] >= 3
    code, out, _ = run("demo")
    assert (code, "0 consultations added" in out) == (0, True)
    assert count(read, Consultation, Account) == before


@pytest.mark.parametrize("url", ["https://konsultacje.example.pl", "http://10.0.0.1", "http://localhost.example.pl"])
def test_the_demonstration_is_for_this_machine_alone(run, read, url):
    run("init")
    code, _, err = run("demo", CONSULT_BASE_URL=url)
    assert code == 1
    assert "CONSULT_BASE_URL" in err
    assert count(read, Consultation, Account) == [0, 0]


@pytest.mark.parametrize("command", [["demo"], ["serve"], ["user", "create", "a@b.pl", "--role", "operator"]])
def test_without_a_database_it_says_what_to_do(run, tmp_path, command):
    code, _, err = run(*command, CONSULT_DATABASE_URL=f"sqlite:///{tmp_path}/none.sqlite3")
    assert code == 1
    assert "`consult init`" in err
    assert err.count("\n") == 1


def test_what_it_prints_for_machines_is_json_alone(run):
    run("init")
    code, out, _ = run("authority", "create", "2661011", "--name", "Kielce", "--json")
    assert (code, json.loads(out)["teryt"]) == (0, "2661011")
    code, out, _ = run("user", "create", "anna@example.org", "--role", "editor", "--authority", "2661011", "--json")
    assert (code, json.loads(out)["role"]) == (0, "editor")


def test_a_server_starts_from_the_entry_point(environment, tmp_path):
    ask = "import wsgi; print(wsgi.app.test_client().get('/readyz').json)"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, cwd=Path(__file__).parents[1], capture_output=True, check=True
    )
    assert done.stdout == b"{'ready': True}\n"


HEAVY = (
    "alembic", "cryptography", "email.mime", "gunicorn", "hypothesis", "markdown_it", "multiprocessing", "nh3",
    "psycopg", "pytest", "sqlite3.dump", "unittest", "xml.dom",
)  # fmt: skip


def test_the_web_path_loads_nothing_heavy_before_it_is_needed(environment):
    ask = (
        "import os, sys; from consult.app import create_app; from consult.config import Settings; "
        "create_app(Settings.from_environment(os.environ)); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment, cwd=Path(__file__).parents[1], capture_output=True, check=True
    )
    assert sorted(set(HEAVY) & set(done.stdout.decode().split())) == []


def test_the_database_is_not_touched_by_the_app_alone(app, read):
    with read() as session:
        assert session.scalar(text("SELECT count(*) FROM accounts")) == 0
