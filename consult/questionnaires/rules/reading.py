"""Read the parts of a document, and note what is wrong with each, with its place."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.shape import Row, Texts
from consult.texts.storable import clean, is_unstorable

LANGUAGES = ("pl", "en", "uk")
KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")
LONGEST_TEXT = 5_000
LARGEST = 10**12
"""Most that a limit may say; so every number fits both databases and every browser."""
LARGEST_DOCUMENT = 1_000_000
"""Characters of a document."""


@dataclass(frozen=True)
class Problem:
    """What is wrong in a document: its place, a key of the words, and what the words name.

    A mistake keeps it from being used; what is none is advice.
    """

    where: str
    what: str
    said: Mapping[str, Any] = field(default_factory=dict)
    is_mistake: bool = True

    def as_data(self) -> dict[str, Any]:
        """Give plain values, which `from_data` reads."""
        said = {name: fact.as_data() if isinstance(fact, Problem) else fact for name, fact in self.said.items()}
        return {"where": self.where, "what": self.what, "said": said}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Problem":
        """Read what was kept of advice."""
        said = {name: cls.from_data(fact) if isinstance(fact, dict) else fact for name, fact in data["said"].items()}
        return cls(data["where"], data["what"], said, is_mistake=False)


class NotAQuestionnaire(Exception):
    """A document that cannot be used; `problems` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.where}: {problem.what}" for problem in problems))
        self.problems = problems


def read_json(text: str) -> Any:
    """Read a document from text; raises `NotAQuestionnaire`."""
    if len(text) > LARGEST_DOCUMENT:
        raise NotAQuestionnaire([Problem("", "too_large", {"count": LARGEST_DOCUMENT})])
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as mistake:
        place = {"line": mistake.lineno, "column": mistake.colno}
        raise NotAQuestionnaire([Problem("", "not_json", place)]) from mistake
    except (RecursionError, ValueError) as mistake:
        raise NotAQuestionnaire([Problem("", "too_deep")]) from mistake


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


class Reading:
    """One pass over a document."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.languages: tuple[str, ...] = ("pl",)

    def note(self, where: str, what: str, **said: Any) -> None:
        """Note a mistake."""
        self.problems.append(Problem(where, what, said))

    def advise(self, where: str, what: str, **said: Any) -> None:
        """Note what may stay as it is, and should be known."""
        self.problems.append(Problem(where, what, said, is_mistake=False))

    @property
    def has_mistakes(self) -> bool:
        """Tell whether the document cannot be used."""
        return any(problem.is_mistake for problem in self.problems)

    def known(self, data: Mapping[str, Any], where: str, *names: str, elsewhere: Collection[str] = ()) -> None:
        """Refuse what belongs nowhere, and advise of what belongs `elsewhere`: it is not read here."""
        for name in data:
            place = f"{where}.{name}".lstrip(".")
            if name in names:
                continue
            if name in elsewhere:
                self.advise(place, "not_read_here")
            else:
                self.note(place, "unknown_field")

    def items(
        self, data: Mapping[str, Any], name: str, where: str, *, most: int
    ) -> list[tuple[str, Mapping[str, Any]]]:
        """Read a list of objects, each with its place."""
        place = f"{where}.{name}".lstrip(".")
        given = data.get(name)
        if not isinstance(given, list) or not given:
            self.note(place, "empty_list")
            return []
        if len(given) > most:
            self.note(place, "too_many_items", count=most)
            return []
        found = []
        for number, item in enumerate(given):
            if isinstance(item, Mapping):
                found.append((f"{place}[{number}]", item))
            else:
                self.note(f"{place}[{number}]", "not_an_object")
        return found

    def key(self, data: Mapping[str, Any], where: str, taken: set[str]) -> str:
        """Read a key that nothing else beside it has; a number may stand for one."""
        given = data.get("key")
        key = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
        if not KEY.fullmatch(key):
            self.note(f"{where}.key", "bad_key")
        elif key in taken:
            self.note(f"{where}.key", "key_twice", key=key)
        taken.add(key)
        return key

    def texts(self, data: Mapping[str, Any], name: str, where: str, *, is_required: bool = True) -> Texts:
        """Read a text in the languages of the document; a plain string is Polish."""
        place = f"{where}.{name}".lstrip(".")
        given = data.get(name)
        if given is None and not is_required:
            return {}
        if isinstance(given, str):
            given = {"pl": given}
        if not isinstance(given, Mapping) or not all(isinstance(words, str) for words in given.values()):
            self.note(place, "not_a_text")
            return {}
        said = {language: words for language in self.languages if (words := clean(given.get(language)))}
        self._judge(said, given, place, is_required=is_required)
        return said

    def _judge(self, said: Texts, given: Mapping[str, Any], place: str, *, is_required: bool) -> None:
        for language, words in said.items():
            if is_unstorable(words) or len(words) > LONGEST_TEXT:
                self.note(f"{place}.{language}", "bad_text", count=LONGEST_TEXT)
        if "pl" not in said and (is_required or said):
            self.note(place, "no_polish")
        for language in self.languages if "pl" in said else ():
            if language not in said:
                self.advise(place, "not_translated", language=language)
        for language in sorted(set(given) - set(self.languages)):
            self.advise(f"{place}.{language}", "unknown_language")

    def rows(self, data: Mapping[str, Any], name: str, where: str, *, most: int) -> tuple[Row, ...]:
        """Read what has a key and words: rows of a matrix, parts of a number."""
        taken: set[str] = set()
        found = []
        for place, item in self.items(data, name, where, most=most):
            self.known(item, place, "key", "text", "if")
            found.append(Row(self.key(item, place, taken), self.texts(item, "text", place)))
        return tuple(found)

    def flag(self, data: Mapping[str, Any], name: str, where: str) -> bool:
        """Read a yes or no."""
        given = data.get(name, False)
        if not isinstance(given, bool):
            self.note(f"{where}.{name}", "not_yes_or_no")
            return False
        return given

    def one_of(self, data: Mapping[str, Any], name: str, where: str, values: Sequence[str]) -> str:
        """Read one of a few words; the first where none is said."""
        given = data.get(name, values[0])
        if given not in values:
            self.note(f"{where}.{name}", "not_one_of", values=", ".join(values))
            return values[0]
        return str(given)

    def number(self, data: Mapping[str, Any], name: str, where: str, *, is_whole: bool) -> float | None:
        """Read a limit, if one is given."""
        given = data.get(name)
        if given is None:
            return None
        is_number = isinstance(given, int | float) and not isinstance(given, bool) and abs(given) <= LARGEST
        if not is_number or (is_whole and not isinstance(given, int)):
            self.note(f"{where}.{name}", "not_a_number")
            return None
        return given  # type: ignore[no-any-return]  # a number, as was just seen

    def limits(
        self, data: Mapping[str, Any], where: str, *, is_whole: bool = True
    ) -> tuple[float | None, float | None]:
        """Read `min` and `max`."""
        low = self.number(data, "min", where, is_whole=is_whole)
        high = self.number(data, "max", where, is_whole=is_whole)
        if low is not None and high is not None and low > high:
            self.note(f"{where}.max", "limits_crossed")
        return low, high
