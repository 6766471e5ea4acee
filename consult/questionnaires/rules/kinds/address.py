# ruff: noqa: RUF001  # Ukrainian
"""Where something is, as letters are addressed: street, number, flat, postcode, town; or some of these.

The words stand beside the answer, as those of a table do: `{"q": ["street", "town"], "q.street": "Prosta"}`.
"""

import re
from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import wrong_words
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Blank,
    Cell,
    Line,
    Mistake,
    Question,
    Read,
    Row,
    Said,
    Texts,
    Typed,
    Variable,
)
from consult.texts.storable import clean

MEMBERS: Mapping[str, Any] = {"asks": "words"}
NEEDS: tuple[str, ...] = ()
POSTCODE = "postcode"
PARTS: Mapping[str, Texts] = {
    "street": {"pl": "Ulica albo osiedle", "en": "Street or estate", "uk": "Вулиця або район"},
    "number": {"pl": "Numer domu", "en": "House number", "uk": "Номер будинку"},
    "flat": {"pl": "Numer mieszkania", "en": "Flat number", "uk": "Номер квартири"},
    POSTCODE: {"pl": "Kod pocztowy", "en": "Postcode", "uk": "Поштовий індекс"},
    "town": {"pl": "Miejscowość", "en": "Town or village", "uk": "Населений пункт"},
}
USUAL = tuple(PARTS)
OPTIONAL = frozenset({"street", "flat"})
"""What not every place has: villages have no streets, houses no flats."""
LONGEST = 100
WRITTEN = re.compile(r"[0-9]{2}-[0-9]{3}")
DIGITS = 5


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read which parts are asked, in the order in which they are written."""
    given = data.get("asks", list(USUAL))
    if not isinstance(given, list) or not given or not all(isinstance(part, str) and part in PARTS for part in given):
        reading.note(f"{where}.asks", "not_one_of", values=", ".join(PARTS))
        given = []
    return {"parts": tuple(Row(part, words) for part, words in PARTS.items() if part in given)}


def compared(_question: Question, _op: str, _value: Any) -> Any:
    """Compare nothing: whether there is an address is all that a condition may ask."""
    return None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of each part."""
    return tuple(question.name_of(part.key) for part in question.parts)


def read(question: Question, typed: Typed) -> Read:
    """Take the parts; a postcode may be written without its hyphen."""
    words, mistakes = {}, []
    for part in question.parts:
        said = _written(question, part, typed)
        if said:
            words[f"{question.key}.{part.key}"] = said
        wrong = _wrong(part, said) if said else None
        if wrong:
            mistakes.append(Mistake(question.name_of(part.key), *wrong))
        elif not said and question.is_required and (part.key not in OPTIONAL or len(question.parts) == 1):
            mistakes.append(Mistake(question.name_of(part.key), "missing_part", {"part": part.text}))
    found = [part.key for part in question.parts if f"{question.key}.{part.key}" in words]
    return Read(found or None, words, tuple(mistakes))


def _written(question: Question, part: Row, typed: Typed) -> str:
    words = clean(next(iter(typed.get(question.name_of(part.key), ())), ""))
    digits = "".join(words.split())
    is_code = part.key == POSTCODE and digits.isdecimal() and digits.isascii() and len(digits) == DIGITS
    return f"{digits[:2]}-{digits[2:]}" if is_code else words


def _wrong(part: Row, words: str) -> tuple[str, dict[str, Any]] | None:
    if part.key == POSTCODE and not WRITTEN.fullmatch(words):
        return "not_a_postcode", {}
    return wrong_words(words, LONGEST)


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the parts as typed."""
    written = ((part, _written(question, part, typed)) for part in question.parts)
    return tuple(Said(part.text, {}, words) for part, words in written if words)


def lines(question: Question) -> tuple[Line, ...]:
    """Count who wrote each part: the words are read."""
    return tuple(Line(part.key, part.text, counts="words") for part in question.parts)


def values(_question: Question, answer: Any, line: str) -> tuple[int | str, ...]:
    """Tell whether this part was written."""
    return (line,) if line in answer else ()


def variables(question: Question) -> tuple[Variable, ...]:
    """Export each part."""
    return tuple(Variable(part.key, part.text, "words") for part in question.parts)


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give what was written."""
    return tuple(answers.get(f"{question.key}.{part.key}", Blank.SKIPPED) for part in question.parts)
