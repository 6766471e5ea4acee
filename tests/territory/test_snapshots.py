"""Numbers are kept with source and day; of several sets the newest tells a year."""

import json
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from consult.territory import queries, snapshots
from consult.territory.cli import indicator
from consult.territory.indicators.comparing import Group
from consult.territory.models import Indicator, IndicatorValue, Snapshot
from consult.territory.operations import load_bundled
from tests.factories.indicators import make_indicator

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
TABLE = "kod;nazwa;ogolem_2023;ogolem_2024\n2661011;Kielce;1 446;#\n2601013;Busko-Zdrój;5;6\n2699011;Nigdzie;1;2\n"


class Operator:
    """Whoever brings the numbers."""

    id = None


@pytest.fixture
def command(app, tmp_path, write):
    """Run `consult indicator import` on a file with this text."""
    with write() as session:
        load_bundled(session)

    def run(text, *options, name="zdarzenia.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(indicator, ["import", str(file), *options])

    return run


def test_the_same_numbers_again_are_no_new_set(write):
    with write() as session:
        first = make_indicator(session)
        again = make_indicator(session)
        without_day = make_indicator(session, source="", stated_on=None, name="Dochody")
        assert first is again is without_day
        assert first.indicator.name == "Dochody"
        other_day = make_indicator(session, stated_on=date(2026, 1, 1))
        assert other_day is not first
        assert session.scalar(select(func.count()).select_from(Snapshot)) == 2


def test_the_newest_set_tells_a_year_and_goes_again(write):
    with write() as session:
        make_indicator(session, years=[2022, 2023])
        newer = make_indicator(session, years=[2023, 2024], values={"2661011": 500}, stated_on=date(2026, 1, 1))
        told = queries.values_of(session, "266101")["dochod"]
        assert {year: one.value for year, one in told.items()} == {2022: 180, 2023: 500, 2024: 501}
        assert told[2023].stated_on == date(2026, 1, 1)
        among = queries.values_among(session, ["266101", "261101"], {"dochod": 2023})["dochod"]
        assert {code: one.value for code, one in among.items()} == {"266101": 500, "261101": 41}
        assert queries.values_among(session, ["266101"], {}) == {}

        snapshots.remove(session, newer, actor=Operator(), now=NOW)
        assert set(queries.values_of(session, "266101")["dochod"]) == {2022, 2023}
        snapshots.remove(session, session.scalars(select(Snapshot)).one(), actor=Operator(), now=NOW)
        assert session.scalar(select(func.count()).select_from(IndicatorValue)) == 0
        assert session.get(Indicator, "dochod") is None


def test_with_whom_a_unit_is_compared(write):
    group = Group(frozenset({"urban", "rural"}), 1000, None, same_voivodeship=False)
    with write() as session:
        load_bundled(session)
        unit = queries.find_unit(session, "2661011")
        assert queries.find_comparison(session, unit).kinds == {"city", "urban"}
        for asked in (group, Group(group.kinds, None, 9)):
            snapshots.compare_with(session, unit, asked, authority_id=uuid4(), actor=Operator(), now=NOW)
            assert queries.find_comparison(session, unit) == asked


def test_the_command_reports(command, read):
    options = ("--key", "zdarzenia", "--name", "Zdarzenia", "--column", "ogolem", "--json")
    made = json.loads(command(TABLE, *options, "--source", "KG PSP", "--date", "2025-01-31").output)
    report = made.pop("report")
    assert made == {
        "indicator": "zdarzenia", "unit": "", "source": "KG PSP", "date": "2025-01-31", "is_new": True,
        "units": 2, "values": 4, "years": [2023, 2024],
    }  # fmt: skip
    assert {"where": "Row 4", "what": report[0]["what"]} == report[0]
    assert "No unit has the code 269901 (Nigdzie)" in report[0]["what"]
    assert {"where": "Row 2", "what": "The number is kept secret by the source."} in report
    again = command(TABLE, *options[:-1])
    assert again.output.startswith("Units: 2, values: 4, known already.\n  Row 4: ")
    with read() as session:
        told = queries.values_of(session, "266101")["zdarzenia"]
        assert (told[2023].value, told[2024].value, told[2024].mark) == (1446, None, "secret")


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("kod;x\n2661011;1\n", (), "the column has no year; give the day with --date"),
        (TABLE + "1;2;3\n", ("--key", "Złe Ź", "--column", "ogolem"), "is no key"),
        ("kod;2024\n2661011;1\n", ("--name", "x" * 201), "give a name of up to 200 characters"),
        ("kod;a;b\n2661011;1;2\n", (), "zdarzenia.csv: The file has several columns, choose one: a, b."),
        ("kod;x\n1001011;1\n", (), "No value could be taken. Row 2: No units of the voivodeship 10 are loaded"),
    ],
)
def test_a_bad_file_brings_nothing(command, read, text, options, says):
    result = command(text, "--key", "x", "--name", "X", *options)
    assert result.exit_code == 1
    assert says in result.output
    assert result.output.count("\n") == 1
    with read() as session:
        assert not session.scalars(select(Snapshot)).all()
        assert not session.scalars(select(Indicator)).all()
