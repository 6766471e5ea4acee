"""One of several options."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import (
    MOST_OPTIONS,
    chosen_in,
    fields_of,
    lines_of,
    option_compared,
    parse_options,
    said_of,
    said_words,
    words_beside,
    words_cells,
    words_variables,
)
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Cell,
    Line,
    Mistake,
    Option,
    Question,
    Read,
    Said,
    Typed,
    Variable,
)
from consult.texts.folding import fold

LOOKS = ("circles", "list", "search")
CIRCLES, _LIST, SEARCH = LOOKS
MEMBERS: Mapping[str, Any] = {"options": "options", "look": LOOKS}
NEEDS = ("options",)
MOST_LISTED = 1_000
"""Most options of a list, which nobody has to read from its beginning to its end."""


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the options, and whether they stand in a list, to be opened or to be searched by typing."""
    look = reading.one_of(data, "look", where, LOOKS)
    most = MOST_OPTIONS if look == LOOKS[0] else MOST_LISTED
    options = parse_options(reading, data, where, most=most)
    if look == SEARCH:
        _judge_words(reading, options, where)
    return {"options": options, "look": look}


def _judge_words(reading: Reading, options: tuple[Option, ...], where: str) -> None:
    """Refuse options that read alike: what is typed must mean one of them."""
    meant: dict[str, str] = {}
    for place, option in enumerate(options):
        for words in {fold(words) for words in option.text.values()}:
            if meant.setdefault(words, option.key) != option.key:
                reading.note(f"{where}.options[{place}].text", "same_words")


def compared(question: Question, op: str, value: Any) -> Any:
    """Compare with an option."""
    return option_compared(question, value) if op in {"=", "!="} else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of the options, and of the words beside them."""
    return fields_of(question)


def read(question: Question, typed: Typed) -> Read:
    """Take the key of one option."""
    chosen, foreign = chosen_in(question, _by_key(question, typed))
    if foreign or len(chosen) > 1:
        return Read(mistakes=(Mistake(question.name, "not_in_list" if question.look == SEARCH else "not_offered"),))
    if not chosen:
        return Read(mistakes=(Mistake(question.name, "missing"),) if question.is_required else ())
    words, mistakes = words_beside(question, chosen, typed)
    return Read(chosen[0], words, tuple(mistakes))


def _by_key(question: Question, typed: Typed) -> Typed:
    """Put the key of an option for its words where these were typed, in any language and with or without marks."""
    if question.look != SEARCH:
        return typed
    meant = {fold(words): option.key for option in question.options for words in option.text.values()}
    keys = [meant.get(fold(words), words) for words in typed.get(question.name, ()) if words.strip()]
    return {**typed, question.name: keys}


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the option; of a list to be searched, what was typed where it means none."""
    found = said_of(question, _by_key(question, typed))
    return found or (said_words(question, typed) if question.look == SEARCH else ())


def lines(question: Question) -> tuple[Line, ...]:
    """Count the options."""
    return lines_of(question)


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the option."""
    return (answer,)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export the option, and the words beside."""
    values = tuple((option.key, option.text) for option in question.options)
    return (Variable("", question.text, "code", values), *words_variables(question))


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Give the option, and the words beside."""
    chosen = answers[question.key]
    return (chosen, *words_cells(question, (chosen,), answers))
