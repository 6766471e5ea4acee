"""The files of the project, for the tests that read them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
PYTHON = sorted((ROOT / "consult").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
NOT_OURS = {".git", ".venv", "__pycache__", "data", "dist", "vendor", "node_modules"}
PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
JINJA = {".html", ".txt"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def ours() -> Iterator[Path]:
    """Find every text file that we keep in the repository."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        is_cache = any(part in NOT_OURS or part.endswith(("_cache", ".egg-info")) for part in parts)
        if path.is_file() and not is_cache and not parts[0].startswith((".hypothesis", ".coverage")):
            yield path


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Find every call in a module, with the last part of the called name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
            yield name, node


def template(path: Path) -> nodes.Template:
    return PARSER.parse(path.read_text(encoding="utf-8"), filename=relative(path))


def is_page(path: Path) -> bool:
    """Tell whether a template is a whole page rather than a part, a component, a layout or a mail."""
    kinds = set(path.relative_to(ROOT / "templates").parts[:-1])
    return path.suffix == ".html" and not path.name.startswith("_") and not kinds & {"components", "layouts", "mail"}
