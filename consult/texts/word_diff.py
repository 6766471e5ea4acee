"""Compare two texts word by word, as a redline shows it: what stays, what is struck out, what is put in.

Joining what stays and what is struck out gives the old text; what stays and what is put in, the new one.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 4000
MOST_PAIRS = 12_000
"""Texts with more words and signs, or more pairs of equal words, are compared by their beginnings and ends alone.

Whoever writes a text must not make the page of a remark take long. So many pairs has a text of some thousand words,
or one word a hundred times.
"""
_TOKENS = re.compile(r"\d+(?:[.,:]\d+)+|\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Run:
    """Some words, and what became of them."""

    change: Change
    text: str


def word_diff(old: str, new: str) -> list[Run]:
    """List the runs from the old text to the new one."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle_before, middle_after = before[head : len(before) - tail], after[head : len(after) - tail]
    runs = [(Change.SAME, before[:head]), *_middle(middle_before, middle_after)]
    runs.append((Change.SAME, before[len(before) - tail :]))
    return _joined(runs)


def is_changed(old: str, new: str) -> bool:
    """Tell whether the words differ; blanks alone are no change."""
    return old.split() != new.split()


def _common(before: list[str], after: list[str]) -> int:
    """Count the tokens with which both begin."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _middle(before: list[str], after: list[str]) -> list[tuple[Change, list[str]]]:
    if not before or not after or max(len(before), len(after)) > LONGEST or _pairs(before, after) > MOST_PAIRS:
        return [(Change.OUT, before), (Change.IN, after)]
    found: list[tuple[Change, list[str]]] = []
    for tag, start, end, new_start, new_end in _without_islands(before, after):
        if tag == "equal":
            found.append((Change.SAME, before[start:end]))
        else:
            found.append((Change.OUT, before[start:end]))
            found.append((Change.IN, after[new_start:new_end]))
    return found


def _pairs(before: list[str], after: list[str]) -> int:
    """Count how often a word of the one text stands in the other: the work of matching them grows with it."""
    there = Counter(after)
    return sum(count * there[token] for token, count in Counter(before).items() if not _is_filling(token))


def _is_filling(token: str) -> bool:
    return not token[0].isalnum()


def _without_islands(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Match the tokens; a blank or a comma alone between two changes is no match, or it would be hard to read."""
    steps: list[tuple[str, int, int, int, int]] = []
    matcher = SequenceMatcher(_is_filling, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        is_island = tag == "equal" and all(map(_is_filling, before[start:end]))
        kind = "replace" if is_island else tag
        if steps and (kind != "equal") and (steps[-1][0] != "equal"):
            steps[-1] = ("replace", steps[-1][1], end, steps[-1][3], new_end)
        else:
            steps.append((kind, start, end, new_start, new_end))
    return steps


def _joined(runs: list[tuple[Change, list[str]]]) -> list[Run]:
    """Join neighbours of one kind, and leave out what is empty."""
    joined: list[Run] = []
    for change, tokens in runs:
        words = "".join(tokens)
        if not words:
            continue
        if joined and joined[-1].change is change:
            joined[-1] = Run(change, joined[-1].text + words)
        else:
            joined.append(Run(change, words))
    return joined
