"""Options, rows and parts as a form has them: one line each, with its key, its words and its marks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.editing.keys import key_of, new_key, texts_of
from consult.questionnaires.rules.shape import Texts

MARKS = ("exclusive", "other")
BETWEEN = "|"
"""What stands between the languages of a pasted line; a tab, as spreadsheets have it, will do too."""


@dataclass(frozen=True)
class FormLine:
    """One line; a new one has no key yet."""

    key: str = ""
    texts: Texts = field(default_factory=dict)
    marks: frozenset[str] = frozenset()

    @property
    def is_blank(self) -> bool:
        """Tell whether it has no words: a line that was emptied is taken away."""
        return not self.texts


def lines_of(items: Iterable[Mapping[str, Any]]) -> list[FormLine]:
    """Give the lines of a list of a document."""
    return [
        FormLine(key_of(item), texts_of(item, "text"), frozenset(mark for mark in MARKS if item.get(mark)))
        for item in items
    ]


def items_of(lines: Iterable[FormLine], taken: Collection[str], otherwise: str) -> list[dict[str, Any]]:
    """Give the list of a document; new lines get keys that none of the `taken` ones equals."""
    kept = [line for line in lines if not line.is_blank]
    used = {*taken, *(line.key for line in kept)}
    items = []
    for line in kept:
        key = line.key or new_key(line.texts.get("pl", ""), used, otherwise)
        used.add(key)
        items.append({"key": key, "text": dict(line.texts), **dict.fromkeys(sorted(line.marks), True)})
    return items


def pasted(text: str, languages: Sequence[str]) -> list[FormLine]:
    """Read lines that were pasted at once: one for each, its languages side by side."""
    lines = []
    for written in text.splitlines():
        words = [" ".join(part.split()) for part in written.replace("\t", BETWEEN).split(BETWEEN)]
        said = {language: part for language, part in zip(languages, words, strict=False) if part}
        if said:
            lines.append(FormLine(texts=said))
    return lines


def acted(lines: Sequence[FormLine], act: str) -> list[FormLine]:
    """Do what a button beside a line says: `up:3`, `down:3`, `drop:3`; whatever else it says, nothing."""
    verb, _colon, number = act.partition(":")
    place = int(number) if number.isdecimal() and number.isascii() and len(number) <= len(str(len(lines))) else -1
    changed = list(lines)
    if not 0 <= place < len(lines):
        return changed
    if verb == "drop":
        del changed[place]
        return changed
    there = place + {"up": -1, "down": 1}.get(verb, 0)
    if 0 <= there < len(lines):
        changed[place], changed[there] = changed[there], changed[place]
    return changed
