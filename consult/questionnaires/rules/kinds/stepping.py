"""What a scale and a matrix share: steps in an order, and options that stand apart from them.

The steps are numbers: from `min` to `max`; where neither is said, those that the keys of the options span; else
1 to 5; with `step`, not every number is one. An option whose key is one of the numbers says what it means (5, "very
important"); options with other keys stand apart ("I do not know"). Where nothing is a number, the options themselves
are the steps, in their order, and those marked exclusive stand apart.
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.kinds.choosing import parse_options
from consult.questionnaires.rules.reading import Reading
from consult.questionnaires.rules.shape import Column, Mistake, Option, Question, Said, Texts, Typed, Variable

USUAL = (1, 5)
MOST_STEPS = 11
FEWEST_STEPS = 2


def parse_columns(
    reading: Reading, data: Mapping[str, Any], where: str, *, usual: tuple[int, int] = USUAL
) -> tuple[Column, ...]:
    """Read the columns."""
    options = parse_options(reading, data, where) if data.get("options") is not None else ()
    low, high = reading.limits(data, where)
    numbers = sorted(int(option.key) for option in options if _is_whole(option.key))
    is_open = low is None and high is None
    if is_open and not numbers and len(options) >= FEWEST_STEPS:
        return _worded(reading, options, where)
    ends = (numbers[0], numbers[-1]) if is_open and len(numbers) >= FEWEST_STEPS else usual
    first = int(ends[0] if low is None else low)
    last = int(ends[1] if high is None else high)
    steps = range(first, last + 1, _step(reading, data, where))
    if not FEWEST_STEPS <= len(steps) <= MOST_STEPS or steps[-1] != last:
        reading.note(f"{where}.max", "bad_steps", low=FEWEST_STEPS, high=MOST_STEPS)
        return ()
    for place, option in enumerate(options):
        if _is_whole(option.key) and int(option.key) not in steps:
            reading.advise(f"{where}.options[{place}]", "stands_apart", key=option.key)
    return _numbered(options, steps)


def _step(reading: Reading, data: Mapping[str, Any], where: str) -> int:
    """Read how far the steps are from each other."""
    step = reading.number(data, "step", where, is_whole=True)
    if step is not None and step < 1:
        reading.note(f"{where}.step", "bad_step")
        return 1
    return int(step or 1)


def _worded(reading: Reading, options: tuple[Option, ...], where: str) -> tuple[Column, ...]:
    columns = tuple(Column(option.key, option.text, is_apart=option.is_exclusive) for option in options)
    if sum(not column.is_apart for column in columns) < FEWEST_STEPS:
        reading.note(f"{where}.options", "bad_steps", low=FEWEST_STEPS, high=MOST_STEPS)
    return columns


def _numbered(options: tuple[Option, ...], steps: range) -> tuple[Column, ...]:
    named = {option.key: option for option in options}
    numbers = tuple(Column(step, named[str(step)].text if str(step) in named else {}) for step in steps)
    others = (option for option in options if option.key not in {str(step) for step in steps})
    return (*numbers, *(Column(option.key, option.text, is_apart=True) for option in others))


def _is_whole(key: str) -> bool:
    return key.removeprefix("-").isdecimal() and key.isascii()


def column_of(question: Question, value: Any) -> int | str | None:
    """Give the value of the column that is meant."""
    return next((column.value for column in question.columns if str(column.value) == str(value)), None)


def read_step(question: Question, name: str, typed: Typed, missing: str) -> tuple[int | str | None, Mistake | None]:
    """Take one step, or say what is wrong."""
    given = [value for value in typed.get(name, ()) if value]
    if not given:
        return None, Mistake(name, missing) if question.is_required else None
    value = column_of(question, given[0])
    if value is None or len(given) > 1:
        return None, Mistake(name, "not_offered")
    return value, None


def values_of(question: Question) -> tuple[tuple[int | str, Mapping[str, str]], ...]:
    """List the columns with their words."""
    return tuple((column.value, column.text) for column in question.columns)


def said_step(question: Question, name: str, row: Texts, typed: Typed) -> tuple[Said, ...]:
    """Give the step that was chosen, by its number and its words."""
    chosen = next(iter(typed.get(name, ())), "")
    return tuple(
        Said(row, column.text, "" if column.is_apart or not isinstance(column.value, int) else str(column.value))
        for column in question.columns
        if chosen and str(column.value) == chosen
    )


def step_variable(question: Question, part: str, text: Texts) -> Variable:
    """Export a step by its number or key."""
    return Variable(part, text, "code", values_of(question), tuple(column.value for column in question.apart))
