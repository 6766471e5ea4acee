"""Imports point down, and a fault is found: each is planted in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PLANTED = {
    "an upward import hidden in a function": ("clock.py", "def f():\n    from consult import web\n", "downwards"),
    "a package that no layer names": ("utils/__init__.py", '"""Things."""\n', "utils"),
    "rules that know the database": ("territory/rules.py", "import sqlalchemy\n", "Rules know neither"),
    "a model that knows the web": ("orm.py", "import flask\n", "know nothing of the web"),
    "a view that asks the database": ("site/views.py", "import sqlalchemy\n", "not the database"),
}


def lint(folder):
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "consult", tmp_path / "consult", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.complete
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(copy, fault):
    name, code, said = PLANTED[fault]
    path = copy / "consult" / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as module:
        module.write(code)
    done = lint(copy)
    assert done.returncode == 1, done.stdout
    assert said in done.stdout
