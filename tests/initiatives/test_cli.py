"""`consult ballots count`: what is printed, and what is refused in one line."""

import json

import pytest
from click.testing import CliRunner

from consult.initiatives.cli import ballots
from tests.initiatives.elections import text

VOTES = ["park,bench"] * 3 + ["bench", "zoo", ""]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "votes.pb"
    path.write_text(text({"park": "60.50", "bench": 20}, VOTES, budget=80, vote_type="approval"), encoding="utf-8")
    return path


def count(*words):
    return CliRunner().invoke(ballots, ["count", *map(str, words)])


def test_both_rules(file):
    assert json.loads(count(file, "--rule", "greedy").output) == {
        "winners": ["bench"], "cost": 20, "ballots": 6, "valid": 4,
    }  # fmt: skip
    assert json.loads(count(file, "--rule", "equal-shares", "--completion", "none").output)["winners"] == ["bench"]
    assert json.loads(count(file, "--rule", "equal-shares").output)["cost"] == 20


@pytest.mark.parametrize("words", [[], ["--rule", "borda"], ["--rule", "greedy", "--completion", "add1"]])
def test_a_wrong_order_is_refused(file, words):
    assert count(file, *words).exit_code != 0


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"META\n", b""])
def test_a_broken_file_is_told_in_one_line(file, content):
    file.write_bytes(content)
    result = count(file, "--rule", "greedy")
    assert result.exit_code == 1
    assert result.output.startswith("Error: votes.pb: ")
    assert result.output.count("\n") == 1
