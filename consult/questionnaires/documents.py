"""A document in the order in which people read it: a database may give its parts back in another."""

import json
from typing import Any

ORDER = (
    "consult", "key", "kind", "title", "intro", "languages", "about", "text", "hint", "required", "if", "all", "any",
    "not", "question", "op", "value", "look", "precision", "cells", "nps", "today", "days", "months", "years",
    "rows", "parts", "total", "unit", "decimals", "step", "min", "max", "long", "options", "exclusive", "other",
    "sections", "questions", "pl", "en", "uk",
)  # fmt: skip
_PLACES = {name: place for place, name in enumerate(ORDER)}


def written(document: Any) -> str:
    """Write a document as a file that people read and change."""
    return json.dumps(in_order(document), ensure_ascii=False, indent=2) + "\n"


def in_order(part: Any) -> Any:
    """Give the same document with its parts in our order; unknown ones come last, by name."""
    if isinstance(part, list):
        return [in_order(item) for item in part]
    if isinstance(part, dict):
        names = sorted(part, key=lambda name: (_PLACES.get(name, len(ORDER)), name))
        return {name: in_order(part[name]) for name in names}
    return part
