"""What a machine lacks is said at the end, and fails where all is demanded."""

import os
import socket
import subprocess
import sys

import pytest

from tests.architecture.sources import ROOT

PLANTED = """
import pytest
from tests import missing

def test_a(): missing.skip("A printer", "buy one")
def test_b(): missing.skip("A printer", "buy one")

@pytest.mark.xfail
def test_known(): assert False
"""


def run(folder, demand):
    (folder / "test_planted.py").write_text(PLANTED)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.missing", "-p", "no:cacheprovider", "-n", "2", "."]
    environment = os.environ | {"CONSULT_TEST_DEMAND_ALL": demand, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_skips_are_counted_with_how_to_mend_them(tmp_path):
    done = run(tmp_path, "0")
    assert done.returncode == 0
    assert "2 skipped: A printer is missing: buy one" in done.stdout


@pytest.mark.complete
def test_a_skip_fails_where_all_is_demanded(tmp_path):
    done = run(tmp_path, "1")
    assert done.returncode == 1
    assert "2 failed, 1 xfailed" in done.stdout


@pytest.mark.parametrize("host", ["192.0.2.1", "::1"])
def test_the_network_is_off(host):
    with pytest.raises((RuntimeError, UserWarning), match="tried to use socket"):
        socket.create_connection((host, 80), timeout=1)
