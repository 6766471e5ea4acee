"""The parts of a survey's JSON, with their places: what is missing is empty, what is of a wrong sort is refused."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.imports.languages import number
from consult.questionnaires.rules.imports.report import refuse

DEFAULT = "default"
WORDS = frozenset({
    "title", "text", "description", "html", "label", "labelTrue", "labelFalse", "otherText", "noneText",
    "minRateDescription", "maxRateDescription", "requiredErrorText", "completedHtml",
})  # fmt: skip
"""Where texts by language stand."""
DEEPEST = 60
"""So deep objects and lists may stand in each other."""


@dataclass(frozen=True)
class Part:
    """An object of the JSON: a page, a panel, a question, a column, an option."""

    where: str
    data: Mapping[str, Any]
    base: str
    """The language of texts that name none."""

    @property
    def name(self) -> str:
        """Give its name."""
        return str(self.data.get("name") or self.data.get("value") or "")

    @property
    def type(self) -> str:
        """Give its type."""
        return str(self.data.get("type") or "text")

    def word(self, name: str) -> str:
        """Give a text without languages, such as an expression."""
        value = self.data.get(name)
        return value.strip() if isinstance(value, str) else ""

    def flag(self, name: str) -> bool:
        """Tell whether something is switched on."""
        return self.data.get(name) is True

    def number(self, name: str) -> float | None:
        """Give a number, written as one or as text."""
        value = self.data.get(name)
        if isinstance(value, bool):
            return None
        found = number(value) if isinstance(value, int | float | str) else None
        return found if found is not None and math.isfinite(found) else None

    def texts(self, name: str) -> dict[str, str]:
        """Give words by language."""
        value = self.data.get(name)
        if isinstance(value, Mapping):
            return {
                self.base if code == DEFAULT else str(code): words for code, words in value.items()
                if isinstance(words, str)
            }  # fmt: skip
        return {self.base: str(value)} if isinstance(value, str | int | float) and value != "" else {}

    def parts(self, *names: str) -> Iterator["Part"]:
        """Give the objects of the first of these lists that is there; a plain value is an object with that value."""
        name = next((name for name in names if self.data.get(name)), names[0])
        given = self.data.get(name) or []
        place = f"{self.where}.{name}".lstrip(".")
        if not isinstance(given, list):
            refuse(place, "not_a_list")
        for at, one in enumerate(given):
            if not isinstance(one, Mapping | str | int | float):
                refuse(f"{place}[{at}]", "not_an_object_there")
            yield Part(f"{place}[{at}]", one if isinstance(one, Mapping) else {"value": one}, self.base)


def languages_of(data: Any, found: dict[str, None], depth: int = 0) -> dict[str, None]:
    """Gather the languages in which anything is said."""
    if depth > DEEPEST:
        refuse("", "nested_too_deep", count=DEEPEST)
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name in WORDS and isinstance(value, Mapping):
                found.update(dict.fromkeys(str(code) for code in value if code != DEFAULT))
            else:
                languages_of(value, found, depth + 1)
    for one in data if isinstance(data, list) else ():
        languages_of(one, found, depth + 1)
    return found
