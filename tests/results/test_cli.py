"""The command: the same numbers as JSON, and one clear line where it cannot."""

import json
from uuid import uuid4

import pytest

from consult.results.cli import results
from tests.results.town import people, recount

pytestmark = pytest.mark.both_databases


@pytest.fixture
def table(app, survey):
    """Run `consult results table`: gives what it prints."""

    def run(*arguments, exit_code=0):
        words = ["table", "--questionnaire", str(survey.questionnaire_id), *arguments]
        done = app.test_cli_runner().invoke(results, words)
        assert done.exit_code == exit_code, done.output
        return done.output if exit_code else json.loads(done.output)

    return run


def counts(found):
    return {row["value"]: row["count"] for row in found["rows"]}


def test_a_table_has_what_was_agreed(table, survey):
    crowd = people(250)
    survey.answer(crowd)
    found = table("--rows", "clean")
    truth = recount(crowd, "clean")
    assert counts(found) == {value: truth[value] for value in (1, 2, 3, 4, 5, "dk")}
    assert (found["question"], found["base"], found["weighted_base"], found["deff"]) == (
        "clean",
        truth.total(),
        None,
        None,
    )
    assert found["asked"] == found["base"] + found["skipped"] == 250
    row = found["rows"][3]
    assert row["label"] == "good"
    assert row["share"] == pytest.approx(truth[4] / truth.total(), abs=1e-6)
    assert row["low"] < row["share"] < row["high"]
    assert row["se"] == pytest.approx((row["share"] * (1 - row["share"]) / truth.total()) ** 0.5, abs=1e-6)


def test_a_matrix_has_a_table_for_each_row(table, survey):
    survey.answer(people(100))
    found = table("--rows", "state")
    assert [line["line"] for line in found["lines"]] == ["lights", "paths", "trees"]
    assert found["lines"][0]["rows"][5]["value"] == "dk"


def test_numbers_come_in_bins(table, survey):
    survey.answer(people(200))
    found = table("--rows", "age")
    assert sum(row["count"] for row in found["rows"]) == found["base"]


def test_only_those_who_answered_so(table, survey):
    crowd = people(400)
    survey.answer(crowd)
    found = table("--rows", "moves", "--where", "@class=resident", "--where", "@area=2661011")
    chosen = [one for one in crowd if one[2] == "resident" and one[3] == "266101"]
    for value, count in counts(found).items():
        assert count in (None, recount(chosen, "moves")[value])
    assert counts(found)["car"] == recount(chosen, "moves")["car"]


def test_a_small_group_is_null(table, survey):
    survey.answer(people(60) + [(*one[:2], "public_body", one[3]) for one in people(4)])
    found = table("--rows", "moves", "--where", "@class=public_body")
    assert found["base"] is None
    assert set(counts(found).values()) == {None}


def test_a_small_group_is_null_in_each_row_of_a_matrix_and_in_a_cross(table, survey):
    survey.answer(people(60) + [(*one[:2], "public_body", one[3]) for one in people(4)])
    few = ["--where", "@class=public_body"]
    lines = table("--rows", "state", *few)["lines"]
    assert [line["line"] for line in lines] == ["lights", "paths", "trees"]
    assert {row["count"] for line in lines for row in line["rows"]} == {None}
    assert set(counts(table("--rows", "clean", "--columns", "moves", *few)).values()) == {None}


def test_one_question_by_another(table, survey):
    crowd = people(600)
    survey.answer(crowd)
    found = table("--rows", "clean", "--columns", "moves")
    cars = next(column for column in found["columns"] if column["value"] == "car")
    for row in cars["rows"]:
        truth = sum(a.get("clean") == row["value"] and a["moves"] == "car" for a, *_about in crowd)
        assert row["count"] in (truth, None)
    assert sum(row["count"] is not None for row in cars["rows"]) > 3
    for column in found["columns"]:
        assert not any(0 < row["count"] < 10 for row in column["rows"] if row["count"] is not None)


def test_what_the_public_sees_has_no_small_count(table, survey):
    survey.answer(people(80))
    for key in ("moves", "wants", "clean", "age"):
        assert not any(
            0 < count < 10 for count in counts(table("--rows", key, "--public")).values() if count is not None
        )
    assert table("--rows", "idea", "--public")["rows"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rows", "nothing"], "there is no question nothing"),
        (["--rows", "moves", "--where", "moves=rocket"], "moves=rocket"),
        (["--rows", "moves", "--where", "age=5"], "age=5"),
        (["--rows", "moves", "--columns", "wants"], "wants has not one answer"),
        (["--rows", "moves", "--columns", "moves"], "with itself"),
        (["--rows", "moves", "--public", "--where", "moves=car"], "--public shows everybody"),
        (["--rows", "moves", *["--where", "@class=resident"] * 2], "once for each question"),
        (["--rows", "moves", "--questionnaire", str(uuid4())], "there is no published questionnaire"),
    ],
)
def test_a_wrong_word_is_told_in_one_line(table, arguments, said):
    output = table(*arguments, exit_code=1)
    assert said in output
    assert output.strip().count("\n") == 0
