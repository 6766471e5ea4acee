"""The command that loads the register."""

import json

import pytest

from consult.territory.cli import territory
from consult.territory.queries import find_unit

REGISTER = """\
WOJ;POW;GMI;RODZ;NAZWA;NAZDOD;STAN_NA
26;;;;ŚWIĘTOKRZYSKIE;województwo;2024-01-01
26;61;;;Kielce;miasto na prawach powiatu;2024-01-01
26;61;01;1;Kielce;gmina miejska;2024-01-01
"""


@pytest.fixture
def command(app, tmp_path):
    """Run `consult territory import` on a file with this text."""

    def run(text, *options, encoding="utf-8-sig"):
        file = tmp_path / "terc.csv"
        file.write_bytes(text.encode(encoding))
        return app.test_cli_runner().invoke(territory, ["import", str(file), *options])

    return run


def test_the_register_is_loaded(command, read):
    assert command(REGISTER).output == "Units added: 3, changed: 0, unchanged: 0.\n"
    with read() as session:
        assert find_unit(session, "2661011").name == "Kielce"


def test_the_report_as_json(command):
    command(REGISTER)
    assert json.loads(command(REGISTER, "--json").output) == {"added": 0, "changed": 0, "unchanged": 3}


@pytest.mark.parametrize(
    ("text", "encoding", "what"),
    [
        (REGISTER + "26;1;;;x;powiat;2024-01-01\n", "utf-8", "terc.csv: row 5: "),
        (REGISTER + "24;01;;;będziński;powiat;2024-01-01\n", "utf-8", "the unit 2401 belongs to 24"),
        (REGISTER, "cp1250", "terc.csv: the file must be UTF-8"),
        ("", "utf-8", "terc.csv: row 1: the header must be"),
    ],
)
def test_a_bad_file_loads_nothing(command, read, text, encoding, what):
    result = command(text, encoding=encoding)
    assert result.exit_code == 1
    assert what in result.output
    assert result.output.count("\n") == 1
    with read() as session:
        assert find_unit(session, "26") is None


def test_a_missing_file(app):
    result = app.test_cli_runner().invoke(territory, ["import", "nowhere.csv"])
    assert result.exit_code == 2
    assert "nowhere.csv" in result.output
