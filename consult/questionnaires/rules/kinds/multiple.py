"""Any number of several options; an exclusive one stands alone."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import (
    chosen_in,
    fields_of,
    lines_of,
    option_compared,
    parse_options,
    said_of,
    words_beside,
    words_cells,
    words_variables,
)
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Answers, Cell, Line, Mistake, Question, Read, Said, Typed, Variable

MEMBERS: Mapping[str, Any] = {"options": "options", "min": "whole", "max": "whole"}
NEEDS = ("options",)


def parse(reading: Reading, data: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read the options, and how many may be chosen."""
    options = parse_options(reading, data, where)
    low, high = reading.limits(data, where)
    if (low or 0) < 0 or (low or 0) > len(options) or (high is not None and high < 1):
        reading.note(f"{where}.min", "limits_beyond_options")
    return {"options": options, "low": low, "high": high}


def compared(question: Question, op: str, value: Any) -> Any:
    """See whether an option is among the chosen."""
    return option_compared(question, value) if op == "includes" else None


def fields(question: Question) -> tuple[str, ...]:
    """Name the field of the options, and of the words beside them."""
    return fields_of(question)


def read(question: Question, typed: Typed) -> Read:
    """Take the keys of the options, in the order of the document."""
    chosen, foreign = chosen_in(question, typed)
    if foreign:
        return Read(mistakes=(Mistake(question.name, "not_offered"),))
    if not chosen:
        return Read(
            mistakes=(Mistake(question.name, _nothing(question), _limits(question)),) if question.is_required else ()
        )
    words, mistakes = words_beside(question, chosen, typed)
    if wrong := _wrong_choice(question, chosen):
        mistakes.insert(0, Mistake(question.name, wrong, _limits(question)))
    return Read(chosen, words, tuple(mistakes))


def _wrong_choice(question: Question, chosen: list[str]) -> str | None:
    """Tell what is wrong with this choice: an exclusive option beside others, too few, too many."""
    is_alone = any(option.is_exclusive for option in question.options if option.key in chosen)
    if is_alone:
        return "exclusive" if len(chosen) > 1 else None
    if question.low is not None and len(chosen) < question.low:
        return "too_few"
    if question.high is not None and len(chosen) > question.high:
        return "too_many"
    return None


def _nothing(question: Question) -> str:
    return "too_few" if (question.low or 0) > 1 else "missing_several"


def _limits(question: Question) -> dict[str, Any]:
    return {"low": question.low, "high": question.high}


def said(question: Question, typed: Typed) -> tuple[Said, ...]:
    """Give the options."""
    return said_of(question, typed)


def lines(question: Question) -> tuple[Line, ...]:
    """Count the options; one person counts on several."""
    return lines_of(question, counts="several")


def values(_question: Question, answer: Any, _line: str) -> tuple[int | str, ...]:
    """Give the options."""
    return tuple(answer)


def variables(question: Question) -> tuple[Variable, ...]:
    """Export each option as chosen or not, and the words beside."""
    flags = (Variable(option.key, option.text, "flag") for option in question.options)
    return (*flags, *words_variables(question))


def cells(question: Question, answers: Answers) -> tuple[Cell, ...]:
    """Tell for each option whether it was chosen, and give the words beside."""
    chosen = answers[question.key]
    return (
        *(int(option.key in chosen) for option in question.options),
        *words_cells(question, chosen, answers),
    )
