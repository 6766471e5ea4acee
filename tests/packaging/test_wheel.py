"""The wheel works alone: in a new environment, from another folder, with all that it needs inside."""

import json
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from hatch_build import compile_catalogues
from tests.architecture.sources import ROOT

pytestmark = pytest.mark.complete

FOLDERS = ("migrations", "static", "templates", "translations")
ASK = "import json, consult.config as c; print(json.dumps([c.__file__, str(c.root())]))"


def run(*command, cwd=ROOT):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """Make a new environment with the wheel; what it depends on is borrowed from this one."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", "new", cwd=folder)
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        folder / "new/bin/python",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        wheel,
    )
    packages = next((folder / "new/lib").glob("python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return folder


def test_all_that_is_needed_travels_inside(wheel):
    compile_catalogues(ROOT)
    inside = {name.removeprefix("consult/bundled/") for name in zipfile.ZipFile(wheel).namelist()}
    for folder in FOLDERS:
        files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.*") if path.is_file()}
        assert {name for name in files if "__pycache__" not in name} <= inside
    assert any(name.endswith(".mo") for name in inside)


def test_it_runs_from_another_folder(elsewhere):
    assert "init" in run("new/bin/consult", "--help", cwd=elsewhere)
    module, root = json.loads(run("new/bin/python", "-c", ASK, cwd=elsewhere))
    assert module.startswith(str(elsewhere))
    assert root.startswith(str(elsewhere))
    run("new/bin/consult", "init", cwd=elsewhere)
    assert list((elsewhere / "data").glob("*.sqlite3"))
