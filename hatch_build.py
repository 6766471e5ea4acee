"""Compile the translations, so that they travel inside the wheel and are there for an editable install.

What is compiled is set in type: a one-letter word stays with the next one, a number with its unit.
"""

import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from consult.texts.typography import typography  # the package is not installed yet


def compile_catalogues(root: Path) -> None:
    """Write a `.mo` beside each `.po` that is newer."""
    for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, target.open("wb") as compiled:
            write_mo(compiled, _set_in_type(read_po(text), source.parts[-3]))


def _set_in_type(catalogue: Catalog, language: str) -> Catalog:
    for message in catalogue:
        if message.id and isinstance(message.string, str):
            message.string = typography(message.string, language)
        elif message.id:
            message.string = tuple(typography(form, language) for form in message.string)
    return catalogue


class CompileTranslations(BuildHookInterface[Any]):
    """Compile before each build; pyproject.toml takes the whole folder into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before each build."""
        compile_catalogues(Path(self.root))
