"""The commands of the statutory calendar, without an app."""

import json

import pytest
from click.testing import CliRunner

from consult.procedures.cli import procedures
from tests.procedures.samples import KEYS


def run(*words):
    return CliRunner().invoke(procedures, words)


def answer(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def refusal(*words):
    """Give the one line in which a refusal is told."""
    result = run(*words)
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    return result.output


def test_the_list():
    lines = run("list").output.splitlines()
    assert len(lines) == 17
    assert lines[10].split()[:2] == ["plan_miejscowy", "memory"]
    assert [one["key"] for one in answer("list")] == KEYS


def test_a_procedure_is_shown():
    text = run("show", "rewitalizacja").output
    assert "error    min_period               At least 35 days for remarks [art. 6 ust. 5]" in text
    assert "learnt: read" in text
    shown = answer("show", "program_wspolpracy")
    assert shown["legal"]["confidence"] == "read"
    assert shown["checked_on"] == "2026-11-24"
    assert shown["rules"][2]["right"] == {"calendar": {"md": "11-30", "year": -1}}
    assert shown["rules"][0]["words"]["en"] == "At least 21 days for remarks"
    assert shown["content_checklist"][0] == "cele"
    (report,) = [step for step in answer("show", "rewitalizacja")["steps"] if step["id"] == "report"]
    assert report["ends_consultation"]
    assert answer("show", "plan_ogolny")["minors"] == "no guardian consent (8e ust. 3)"
    assert answer("show", "inicjatywa_uchwalodawcza")["periods"]["council"]["months"] == 3


def test_an_older_version_is_shown():
    assert answer("show", "rewitalizacja", "--on", "2023-01-02")["periods"]["remarks"]["days"] == 30
    assert "in force … to 2023-09-23" in run("show", "rewitalizacja", "--on", "2023-01-02").output


def test_the_contract_of_a_plan():
    plan = answer("plan", "strategia_rozwoju", "oos_dokument", "--start", "2026-12-14")
    assert plan["procedures"] == ["strategia_rozwoju", "oos_dokument"]
    assert plan["remarks"] == {"opens": "2026-12-14", "closes": "2027-01-18"}
    assert plan["event_window"] == {"from": None, "to": None}
    assert plan["report_due"] == "2027-02-17"
    assert plan["channels"] == ["bip", "board_office", "customary", "press", "website"]
    assert plan["forms"] == ["opinion_letter", "remarks_electronic", "remarks_oral", "remarks_written"]
    assert len(plan["artefacts"]) == 13
    rule = plan["rules"][0]
    assert {key: rule[key] for key in ("id", "ok", "severity", "ref", "left", "right")} == {
        "id": "min_period",
        "ok": True,
        "severity": "error",
        "ref": "art. 6 ust. 5",
        "left": "2027-01-18",
        "right": "2027-01-18",
    }
    assert plan["moments"] == {"opens_at": "2026-12-13T23:00:00Z", "closes_at": "2027-01-18T23:00:00Z"}
    assert "latest_start" not in plan


def test_nothing_closes():
    plan = answer("plan", "inicjatywa_lokalna", "--start", "2026-12-14")
    assert plan["remarks"] == {"opens": "2026-12-14", "closes": None}
    assert plan["moments"]["closes_at"] is None
    assert plan["report_due"] is None
    assert "  remarks   2026-12-14 to …\n" in run("plan", "inicjatywa_lokalna", "--start", "2026-12-14").output


def test_a_broken_rule_is_an_answer():
    words = ("plan", "program_wspolpracy", "--start", "2026-11-20", "--target", "2026-11-30")
    plan = answer(*words)
    assert [(rule["id"], rule["severity"]) for rule in plan["rules"] if not rule["ok"]] == [
        ("consult_first", "error"),
        ("target_reachable", "warning"),
    ]
    assert (plan["latest_start"], plan["advised_start"]) == ("2026-11-06", "2026-10-09")
    text = run(*words).output
    assert "  error    consult_first            2026-11-30 >= 2026-12-12 [art. 5a ust. 1]\n" in text
    assert "  start     by 2026-11-06, advised by 2026-10-09\n" in text


def test_backward_without_a_start():
    plan = answer("plan", "program_wspolpracy", "--target", "2026-11-30")
    assert plan["remarks"]["opens"] == plan["latest_start"] == "2026-11-06"
    assert all(rule["ok"] for rule in plan["rules"])


def test_backward_into_the_older_law():
    plan = answer("plan", "rewitalizacja", "--target", "2023-10-02")
    assert plan["latest_start"] == "2023-08-30"
    assert plan["remarks"]["closes"] == "2023-09-29"


def test_forms_and_channels_that_are_missing():
    words = ("plan", "plan_ogolny", "--start", "2026-12-01", "--form", "survey", "--channel", "bip")
    plan = answer(*words)
    assert {"min": 1, "of": ["expert_panel", "open_meeting", "workshop"]} in plan["missing_forms"]
    assert ["board_area", "board_office"] in plan["missing_channels"]
    text = run(*words).output
    assert "  missing: board_area or board_office\n" in text
    assert "  missing: 1 of expert_panel, open_meeting, workshop\n" in text
    assert "  meetings  2026-12-09 to 2026-12-22\n" in text


def test_dates_by_hand():
    words = ("plan", "oos_dokument", "--start", "2026-12-03", "--date", "remarks_close=2026-12-24")
    assert [rule["id"] for rule in answer(*words)["rules"] if not rule["ok"]] == ["rolled_day"]


@pytest.mark.parametrize(
    ("when", "is_ok"),
    [("2026-12-09", True), ("2026-12-08T18:00", False), ("2026-12-08T23:30+00:00", True), ("2026-12-08T22:30Z", False)],
)
def test_a_meeting_is_on_its_day_in_poland(when, is_ok):
    plan = answer("plan", "plan_ogolny", "--start", "2026-12-01", "--meeting", f"workshop={when}")
    assert [rule["ok"] for rule in plan["rules"] if rule["id"] == "event_not_before"] == [is_ok]


def test_local_rules(tmp_path):
    file = tmp_path / "local.toml"
    file.write_text(
        '[[rules]]\nprocedure = "konsultacje_gmina"\nperiod = "remarks"\ndays = 28\nref = "XX/1/2025"\n'
        '[[rules]]\nprocedure = "rewitalizacja"\nperiod = "remarks"\ndays = 30\nref = "XX/2/2025"\n',
        encoding="utf-8",
    )
    words = ("plan", "konsultacje_gmina", "rewitalizacja", "--start", "2026-12-01", "--local-rules", str(file))
    assert answer(*words)["remarks"]["closes"] == "2027-01-05"
    assert answer(*words)["ignored_local_rules"] == [
        {"procedure": "rewitalizacja", "period": "remarks", "days": 30, "ref": "XX/2/2025", "statute_days": 35}
    ]
    assert "  ignored  XX/2/2025: remarks 30, the statute has 35\n" in run(*words).output
    file.write_text(file.read_text().replace("remarks", "voting"), encoding="utf-8")
    assert "there is no procedure 'konsultacje_gmina' with a period 'voting'" in refusal(*words)
    file.write_text(file.read_text().replace("konsultacje_gmina", "konsultacje_gminy"), encoding="utf-8")
    assert "there is no procedure 'konsultacje_gminy'" in refusal(*words)
    assert "No such file" in refusal(*words[:-1], str(tmp_path / "none.toml"))
    file.write_text("x", encoding="utf-8")
    assert "local.toml: Expected" in refusal(*words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("show mpzp", "there is no procedure 'mpzp'; there are akt_"),
        ("plan mpzp --start 2026-12-01", "there is no procedure 'mpzp'"),
        ("plan --start 2026-12-01", "Missing argument 'KEY...'"),
        ("show", "Missing argument 'KEY'"),
        ("list all", "Got unexpected extra argument (all)"),
        ("plan rewitalizacja --begin 2026-12-01", "No such option"),
        ("calendar", "No such command 'calendar'"),
        ("plan rewitalizacja", "give --start DATE, --target DATE or both"),
        ("plan rewitalizacja --start 2026-W50", "'2026-W50' is not a day such as 2026-09-15"),
        ("plan rewitalizacja --start 20261201", "'20261201' is not a day"),
        ("plan rewitalizacja --start 0001-01-01", "0001-01-01 is not between 1990-01-01 and 2199-12-31"),
        ("plan plan_ogolny --start 2026-12-01 --form party", "--form party: 'party' is not one of citizens_vote"),
        ("plan plan_ogolny --start 2026-12-01 --channel radio", "--channel radio: 'radio' is not one of bip"),
        ("plan plan_ogolny --start 2026-12-01 --date remarks_open=2026-12-02", "is the first day of plan_ogolny; give"),
        (
            "plan plan_ogolny --start 2026-12-01 --date initiated=2026-11-02 --date initiated=2026-11-03",
            "give each event once",
        ),
        ("plan rewitalizacja --start 2026-02-29", "'2026-02-29' is not a day such as 2026-09-15"),
        ("plan rewitalizacja --start 1.12.2026", "'1.12.2026' is not a day"),
        ("plan rewitalizacja --start 2026-12-01 --target soon", "'soon' is not a day"),
        ("plan rewitalizacja --start 9999-12-31", "9999-12-31 is not between 1990-01-01 and 2199-12-31"),
        ("plan plan_ogolny --start 2023-01-02", "plan_ogolny has no version for 2023-01-02; it has 2023-09-24 to …"),
        ("plan plan_ogolny --start 2026-12-01 --level powiat", "plan_ogolny is not for the level powiat"),
        ("plan plan_ogolny --start 2026-12-01 --date closes=2026-12-30", "--date closes=2026-12-30: 'closes' is not"),
        ("plan plan_ogolny --start 2026-12-01 --meeting party=2026-12-10", "'party' is not one of citizens_vote"),
        ("plan plan_ogolny --start 2026-12-01 --meeting workshop=2026-12-10T25", "is not a time such as"),
        ("plan plan_ogolny --start 2026-12-01 --meeting workshop=0001-01-01T00:30", "0001-01-01T00:30"),
        ("plan plan_ogolny --start 2026-12-01 --meeting workshop=2026-03-29T02:30", "the clocks go forward over"),
        (
            "plan plan_ogolny --start 2026-12-01 --meeting workshop=2026-10-25T02:30",
            "comes twice, for the clocks go back; say 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
        ),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(words, message):
    assert message in refusal(*words.split())
