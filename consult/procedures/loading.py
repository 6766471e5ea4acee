"""Reads the catalogue's files."""

import tomllib
from functools import cache
from pathlib import Path

from consult.procedures.rules.catalogue import Catalogue, read_catalogue
from consult.procedures.rules.local import LocalRule, read_local_rules
from consult.procedures.rules.part import BadCatalogue, Part

FOLDER = Path(__file__).parent / "catalogue"
VOCABULARY = "vocabulary.toml"


def read_file(path: Path) -> Part:
    """Read one file, and say in one line where it is no TOML."""
    try:
        return Part(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise BadCatalogue(f"{path.name}: {mistake}") from mistake


@cache
def load_catalogue(folder: Path = FOLDER) -> Catalogue:
    """Read the catalogue once; it is the same until the next start."""
    records = [read_file(path) for path in sorted(folder.glob("*.toml")) if path.name != VOCABULARY]
    return read_catalogue(read_file(folder / VOCABULARY), records)


def load_local_rules(path: Path) -> tuple[LocalRule, ...]:
    """Read the local rules of an authority."""
    return read_local_rules(read_file(path))
