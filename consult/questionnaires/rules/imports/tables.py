"""Questions with rows, cut to the size of our tables, and steps of a scale with keys that keep their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.imports.making import Item, free_key
from consult.questionnaires.rules.kinds.grid import MOST_COLUMNS, MOST_ROWS
from consult.questionnaires.rules.kinds.stepping import FEWEST_STEPS, MOST_STEPS

Texts = dict[str, str]
ANSWER: Texts = {"pl": "odpowiedź", "en": "answer", "uk": "відповідь"}
"""What stands above the only column of a table."""


@dataclass(frozen=True)
class Coded:
    """A row, column or step: its code in the source, and its words by our languages."""

    code: str
    text: Texts


def keyed(parts: Sequence[Coded], usual: str) -> list[Item]:
    """Give rows or options with free keys."""
    taken: set[str] = set()
    return [{"key": free_key(part.code, taken, usual), "text": part.text} for part in parts]


def steps(parts: Sequence[Coded]) -> list[Item]:
    """Give the steps of a scale as options, so that our reader takes them in this order.

    Codes that count up by one are the numbers of the steps, and what comes after them stands apart; other numbers are
    only names, and get a letter in front.
    """
    numbers = [int(part.code) for part in parts if part.code.isdecimal() and part.code.isascii()]
    leading = [part.code for part in parts[: len(numbers)]]
    counts = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    is_counted = counts and leading == [str(one) for one in numbers] and FEWEST_STEPS <= len(numbers) <= MOST_STEPS
    if is_counted or not numbers:
        return keyed(parts, "o")
    return keyed([Coded(f"a{part.code}" if part.code.isdecimal() else part.code, part.text) for part in parts], "o")


def matrix(item: Item, rows: Sequence[Coded], scale: Sequence[Coded]) -> list[Item]:
    """Make a matrix of one step for each row; of a scale with a single step, ticks."""
    if len(scale) < FEWEST_STEPS:
        return grid(item, rows, scale, "multiple")
    return _cut({**item, "kind": "matrix", "rows": keyed(rows, "r"), "options": steps(scale)})


def grid(item: Item, rows: Sequence[Coded], columns: Sequence[Coded], cells: str, **more: Any) -> list[Item]:
    """Make a table to fill in; one that is too wide becomes several."""
    options = keyed(columns, "c")
    whole: Item = {**item, "kind": "grid", "cells": cells, "rows": keyed(rows, "r"), "options": options, **more}
    found: list[Item] = []
    for at in range(0, max(1, len(options)), MOST_COLUMNS):
        found += _cut({**whole, "options": options[at : at + MOST_COLUMNS]})
    return numbered(found)


def _cut(whole: Item) -> list[Item]:
    """Cut a table with too many rows into several."""
    rows = whole["rows"]
    return numbered([{**whole, "rows": rows[at : at + MOST_ROWS]} for at in range(0, max(1, len(rows)), MOST_ROWS)])


def numbered(items: list[Item]) -> list[Item]:
    """Give the parts of one question keys of their own."""
    return [{**item, "key": f"{item['key']}_{at}" if at > 1 else item["key"]} for at, item in enumerate(items, 1)]
