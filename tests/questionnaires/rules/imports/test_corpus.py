"""Every real file of other programs, whole: nothing crashes, and what was said is asked."""

import pytest

from consult.questionnaires.import_words import FOREIGN
from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.imports.recognising import read_foreign
from consult.questionnaires.rules.reading import NotAQuestionnaire
from tests.questionnaires.rules.imports.limesurvey_cases import CASES, RSE

pytestmark = pytest.mark.complete
BROKEN = {
    "bad_calc.xlsx": ("survey:2", "expression_broken"),
    "calculate_without_calculation.xls": ("survey:34", "calculation_missing"),
    "duplicate_columns.xlsx": ("survey:1", "column_twice"),
    "enumerator_weekly.xls": ("survey:1", "column_twice"),
    "unknown_question_type.xls": ("survey:52", "unknown_type"),
}
"""Files that the newest tool of their own refuses too."""
COMPARES_DATES = "whova_form.xlsx"
"""Most of its conditions compare two answers, which ours cannot say yet."""


@pytest.fixture(scope="module")
def forms(shared_data):
    return shared_data / "forms"


def brought(path):
    return read_foreign(path.read_bytes(), path.stem)


def test_every_file_is_brought_or_says_what_is_wrong(forms):
    conditions = translated = 0
    refused = {}
    for path in sorted((*forms.glob("limesurvey/*.[lt]*"), *forms.glob("xlsform/*.xls*"))):
        try:
            found = brought(path)
        except NotAQuestionnaire as mistake:
            refused[path.name] = (mistake.problems[0].where, mistake.problems[0].what)
            continue
        compile_plan(found.document)
        assert {line.what for line in found.lines} <= set(FOREIGN)
        if path.name != COMPARES_DATES:
            conditions += found.conditions
            translated += found.translated
    assert refused == BROKEN
    assert translated >= 0.9 * conditions


def chosen(answers, plan):
    """Put any three options for `__3`."""
    return {
        key: [option.key for option in plan.question(key).options][: int(value[0][2:])]
        if isinstance(value, list) and value[0].startswith("__")
        else value
        for key, value in answers.items()
    }


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_survey_asks_what_its_words_say(forms, name):
    plan = compile_plan(brought(forms / "limesurvey" / name).document)
    asked = {item.key: item for item in plan.items}
    for key, answers, expected in CASES[name]:
        condition = asked[key].condition
        assert (condition is None or holds(condition, chosen(answers, plan))) is expected, (key, answers, condition)


def test_a_survey_that_was_fielded(shared_data):
    path = shared_data / "survey-rse" / "rse_all2018" / "definition" / "questions_to_import.txt"
    plan = compile_plan(brought(path).document)
    for key, answers, expected in RSE:
        assert holds(plan.question(key).condition, answers) is expected, (key, answers)
