"""Write who may do what into access.txt: `python -m tests.architecture.access_list`."""

import tempfile
from pathlib import Path

from flask import Flask

from consult.app import create_app
from consult.config import Settings
from tests.databases import ENVIRONMENT

LIST = Path(__file__).with_name("access.txt")


def access_list(app: Flask) -> str:
    """List each address with its methods and its rule, sorted."""
    lines = []
    for rule in app.url_map.iter_rules():
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        access = app.view_functions[rule.endpoint].access  # type: ignore[attr-defined]
        lines.append(f"{rule.rule}  {' '.join(methods)}  {access.__name__}\n")
    return "".join(sorted(lines))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_environment(ENVIRONMENT | {"CONSULT_DATA_DIR": folder}))
        LIST.write_text(access_list(app), encoding="utf-8")


if __name__ == "__main__":
    main()
