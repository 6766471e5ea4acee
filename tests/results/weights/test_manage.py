"""The pages of weights: made from the register or a file, seen, used beside the raw results, taken away."""

from datetime import date
from io import BytesIO

import pytest

from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.territory import operations
from consult.territory.population import Band
from tests.factories.questionnaires import make_asked
from tests.page_checks import words
from tests.results.surveys import DESK, store
from tests.results.town import option, texts

pytestmark = pytest.mark.both_databases

DAY = date(2026, 3, 12)
DOCUMENT = {
    "consult": 1,
    "title": texts("Who are you?"),
    "languages": ["pl", "en"],
    "about": ["area"],
    "sections": [
        {
            "key": "who",
            "questions": [
                {"key": "sex", "kind": "single", "text": texts("Sex"),
                 "options": [option("f", "a woman"), option("m", "male"), option("x", "no answer")]},
                {"key": "age", "kind": "single", "text": texts("Age"),
                 "options": [option("young", "18-29"), option("middle", "30–59"), option("old", "60 or older")]},
                {"key": "park", "kind": "single", "text": texts("Do you want the park?"),
                 "options": [option("yes", "yes"), option("no", "no")]},
            ],
        }
    ],
}  # fmt: skip
CROWD = {
    ("f", "young", "yes"): 40,
    ("f", "middle", "yes"): 25,
    ("f", "old", "no"): 12,
    ("m", "young", "yes"): 15,
    ("m", "middle", "no"): 30,
    ("m", "old", "no"): 11,
    ("x", "old", "yes"): 5,
}
PEOPLE = [
    Band("2604", "K", 18, 29, 90),
    Band("2604", "K", 30, 59, 210),
    Band("2604", "K", 60, None, 200),
    Band("2604", "M", 18, 29, 100),
    Band("2604", "M", 30, 59, 220),
    Band("2604", "M", 60, None, 180),
]


@pytest.fixture
def here(survey):
    """Publish a second questionnaire, which asks for sex and age, with answers."""
    with survey.write() as session:
        consultation = session.get_one(Questionnaire, survey.questionnaire_id).consultation
        version = make_asked(session, consultation, DOCUMENT)
        people = [dict(zip(("sex", "age", "park"), one, strict=True)) for one, n in CROWD.items() for _ in range(n)]
        store(
            session, session.get_one(QuestionnaireVersion, version.id), [(one, DAY, None, "260402") for one in people]
        )
        operations.load_population(session, PEOPLE, stated_on=date(2025, 12, 31), source="GUS")
    return f"{DESK}/2"


def made(browser, here):
    """Make weights by sex and age, as an analyst does."""
    page = browser.visit(f"{here}/wagi")
    page = browser.send(
        page, name="sex-and-age", unit="2604", sex="sex", age="age", button="Next: what the options mean"
    )
    assert page.select_one("[name=age-old]")["value"] == "60+"
    assert page.select_one("[name=sex-m] [selected]")["value"] == "M"
    return browser.send(page, {"sex-f": "K"})


def test_weights_by_sex_and_age(official, here):
    browser = official("analyst")
    page = made(browser, here)
    said = words(page.main)
    assert "Least reached: women / 60+" in said
    assert "5 people did not say" in said
    rows = {words(row.th): [words(cell) for cell in row.select("td")] for row in page.select("tbody tr")}
    assert rows["women / 18-29"] == ["40", "30%", "9%", "3.3"]
    assert page.select_one("a.button")["href"].endswith("?wagi=sex-and-age")
    page = browser.visit(f"{here}?wagi=sex-and-age")
    assert "neither the raw nor the weighted numbers" in words(page.main)
    yes = {words(row.th): [words(cell) for cell in row.select("td")] for row in page.select("#q-park tbody tr")}["yes"]
    assert yes[0] == "62%" and yes[2] == "85" and int(yes[1].split("%")[0]) < 50
    assert "design effect" in words(page.select_one("#q-park"))
    page = browser.send(browser.visit(f"{here}/wagi/sex-and-age"), button="Delete these weights")
    assert "None yet" in words(page.main)


def test_the_filters_keep_the_weights(official, here):
    browser = official("analyst")
    made(browser, here)
    page = browser.send(browser.visit(f"{here}?wagi=sex-and-age"), {"p-age": "young"}, form="form.filters")
    assert "wagi=sex-and-age" in page.url
    assert words(page.select_one("#q-park thead")).count("weighted") == 1


def test_weights_from_a_file(official, here):
    browser = official("editor")
    page = browser.visit(f"{here}/wagi/z-pliku")
    page = browser.send(page, name="by-park", file=(BytesIO(b"m,c,n\npark,rocket,5\n"), "m.csv"))
    assert "park has no option rocket" in words(page.main)
    file = (BytesIO(b"m,c,n\npark,yes,30\npark,no,70\n"), "margins.csv")
    page = browser.send(browser.visit(f"{here}/wagi/z-pliku"), name="by-park", file=file)
    assert "margins.csv" in words(page.main)


def test_what_cannot_be_weighted_says_why(official, here):
    browser = official("analyst")
    for unit, ages, says in (
        ("2601", {}, "are not known"),
        ("2604", {"age-old": "50+"}, "overlap"),
        ("2604", {"age-old": "old"}, "Write ages"),
    ):
        page = browser.send(f"{here}/wagi", name="w", unit=unit, sex="sex", age="age")
        assert says in words(browser.send(page, {"sex-f": "K", **ages}).main)


def test_a_clerk_makes_no_weights(official, here):
    browser = official("clerk")
    browser.visit(f"{here}/wagi", status=404)
    assert "Weights" not in words(browser.visit(here).main)
