"""What kinds share that offer options."""

from collections.abc import Collection, Mapping
from typing import Any, Literal

from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import (
    Answers,
    Blank,
    Cell,
    Line,
    Mistake,
    Option,
    Question,
    Said,
    Typed,
    Variable,
)
from consult.texts.storable import clean, is_unstorable

MOST_OPTIONS = 100
LONGEST_WORDS = 300
"""Longest words beside an option, in characters."""


def parse_options(
    reading: Reading, data: Mapping[str, Any], where: str, *, most: int = MOST_OPTIONS
) -> tuple[Option, ...]:
    """Read the options."""
    taken: set[str] = set()
    options = []
    for place, item in reading.items(data, "options", where, most=most):
        reading.known(item, place, "key", "text", "exclusive", "other", "if")
        option = Option(
            reading.key(item, place, taken),
            reading.texts(item, "text", place),
            is_exclusive=reading.flag(item, "exclusive", place),
            is_other=reading.flag(item, "other", place),
        )
        options.append(option)
    return tuple(options)


def option_compared(question: Question, value: Any) -> str | None:
    """Give the key of an option that a condition names."""
    return next((option.key for option in question.options if option.key == str(value)), None)


def fields_of(question: Question) -> tuple[str, ...]:
    """Name the field of the options, and one for the words beside each that has them."""
    return (question.name, *(question.name_of(option.key) for option in question.options if option.is_other))


def chosen_in(question: Question, typed: Typed) -> tuple[list[str], list[str]]:
    """Give the options that were chosen, in the order of the document, and what is none of them.

    Where words were typed beside an option and nothing was chosen, that option was meant.
    """
    given = [value for value in typed.get(question.name, ()) if value]
    chosen = [option.key for option in question.options if option.key in given]
    foreign = [value for value in given if value not in chosen]
    if not given:
        chosen = [
            option.key for option in question.options if option.is_other and _typed_beside(question, option, typed)
        ]
    return chosen, foreign


def words_beside(question: Question, chosen: list[str], typed: Typed) -> tuple[dict[str, str], list[Mistake]]:
    """Give the words typed beside chosen options, and what is wrong with them."""
    words, mistakes = {}, []
    for option in question.options:
        said = _typed_beside(question, option, typed) if option.is_other and option.key in chosen else ""
        if not said:
            continue
        words[f"{question.key}.{option.key}"] = said
        if wrong := wrong_words(said, LONGEST_WORDS):
            mistakes.append(Mistake(question.name_of(option.key), *wrong))
    return words, mistakes


def wrong_words(words: str, longest: int) -> tuple[str, dict[str, Any]] | None:
    """Tell what is wrong with words: a key, and what it names."""
    if is_unstorable(words):
        return "unstorable", {}
    if len(words) > longest:
        return "too_long", {"count": longest}
    return None


def said_of(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the options that were chosen, with the words beside them."""
    chosen, _foreign = chosen_in(question, typed)
    return tuple(
        Said({}, option.text, _typed_beside(question, option, typed) if option.is_other else "")
        for option in question.options
        if option.key in chosen
    )


def said_words(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the words of a field without options."""
    words = clean(next(iter(typed.get(question.name, ())), ""))
    return (Said({}, {}, words),) if words else ()


def _typed_beside(question: Question, option: Option, typed: Typed) -> str:
    return clean(next(iter(typed.get(question.name_of(option.key), ())), ""))


def lines_of(question: Question, *, counts: Literal["one", "several"] = "one") -> tuple[Line, ...]:
    """Count the options on one line."""
    return (Line("", question.text, tuple((option.key, option.text) for option in question.options), counts),)


def words_variables(question: Question) -> tuple[Variable, ...]:
    """List a column for the words beside each option that has them."""
    return tuple(Variable(f"{option.key}.text", option.text, "words") for option in question.options if option.is_other)


def words_cells(question: Question, chosen: Collection[str], answers: Answers) -> tuple[Cell, ...]:
    """Give the words beside options; who did not choose the option was not asked for any."""
    return tuple(
        answers.get(f"{question.key}.{option.key}", Blank.SKIPPED) if option.key in chosen else Blank.NOT_ASKED
        for option in question.options
        if option.is_other
    )
