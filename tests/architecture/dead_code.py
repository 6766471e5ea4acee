"""Look for code that nobody uses, knowing what the templates use: `python -m tests.architecture.dead_code`.

What a framework calls by its name stands in tests/vulture_allowed.py.
"""

import sys
import tomllib
from collections.abc import Iterator

from jinja2 import nodes
from vulture import Vulture

from tests.architecture.sources import ROOT, TEMPLATES, template


def said_in_templates() -> Iterator[str]:
    """Find the names that templates read or call."""
    for path in TEMPLATES:
        tree = template(path)
        yield from (name.name for name in tree.find_all(nodes.Name) if name.ctx == "load")
        yield from (found.attr for found in tree.find_all(nodes.Getattr))
        yield from (found.name for found in tree.find_all(nodes.Filter))


def unused() -> list[str]:
    """List what is left over, with its place."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["vulture"]
    vulture = Vulture(ignore_names=settings["ignore_names"], ignore_decorators=settings["ignore_decorators"])
    vulture.scavenge([ROOT / path for path in settings["paths"]])
    vulture.scan("\n".join(f"_.{name}" for name in sorted(set(said_in_templates()))), filename="templates")
    return [item.get_report() for item in vulture.get_unused_code()]


if __name__ == "__main__":
    sys.exit("\n".join(unused()) or None)
