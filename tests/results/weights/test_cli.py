"""Weightings from the command line: kept, refused with one line, and the tables that they give."""

import json

import pytest

from consult.results.cli import results
from consult.results.rules.estimation.independence import rao_scott
from consult.results.rules.estimation.sample import draw
from consult.territory.cli import population
from tests.results.rules.estimation.r_results import table as columns
from tests.results.town import people, recount
from tests.results.weights.schools import ask_schools

MARGINS = "margin,category,people\nstype,E,4421\nstype,H,755\nstype,M,1018\nwide,No,1072\nwide,Yes,5122\n"
AGED = "moves;kategoria;N\nmoves;bus;400\nmoves;car;300\nmoves;bike;200\nmoves;foot;90\nmoves;other;10\n"


@pytest.fixture
def run(app):
    """Run `consult results …`: gives what it prints."""

    def run(*words, exit_code=0):
        done = app.test_cli_runner().invoke(results, [str(word) for word in words])
        assert done.exit_code == exit_code, done.output
        return done.output if exit_code else json.loads(done.output)

    return run


@pytest.fixture
def file(tmp_path):
    def write(text, name="margins.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def test_the_shares_are_those_of_r(run, file, survey, shared_data):
    """Raked schools in clusters: R's standard error, without its finite population correction."""
    here = ask_schools(survey, columns(shared_data / "survey-weights" / "apiclus1.csv"))
    kept = run("weighting", "--questionnaire", here, "--name", "raked", "--margins", file(MARGINS),
               "--start", "pw", "--clusters", "district", "--at-least", 1)  # fmt: skip
    assert kept["converged"] and kept["margins"][0]["rows"][0]["population_share"] == pytest.approx(
        4421 / 6194, abs=1e-6
    )
    found = run("table", "--questionnaire", here, "--rows", "awards", "--weights", "raked")
    yes = found["rows"][1]
    assert yes["share"] == pytest.approx(0.661269730322262, abs=1e-6)
    assert yes["se"] == pytest.approx(0.0217886008930767 / (1 - 15 / 757) ** 0.5, abs=1e-6)
    assert (yes["count"], found["base"]) == (130, 183) and found["weighted_base"] == pytest.approx(183, abs=1e-4)
    assert yes["raw_share"] == pytest.approx(130 / 183, abs=1e-6) and yes["low"] < yes["share"] < yes["high"]


def test_a_question_that_holds_weights_needs_no_weighting(run, survey, shared_data):
    data = columns(shared_data / "survey-weights" / "apistrat.csv")
    here = ask_schools(survey, data)
    found = run("table", "--questionnaire", here, "--rows", "awards", "--weights", "pw")
    assert found["rows"][1]["share"] == pytest.approx(0.638936064050578, abs=1e-6)
    assert found["rows"][1]["se"] == pytest.approx(0.0360031053567647, abs=1e-6)
    small = run("table", "--questionnaire", here, "--rows", "wide", "--columns", "stype", "--weights", "pw")
    assert "test" not in small  # a cell is withheld, and a test of the table could tell it
    crossed = run("table", "--questionnaire", here, "--rows", "awards", "--columns", "stype", "--weights", "pw")
    test = rao_scott(draw([float(weight) for weight in data["pw"]]), data["awards"], data["stype"])
    assert crossed["test"]["f"] == pytest.approx(test.f, abs=1e-5)
    assert crossed["test"]["p"] == pytest.approx(test.second_order)
    assert [column["base"] for column in crossed["columns"]] == [100, 50, 50]


def test_thin_categories_are_joined_and_told(run, file, survey):
    crowd = people(250)
    survey.answer(crowd)
    kept = run("weighting", "--questionnaire", survey.questionnaire_id, "--name", "by-transport",
               "--margins", file(AGED), "--at-least", 20)  # fmt: skip
    margin = kept["margins"][0]
    truth = recount(crowd, "moves")
    thin = {key for key, count in truth.items() if count < 20}
    assert thin and thin <= set(margin["joined"][0])
    assert kept["people"] == 250 and kept["deff"] > 1 and kept["effective_base"] < 250
    found = run("table", "--questionnaire", survey.questionnaire_id, "--rows", "moves", "--weights", "by-transport")
    assert found["rows"][0]["share"] == pytest.approx(0.4, abs=1e-4)
    assert [row["count"] for row in found["rows"]] == [truth[row["value"]] for row in found["rows"]]


def test_every_kind_of_question_is_weighted(run, file, survey):
    survey.answer(people(150))
    run("weighting", "--questionnaire", survey.questionnaire_id, "--name", "w", "--margins", file(AGED))
    for question in ("wants", "state", "clean", "age", "idea"):
        for where in ([], ["--where", "@class=resident"]):
            table = ["table", "--questionnaire", survey.questionnaire_id, "--rows", question, "--weights", "w", *where]
            check_rows(run(*table))


def check_rows(found):
    for part in found.get("lines", [found]):
        shown = [row for row in part["rows"] if row["share"] is not None]
        assert bool(shown) == (part["base"] is not None and bool(part["rows"]))
        assert (part["weighted_base"] is None) == (part["base"] is None)
        assert all(0 <= row["low"] <= row["share"] <= row["high"] <= 1 for row in shown)
        assert abs(sum(row["share"] - row["raw_share"] for row in shown)) < 0.4


REFUSED = (
    ("margin,category,people\nmoves,rocket,1\n", "no option rocket"),
    ("margin,category,people\ncolour,red,1\n", "no question colour"),
    ("margin,category,people\nmoves,bus\n", "row 2"),
    ("margin,category,people\nmoves,bus,many\n", "many is no number"),
    ("margin,category,people\n", "no row"),
    (AGED.replace(";", ",") + "bus,yes,1\nbus,no,1\n", "differ in their totals"),
)


def test_margins_that_cannot_be_used(run, file, survey):
    survey.answer(people(40))
    keep = ["weighting", "--questionnaire", survey.questionnaire_id, "--name", "w", "--margins"]
    for text, says in REFUSED:
        said = run(*keep, file(text), exit_code=1)
        assert len(said.strip().splitlines()) == 1 and says in said


def test_a_weighting_that_is_not_there(run, survey):
    survey.answer(people(40))
    said = run("table", "--questionnaire", survey.questionnaire_id, "--rows", "moves", "--weights", "none", exit_code=1)
    assert "there is no weighting none" in said


def test_other_ways_to_meet_the_margins(run, file, survey):
    crowd = people(250)
    survey.answer(crowd)
    for method in ("linear", "logit"):
        kept = run("weighting", "--questionnaire", survey.questionnaire_id, "--name", method, "--margins", file(AGED),
                   "--method", method, "--low", 0.1, "--high", 8)  # fmt: skip
        assert kept["converged"] and kept["least"] > 0
        found = run("table", "--questionnaire", survey.questionnaire_id, "--rows", "moves", "--weights", method)
        assert found["rows"][0]["share"] == pytest.approx(0.4, abs=1e-5)


def test_margins_from_the_territory(app, run, file, survey):
    """Imported by the command, matched by the words of the options where they say it."""
    aged = {"bus": "18-29", "car": "30-59", "bike": "60+"}
    rows = ["18-29,10", "30-59,25", "60+,15"]
    text = "\n".join(["teryt,plec,wiek,liczba", *(f"2661011,{sex},{row}" for sex in "MK" for row in rows)])
    done = app.test_cli_runner().invoke(population, ["import", str(file(text)), "--stated-on", "2025-12-31", "--json"])
    assert json.loads(done.output) == {"units": 1, "rows": 6, "unknown": 0}
    survey.answer(people(200))
    keep = ["weighting", "--questionnaire", survey.questionnaire_id, "--name", "aged", "--age", "moves"]
    meant = file(json.dumps({"moves": {"moves": aged}}), "map.json")
    kept = run(*keep, "--population", "2661", "--map", meant)
    shares = {row["category"]: row["population_share"] for row in kept["margins"][0]["rows"]}
    assert shares == {"18-29": 0.2, "30-59": 0.5, "60+": 0.3} and kept["margins"][0]["unknown"] > 0
    for more, says in (
        (["--population", "2604", "--map", meant], "are not known"),
        (["--population", "99", "--map", meant], "no unit 99"),
        (["--population", "2661"], "say with --map"),
        ([], "need --population"),
        (["--population", "2661", "--map", file("[]", "wrong.json")], "was expected"),
    ):
        assert says in run(*keep, *more, exit_code=1)
