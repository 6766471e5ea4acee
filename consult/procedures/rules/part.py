"""Reads a part of a data file, and says plainly where it is wrong: the file, the key, what is the matter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from consult.procedures.rules.records import LANGUAGES, Names

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


KINDS: Mapping[type, str] = {
    bool: "true or false",
    date: "a day",
    dict: "a table",
    int: "a whole number",
    list: "a list",
    str: "a text",
}


class BadCatalogue(ValueError):
    """The data do not fit together; the message says where."""


@dataclass(frozen=True)
class Part:
    """A table of a data file, and its place there."""

    file: str
    place: str
    values: Mapping[str, Any]

    def refuse(self, key: str, what: str) -> NoReturn:
        """Say what is wrong with a key."""
        place = ".".join(part for part in (self.place, key) if part)
        raise BadCatalogue(f"{self.file}: {place}: {what}")

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads, such as a misspelt one."""
        for key in self.values:
            if key not in known:
                self.refuse(key, f"unknown key; known are {', '.join(sorted(known))}")

    def get(self, key: str, kind: type[Value], default: Value | None = None) -> Value:
        """Give a value of this type; without a default it must be there."""
        value = self.values.get(key, default)
        if value is None:
            self.refuse(key, "is missing")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.refuse(key, f"{value!r} is not {KINDS[kind]}")
        return value

    def text(self, key: str) -> str:
        """Give a text that is not empty."""
        value = self.get(key, str)
        if not value.strip():
            self.refuse(key, "is empty")
        return value

    def maybe(self, key: str, kind: type[Value]) -> Value | None:
        """Give a value of this type, or None where the key is absent."""
        return self.get(key, kind) if key in self.values else None

    def day(self, key: str) -> date:
        """Give a date, which is not a moment."""
        value = self.get(key, date)
        if type(value) is not date:
            self.refuse(key, "must be a day without a time")
        return value

    def maybe_day(self, key: str) -> date | None:
        """Give a date, or None where the key is absent."""
        return self.day(key) if key in self.values else None

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        """Give one of the named values."""
        value = self.get(key, str, default)
        if value not in {member.value for member in kind}:
            self.refuse(key, f"{value!r} is not one of {', '.join(kind)}")
        return kind(value)

    def words(self, key: str, known: frozenset[str] | None = None, *, may_be_empty: bool = True) -> tuple[str, ...]:
        """Give a list of words, each of which must be known."""
        values = self.get(key, list, [] if may_be_empty else None)
        if not values and not may_be_empty:
            self.refuse(key, "is empty")
        for value in values:
            if not isinstance(value, str):
                self.refuse(key, f"{value!r} is not a text")
            if known is not None and value not in known:
                self.refuse(key, f"{value!r} is not in the vocabulary; known are {', '.join(sorted(known))}")
        return tuple(values)

    def part(self, key: str, *, required: bool = True) -> "Part":
        """Give a table within this one; an optional one may be empty."""
        return Part(self.file, f"{self.place}.{key}".lstrip("."), self.get(key, dict, None if required else {}))

    def parts(self, key: str) -> Iterator["Part"]:
        """Go through a list of tables; each is known by its id, or its number."""
        for number, value in enumerate(self.get(key, list, []), 1):
            label = value.get("id", number) if isinstance(value, dict) else number
            place = f"{self.place}.{key}[{label}]".lstrip(".")
            if not isinstance(value, dict):
                self.refuse(f"{key}[{label}]", "is not a table")
            yield Part(self.file, place, value)

    def names(self, key: str) -> Names:
        """Give a name in three languages, none empty."""
        part = self.part(key)
        part.only(*LANGUAGES)
        return Names(*(part.text(language) for language in LANGUAGES))
