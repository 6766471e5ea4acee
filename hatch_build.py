"""Compile the translations, so that they travel inside the wheel and are there for an editable install."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> None:
    """Write a `.mo` beside each `.po` that is newer."""
    for source in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text, target.open("wb") as compiled:
            write_mo(compiled, read_po(text))


class CompileTranslations(BuildHookInterface[Any]):
    """Compile before each build; pyproject.toml takes the whole folder into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before each build."""
        compile_catalogues(Path(self.root))
