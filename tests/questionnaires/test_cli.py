"""consult questionnaire import, export, lint."""

import json

import pytest

from consult.cli import consult as program
from consult.consultations.queries import find_consultation
from consult.questionnaires.cli import questionnaire
from consult.questionnaires.queries import list_questionnaires
from tests.questionnaires.sampling import SAMPLES, document


@pytest.fixture
def run(app, asked):
    """Run a command; gives its exit code and what it prints."""
    asked()
    runner = app.test_cli_runner()

    def command(*words, code=0):
        done = runner.invoke(questionnaire, [str(word) for word in words])
        assert done.exit_code == code, done.output
        return done.output

    return command


def test_import_into_a_consultation(run, read):
    made = json.loads(run("import", SAMPLES["routing"], "--consultation", "park-nad-silnica", "--json"))
    assert (made["questions"], made["conditions"], made["conditions_translated"], made["report"]) == (6, 3, 3, [])
    with read() as session:
        both = list_questionnaires(session, find_consultation(session, "park-nad-silnica").id)
        assert str(both[1].id) == made["questionnaire"]
        assert both[1].published_number is None
    assert json.loads(run("export", made["questionnaire"])) == document("routing")


def test_import_makes_a_consultation_in_preparation(run, read):
    run("import", SAMPLES["languages"])
    with read() as session:
        found = find_consultation(session, "trzy-jezyki")
        assert found.published_number is None
        assert found.versions[0].languages == ["pl", "uk", "en"]
        assert len(list_questionnaires(session, found.id)) == 1


def test_what_is_wrong_is_told_in_one_line(run, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text('{"consult": 1, "title": {"pl": "T"}, "sections": [{"key": "s", "questions": [{"key": "?"}]}]}')
    said = run("import", bad, code=1)
    assert said.count("\n") == 1
    assert "sections[0].questions[0].key: must be 1 to 60 letters" in said
    assert "more: consult questionnaire lint" in said
    report = json.loads(run("lint", bad, "--json", code=1))
    assert {"where": "sections[0].questions[0].kind", "what": report["report"][1]["what"]} in report["report"]
    for nonsense in ("{", "\xff"):
        bad.write_bytes(nonsense.encode("latin-1"))
        assert run("import", bad, code=1).count("\n") == 1


def test_lint(run):
    assert json.loads(run("lint", SAMPLES["single"], "--json")) == {"ok": True, "report": []}
    assert "can be used" in run("lint", SAMPLES["single"])


def test_unknown_names(run):
    assert "no consultation" in run("import", SAMPLES["single"], "--consultation", "nie-ma", code=1)
    assert "no questionnaire" in run("export", "00000000-0000-4000-8000-000000000000", code=1)


def test_it_is_part_of_the_program():
    assert "questionnaire" in program.commands
