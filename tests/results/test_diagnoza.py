"""Real answers: everything that is shown of them is what an independent recount of the file gives."""

import csv
import json
from collections import Counter

import pytest
from sqlalchemy import func, select

from consult.questionnaires.cli import import_submissions
from consult.questionnaires.models import IncomingSubmission, Submission
from consult.questionnaires.operations import seal
from consult.results.cli import results
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.results.diagnoza import AGREES, DOCUMENT, EDUCATION, ITEMS, LIFE, MAP
from tests.results.surveys import OPEN, Survey

SEX = ("kobieta", "mężczyzna")
AIMS = ("PRZYJEMNOSCI", "POCZUCIE SENSU")


@pytest.fixture
def real(app, write, at, shared_data, tmp_path):
    """Import all 19,415 respondents."""
    at(NOW)
    with write() as session:
        office = make_office(session)
        consultation = make_published(session, office, "Park nad Silnicą", OPENS_ON, LAST_DAY)
        version = make_asked(session, consultation, DOCUMENT)
        made = Survey(app, write, office.id, version.questionnaire_id, version.id)
    at(OPEN)
    path = shared_data / "diagnoza2013" / "odpowiedzi.csv"
    (tmp_path / "map.json").write_text(json.dumps(MAP))
    words = [str(path), "--questionnaire", str(made.questionnaire_id), "--map", str(tmp_path / "map.json"), "--json"]
    done = app.test_cli_runner().invoke(import_submissions, words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["submissions"] == 19_415
    with path.open(encoding="utf-8", newline="") as file:
        return made, list(csv.DictReader(file))


def table(app, survey, *arguments):
    done = app.test_cli_runner().invoke(results, ["table", "--questionnaire", str(survey.questionnaire_id), *arguments])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def counts(found):
    return [row["count"] for row in found["rows"]]


def recount(rows, column, words):
    found = Counter(row[column] for row in rows)
    return [found[word] for word in words]


def is_told(seen, exact, *, whole):
    """Compare; of a group that filters cut out, a few counts are withheld."""
    gaps = [true for known, true in zip(seen, exact, strict=True) if known is None]
    return all(known in {None, true} for known, true in zip(seen, exact, strict=True)) and not (whole and gaps)


def shown_on(page, figure):
    """Read the counts of a table from a page: the last column."""
    lines = page.select(f"#{figure} tbody tr")
    return [int("".join(filter(str.isdigit, line.select("td")[-1].text))) for line in lines]


@pytest.mark.complete
def test_every_count_is_that_of_the_file(app, real, write):
    survey, rows = real
    with write() as session:
        seal(session, survey.questionnaire_id, now=OPEN)
    with write() as session:
        assert session.scalar(select(func.count()).select_from(Submission)) == len(rows)
        assert session.scalar(select(func.count()).select_from(IncomingSubmission)) == 0
    for where, people in (
        ((), rows),
        (("--where", "sex=o0"), [row for row in rows if row["plec"] == "kobieta"]),
        (
            ("--where", "sex=o1", "--where", "school=o3"),
            [row for row in rows if (row["plec"], row["eduk4_2013"]) == ("mężczyzna", EDUCATION[3])],
        ),
    ):
        for question, column, words in (
            ("sex", "plec", SEX),
            ("school", "eduk4_2013", EDUCATION),
            ("life", "gp3", LIFE),
            ("aim", "gp29", AIMS),
        ):
            found = table(app, survey, "--rows", question, *where)
            exact = recount(people, column, words)
            assert is_told(counts(found), exact, whole=not where), (question, where)
            assert found["base"] in {None, sum(exact)}
        matrix = table(app, survey, "--rows", "views", *where)
        for item, line in zip(ITEMS, matrix["lines"], strict=True):
            assert is_told(counts(line), recount(people, item, AGREES), whole=not where)
        hours = table(app, survey, "--rows", "hours", *where)
        assert hours["base"] == sum(bool(row["gp113"]) for row in people)
    page = survey.official("analyst").visit("/urzad/k/park-nad-silnica/wyniki/1?p-sex=o0")
    women = [row for row in rows if row["plec"] == "kobieta"]
    assert shown_on(page, "q-school") == recount(women, "eduk4_2013", EDUCATION)
    assert shown_on(page, "q-life") == recount(women, "gp3", LIFE)
