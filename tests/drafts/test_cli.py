"""The commands: a draft goes in from a file and comes out as JSON."""

import json

import pytest

from consult.drafts.cli import draft as group
from tests.drafts.reading.writer import odt, p
from tests.factories.drafts import TEXT


@pytest.fixture
def run(app):
    def running(*arguments, code=0):
        result = app.test_cli_runner().invoke(group, arguments)
        assert result.exit_code == code, result.output
        return result.output

    return running


def test_import_and_export(run, draft, tmp_path):
    file = tmp_path / "projekt.md"
    file.write_text(TEXT)
    report = json.loads(run("import", str(file), "--consultation", "park-nad-silnica", "--json"))
    assert (report["number"], report["units"]) == (2, 7)
    exported = json.loads(run("export", report["draft"]))
    assert exported["title"] == "Projekt programu"
    assert [unit["key"] for unit in exported["units"]][:3] == ["projekt-programu", "par-1", "par-1-ust-1"]
    assert "7 units" in run("import", str(file), "--consultation", "park-nad-silnica", "--title", "Inny")


def test_a_document_of_writer(run, draft, tmp_path):
    file = tmp_path / "projekt.odt"
    file.write_bytes(odt(p("§ 1. 1. Pierwszy.") + p("2. Drugi.")))
    assert "3 units" in run("import", str(file), "--consultation", "park-nad-silnica")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.rtf", b"x", "is not taken: Choose a .docx, .odt, .pdf, .txt or .md file."),
        ("a.pdf", b"x", "is not taken: The file is not what its name says."),
        ("a.txt", b"", "is not taken: There is no text in it."),
        ("a.txt", b"\xff", "is not taken: The file is not text in UTF-8."),
    ],
)
def test_what_is_no_draft(run, draft, tmp_path, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    assert said in run("import", str(file), "--consultation", "park-nad-silnica", code=1)


def test_what_is_not_there(run, draft, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("§ 1. Tekst")
    assert "there is no consultation inna" in run("import", str(file), "--consultation", "inna", code=1)
    assert "there is no draft" in run("export", "7e57d004-2b97-0e7a-b45f-5387367791cd", code=1)
