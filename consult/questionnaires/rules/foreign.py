"""From a row of somebody else's table to a form as people fill it in.

A column is named as in the map, or else as what it holds: `question`; `question.row` of a matrix; `question.option`
for one option of several, with 1 or 0; `question.option.text` for the words beside an option.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import Plan, Question
from consult.texts.storable import clean

OF_STEPS = frozenset({"scale", "matrix"})
OF_OPTIONS = frozenset({"single", "multiple"})
YES = frozenset({"1", "x", "yes", "y", "true", "tak", "t", "так"})
NO = frozenset({"", "0", "no", "n", "false", "nie", "ні"})
WHOLE = re.compile(r"(-?\d+)\.0+")
"""How programs of statistics write a whole number."""


class BadCell(Exception):
    """A cell holds what nobody could have answered."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


@dataclass(frozen=True)
class Target:
    """What a column is read into: a field of the form; where it stands for one option, that option."""

    question: Question
    field: str
    option: str = ""
    choices: Mapping[str, str] | None = None
    """The key of a choice by its key or any of its labels; nothing where words or numbers are typed."""


def targets(plan: Plan) -> dict[str, Target]:
    """Name everything that a column may hold."""
    return {name: target for question in plan.questions for name, target in _targets_of(question)}


def _targets_of(question: Question) -> Iterator[tuple[str, Target]]:
    beside = {question.name_of(option.key): option.key for option in question.options if option.is_other}
    choices = _choices(question)
    for field in KINDS[question.kind].fields(question):
        if field in beside and choices:
            yield f"{question.key}.{beside[field]}.text", Target(question, field)
        else:
            yield field.removeprefix("a."), Target(question, field, choices=choices)
    if question.kind == "multiple":
        for option in question.options:
            yield f"{question.key}.{option.key}", Target(question, question.name, option.key, choices)


def _choices(question: Question) -> Mapping[str, str] | None:
    """Find each choice by its key and its labels; a label that several have is none's."""
    if question.kind in OF_STEPS:
        offered = [(str(column.value), column.text) for column in question.columns]
    elif question.kind in OF_OPTIONS:
        offered = [(option.key, option.text) for option in question.options]
    else:
        return None
    found: dict[str, str] = {}
    shared: set[str] = set()
    for key, texts in offered:
        for label in {_plain(text) for text in texts.values()}:
            shared |= {label} if label in found else set()
            found[label] = key
    found = {label: key for label, key in found.items() if label not in shared}
    return found | {_plain(key): key for key, _texts in offered} | {key: key for key, _texts in offered}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_into(typed: dict[str, list[str]], target: Target, cell: str) -> None:
    """Add what a cell holds to what was typed; raises `BadCell`."""
    value = clean(cell)
    if target.choices is None:
        if value:
            typed[target.field] = [value]
    elif target.option:
        if _is_chosen(target, value):
            typed.setdefault(target.field, []).append(target.option)
    elif value:
        typed[target.field] = _chosen(target.choices, value)


def _is_chosen(target: Target, value: str) -> bool:
    said = _plain(WHOLE.sub(r"\1", value))
    if said in YES or (target.choices or {}).get(said) == target.option:
        return True
    if said in NO:
        return False
    raise BadCell(value)


def _chosen(choices: Mapping[str, str], value: str) -> list[str]:
    """Read one choice, or several with semicolons between them."""
    parts: Sequence[str] = [value] if _choice(choices, value) else [part for part in value.split(";") if part.strip()]
    found = [_choice(choices, part) for part in parts]
    if not found or None in found:
        raise BadCell(value)
    return [key for key in found if key is not None]


def _choice(choices: Mapping[str, str], value: str) -> str | None:
    said = value.strip()
    whole = WHOLE.fullmatch(said)
    return choices.get(said) or choices.get(_plain(said)) or (choices.get(whole[1]) if whole else None)
