"""Promises of the templates: they compile, are short, and hold words and structure only."""

import re

import pytest
from jinja2 import nodes

from tests.architecture.sources import JINJA, ROOT, TEMPLATES, is_page, relative, template

LONGEST = 120
SAFE: set[str] = set()  # templates that may say `|safe`, each with its reason
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false")

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=relative)


def test_every_template_compiles(app):
    for path in TEMPLATES:
        app.jinja_env.get_template(path.relative_to(ROOT / "templates").as_posix())


@every_template
def test_a_template_is_known_and_short(path):
    assert path.suffix in JINJA
    assert path.read_text().count("\n") <= LONGEST


@every_template
def test_blocks_are_closed_by_name(path):
    assert not re.search(r"endblock\s*-?%}", path.read_text())


@every_template
def test_markup_is_made_safe_in_python(path):
    assert relative(path) in SAFE or not UNSAFE.search(path.read_text())


@every_template
def test_a_page_has_a_layout_and_a_title(path):
    if not is_page(path):
        return
    tree = template(path)
    assert tree.find(nodes.Extends), "a page extends a layout"
    assert "title" in {block.name for block in tree.find_all(nodes.Block)}


@every_template
def test_what_is_imported_is_used(path):
    tree = template(path)
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    assert imported(tree) <= used


def imported(tree):
    """List the names that a template imports."""
    names = [name for found in tree.find_all(nodes.FromImport) for name in found.names]
    own = {name if isinstance(name, str) else name[1] for name in names}
    return own | {found.target for found in tree.find_all(nodes.Import)}


def taken():
    """List every (file, macro) that some template imports."""
    for path in TEMPLATES:
        for found in template(path).find_all(nodes.FromImport):
            for name in found.names:
                yield found.template.value, name if isinstance(name, str) else name[0]


def test_every_macro_of_the_components_is_used():
    in_use = set(taken())
    for path in sorted((ROOT / "templates" / "components").glob("*.html")):
        tree = template(path)
        here = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        for macro in tree.find_all(nodes.Macro):
            name = f"components/{path.name}"
            assert (name, macro.name) in in_use or macro.name in here, f"{name}: nobody uses {macro.name}"
