"""Earlier answers in the texts of later questions, in the right form of the word.

`{{place}}` is the answer in words; `{{people|person|people}}` the form for this number (in Polish and Ukrainian three:
osoba, osoby, osób; a fourth where fractions need one); `{{place:park=in the park|=elsewhere}}` the words for an option,
so that a sentence can bend them, with those for every other answer at the end.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.computing import as_number, part_of
from consult.questionnaires.rules.shape import Answers, Option, Question, Row, Texts

PIPE = re.compile(r"\{\{([A-Za-z0-9_-]{1,60})(?:([|:])([^{}]*))?\}\}")
NOTHING = "…"
FORMS: Mapping[str, tuple[int, ...]] = {"pl": (3, 4), "uk": (3, 4), "en": (2,)}
"""How many forms of a word a language has beside numbers."""
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")


def pipes_in(texts: Texts) -> Iterator[tuple[str, str, str, str]]:
    """Give each pipe: its language, the question, its sign and what stands behind that."""
    for language, words in texts.items():
        for found in PIPE.finditer(words):
            yield language, found[1], found[2] or "", found[3] or ""


def texts_of(question: Question) -> Iterator[Texts]:
    """Give the texts of a question into which answers can be put."""
    yield question.text
    yield question.hint
    for parts in (question.options, question.rows, question.parts):
        yield from (part.text for part in parts)


def needed_by_pipes(question: Question) -> frozenset[str]:
    """Name the questions whose answers stand in the texts."""
    return frozenset(key for texts in texts_of(question) for _language, key, _sign, _rest in pipes_in(texts))


def has_forms(language: str, sign: str, rest: str) -> bool:
    """Tell whether a pipe has as many forms as its language needs."""
    return sign != "|" or rest.count("|") + 1 in FORMS[language]


def piped(question: Question, answers: Answers, known: Mapping[str, Question]) -> Question:
    """Put the answers into the texts; where there is none, an ellipsis."""

    def put(texts: Texts) -> Texts:
        return {language: put_in(language, words) for language, words in texts.items()}

    def put_in(language: str, words: str) -> str:
        return PIPE.sub(lambda found: _words(found, language, question, answers, known), words)

    return replace(
        question,
        text=put(question.text),
        hint=put(question.hint),
        options=tuple(replace(option, text=put(option.text)) for option in question.options),
        rows=tuple(replace(row, text=put(row.text)) for row in question.rows),
        parts=tuple(replace(part, text=put(part.text)) for part in question.parts),
    )


def _words(
    found: re.Match[str], language: str, question: Question, answers: Answers, known: Mapping[str, Question]
) -> str:
    key, sign, rest = found[1], found[2], found[3] or ""
    answer = answers.get(key)
    if sign == "|":
        return _form(language, as_number(answer), rest.split("|"))
    if sign == ":":
        return _chosen(answer, rest)
    words = in_words(known[key], answers, language) if key in known and answer is not None else NOTHING
    return MARKDOWN.sub(r"\\\1", words) if question.kind == "note" else words


def _form(language: str, number: float | None, forms: list[str]) -> str:
    if number is None:
        return forms[-1]
    return forms[min(plural(language, number), len(forms) - 1)]


def plural(language: str, number: float) -> int:
    """Give which form of a word stands beside a number: the first, second, third; fractions have the fourth."""
    if language == "en":
        return int(number != 1)
    if number != int(number):
        return 3 if language in FORMS else 1
    last, two = int(abs(number)) % 10, int(abs(number)) % 100
    if (number == 1) if language == "pl" else (last == 1 and two != 11):  # noqa: PLR2004  # as CLDR has it
        return 0
    return 1 if 2 <= last <= 4 and not 12 <= two <= 14 else 2  # noqa: PLR2004  # as CLDR has it


def _chosen(answer: Any, rest: str) -> str:
    words = dict(part.partition("=")[::2] for part in rest.split("|"))
    chosen = [str(one) for one in (answer if isinstance(answer, list) else [answer])]
    return ", ".join(words.get(one, words.get("", NOTHING)) for one in chosen)


def in_words(question: Question, answers: Answers, language: str) -> str:
    """Give an answer as people say it."""
    answer = answers[question.key]
    if isinstance(answer, Mapping):
        return ", ".join(
            f"{_text(row, language)}: {_one(question, answers, part_of(answer, row.key), language)}"
            for row in (*question.rows, *question.parts)
            if row.key in answer
        )
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(_one(question, answers, one, language) for one in chosen)


def _one(question: Question, answers: Answers, value: Any, language: str) -> str:
    own = answers.get(f"{question.key}.{value}")
    if isinstance(own, str) and question.kind in {"single", "multiple"}:
        return own
    for option in question.options:
        if option.key == value:
            return _text(option, language)
    for column in question.columns:
        if column.value == value and column.text:
            return column.text.get(language) or column.text.get("pl", "")
    return written(value, language)


def _text(part: Option | Row, language: str) -> str:
    return part.text.get(language) or part.text.get("pl", "")


def written(value: Any, language: str) -> str:
    """Write a number or a date as the language does."""
    if isinstance(value, int | float):
        words = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return words if language == "en" else words.replace(".", ",")
    day = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", str(value))
    if day and language != "en":
        return ".".join(part for part in (day[3], day[2], day[1]) if part)
    return str(value)
