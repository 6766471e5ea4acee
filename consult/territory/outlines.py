"""Outlines of gminas, drawn once: those of the świętokrzyskie voivodeship, as paths of SVG."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

BUNDLED = "swietokrzyskie_outlines.csv"
SIZE = (1000, 844)
"""Width and height of the whole drawing, in the units of the paths."""


@cache
def outlines(voivodeship: str) -> Mapping[str, str]:
    """Give the paths of a voivodeship's gminas by their lasting codes: nothing for one whose outlines we have not."""
    text = files("consult.territory").joinpath(BUNDLED).read_text(encoding="utf-8")
    return {row["code6"]: row["path"] for row in csv.DictReader(text.splitlines()) if row["code6"][:2] == voivodeship}
