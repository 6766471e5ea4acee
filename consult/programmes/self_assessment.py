"""The ready questionnaires of the self-assessment of cooperation: one question, six matters, five levels.

Each class is asked in a questionnaire of its own, so that each passes the public gate of results by itself.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

PREFIX = "maturity_"
"""How the key of the question begins; the class follows."""
HIGHEST = 5
LANGUAGES = ("pl", "en", "uk")


@cache
def said() -> Mapping[str, Any]:
    """Read what the document says."""
    data: Mapping[str, Any] = json.loads(files(__package__).joinpath("maturity.json").read_text(encoding="utf-8"))
    return data


def documents() -> list[dict[str, Any]]:
    """Make the questionnaire of each class."""
    return [_document(key) for key in said()["classes"]]


def _document(key: str) -> dict[str, Any]:
    told = said()
    question = {
        "key": f"{PREFIX}{key}",
        "kind": "matrix",
        "text": told["question"],
        "required": True,
        "min": 1,
        "max": HIGHEST,
        "rows": [{"key": area, "text": text} for area, text in told["areas"].items()],
        "options": [{"key": level, "text": text} for level, text in told["levels"].items()],
    }
    section = {"key": "cooperation", "title": told["section"], "questions": [question]}
    return {"consult": 1, "title": told["titles"][key], "languages": list(LANGUAGES), "sections": [section]}
