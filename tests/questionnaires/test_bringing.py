"""Questionnaires of other programs: by a command, on the officials' page, and in words."""

import ast
import json
from io import BytesIO
from pathlib import Path

import pytest

from consult.questionnaires.cli import questionnaire
from consult.questionnaires.import_words import FOREIGN, line_words, place_words
from consult.questionnaires.rules import imports
from consult.questionnaires.rules.imports.recognising import recognised
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.words import PROBLEMS
from tests.page_checks import words
from tests.questionnaires.rules.imports.limesurvey_files import old
from tests.questionnaires.rules.imports.sheets import workbook
from tests.questionnaires.sampling import SAMPLES

LIST = "/urzad/k/park-nad-silnica/ankieta"
FORM = workbook(
    survey=[
        ("type", "name", "label::pl", "relevant", "required"),
        ("select_one_from_file towns.csv", "town", "Skąd?", "", "yes"),
        ("text", "why", "Dlaczego?", "${town} = 'k'", ""),
        ("text", "more", "Co jeszcze?", "${why} = 'x'", ""),
    ]
)
SURVEY = json.dumps({"title": "Ankieta", "elements": [{"type": "file", "name": "x", "visibleIf": "{x} ="}]}).encode()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (SAMPLES["single"].read_bytes(), "native"),
        (b"\xef\xbb\xbf" + SURVEY, "surveyjs"),
        (FORM, "xlsform"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xlsform"),
        (old(("A", "S")), "lss"),
        (b"PK\x03\x04survey.lss", "lss"),
        (b"id\tclass\ttype/scale\tname\n", "lss"),
        (b"{", "native"),
        (b"%PDF-1.7", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_what_it_holds(data, form):
    assert recognised(data) == form


def test_a_command_brings_a_form_with_its_files(app, asked, tmp_path):
    asked()
    (tmp_path / "towns.csv").write_text("name,label\nk,Kielce\ns,Sandomierz\n", encoding="utf-8")
    file = tmp_path / "form.xlsx"
    file.write_bytes(FORM)
    runner = app.test_cli_runner()
    done = runner.invoke(questionnaire, ["import", str(file), "--consultation", "park-nad-silnica", "--json"])
    assert done.exit_code == 0, done.output
    made = json.loads(done.output)
    assert set(made) == {"questionnaire", "questions", "conditions", "conditions_translated", "report"}
    assert (made["questions"], made["conditions"], made["conditions_translated"]) == (3, 2, 1)
    (line,) = made["report"]
    assert line["where"] == "sheet “survey”, row 4"
    assert "${why} = 'x'" in line["what"]


def test_a_broken_file_is_one_line(app, asked, tmp_path):
    asked()
    file = tmp_path / "survey.lss"
    file.write_bytes(b"<document>\n<rows></document>")
    runner = app.test_cli_runner()
    done = runner.invoke(questionnaire, ["import", str(file)])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "survey.lss: line 2: is no XML that can be read" in done.output
    done = runner.invoke(questionnaire, ["import", str(file), "--format", "xlsform"])
    assert "is no spreadsheet" in done.output or "cannot be opened" in done.output


def test_an_official_brings_one_and_reads_what_became_of_it(signed, asked):
    asked()
    editor = signed("editor")
    page = editor.send(f"{LIST}?lang=en", file=(BytesIO(SURVEY), "ankieta.json"))
    said = words(page.select_one("main"))
    assert "elements[0]: questions of the type “file” are asked in words" in said
    assert "Conditions in the file 1" in said
    assert "Conditions that are kept 0" in said
    page = editor.visit(page.select_one(f"main a[href='{LIST}/2']")["href"])
    assert page.h1.text == "Ankieta"
    page = editor.visit(page.find("a", string="What became of the file")["href"])
    assert said == words(page.select_one("main"))
    page = editor.send(f"{LIST}?lang=en", file=(BytesIO(old(("A", "S"))[:90]), "x.lss"))
    assert "line 1: is no XML that can be read" in words(page.select_one("main"))


def test_everything_that_is_told_has_its_words(app):
    told = set()
    for path in Path(imports.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if name in {"tell", "refuse", "CannotTranslate"}:
                at = 0 if name == "CannotTranslate" else 1
                told |= {one.value for one in node.args[at : at + 1] if isinstance(one, ast.Constant)}
    assert told
    assert told <= {*FOREIGN, *PROBLEMS}


def test_a_report_is_kept_as_it_was_told(app):
    inner = Problem("x", "bad_parts", {"count": 50}, is_mistake=False)
    line = Problem("survey:3", "kept_as_words", {"kind": "single", "why": inner}, is_mistake=False)
    assert Problem.from_data(json.loads(json.dumps(line.as_data()))) == line


def test_words_and_places(app):
    with app.test_request_context("/?lang=en"):
        inner = Problem("", "bad_parts", {"count": 50})
        line = Problem("", "kept_as_words", {"kind": "single", "why": inner}, is_mistake=False)
        assert "(single, must be a list of 1 to 50 conditions)" in line_words(line)
        assert place_words("survey:12") == "sheet “survey”, row 12"
        assert place_words("line:7 Q1") == "line 7 (Q1)"
        assert place_words("pages[0].elements[1]") == "pages[0].elements[1]"
