"""Promises of the code as a whole."""

import ast

import pytest

from tests.architecture.sources import PYTHON, ROOT, calls, relative

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MARKUP = {
    "consult/markup.py": "the one place where people's text becomes safe",
    "consult/web/filters.py": "typography gives markup back as it took it",
}


def test_there_is_one_commit():
    commits = [relative(path) for path in PYTHON for name, _ in calls(path) if name == "commit"]
    assert commits == ["consult/web/transaction.py"]


def test_no_template_stands_in_a_string():
    assert not [relative(path) for path in PYTHON for name, _ in calls(path) if name == "render_template_string"]


def test_text_becomes_safe_in_one_place():
    found = {relative(path) for path in PYTHON for name, _ in calls(path) if name == "Markup"}
    assert found <= MARKUP.keys()


def test_one_module_reads_the_environment():
    readers = [path for path in PYTHON if {"environ", "getenv"} & attributes(path)]
    assert {relative(path) for path in readers} <= {"consult/cli.py", "consult/config.py"}, "cli.py hands it over"


def attributes(path):
    return {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("folder", ["consult", "tests"])
def test_files_and_functions_are_short(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= LONGEST_FILE, f"{relative(path)} is long: make it a package of the same name"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = node.end_lineno - node.lineno + 1
                assert length <= LONGEST_FUNCTION, f"{relative(path)}: {node.name} has {length} lines"


def test_a_package_says_what_it_is():
    for path in (ROOT / "consult").glob("*/__init__.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), f"{relative(path)} has no docstring"
        assert len(tree.body) == 1, f"{relative(path)} holds code"
