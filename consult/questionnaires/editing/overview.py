"""The builder's list: each question in a few words, with its condition and what is worth knowing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.editing.words import SORT_WORDS, advice_words
from consult.questionnaires.rules.compiling import lint
from consult.questionnaires.rules.editing.changes import Document
from consult.questionnaires.rules.editing.keys import key_of, texts_of
from consult.questionnaires.rules.editing.members import sort_of
from consult.questionnaires.rules.editing.placing import Placed, placed
from consult.questionnaires.rules.shape import Plan, Texts
from consult.questionnaires.words import condition_words
from consult.web.forms import LANGUAGE_NAMES

SHOWN = 6
"""Answers that are named; of more, how many there are."""


@dataclass(frozen=True)
class Item:
    """One question of the list."""

    key: str
    text: Texts
    sort: str
    number: int
    """Its number among the questions; 0 for a note."""
    parts: Sequence[Texts]
    more: int
    is_required: bool
    condition: str
    advice: Sequence[str]


@dataclass(frozen=True)
class Part:
    """One section of the list."""

    key: str
    title: Texts
    items: Sequence[Item]
    advice: Sequence[str]


def overview(document: Document, plan: Plan) -> list[Part]:
    """List the sections with their questions."""
    found = placed(document, lint(document)[1])
    names = {code: str(LANGUAGE_NAMES[code]) for code in plan.languages}
    return [_part(section, plan, found, names) for section in document["sections"]]


def _part(section: Mapping[str, Any], plan: Plan, found: Sequence[Placed], names: Mapping[str, str]) -> Part:
    key = key_of(section)
    own = [one for one in found if one.section == key and not one.question]
    items = [
        _item(question, plan, [one for one in found if one.question == key_of(question)], names)
        for question in section["questions"]
    ]
    return Part(key, texts_of(section, "title"), items, advice_words(own, names))


def _item(question: Mapping[str, Any], plan: Plan, found: Sequence[Placed], names: Mapping[str, str]) -> Item:
    key = key_of(question)
    compiled = next(one for one in plan.items if one.key == key)
    listed = question.get("rows") or question.get("parts") or question.get("options") or ()
    return Item(
        key=key,
        text=texts_of(question, "text"),
        sort=str(SORT_WORDS[sort_of(question)][0]),
        number=plan.numbers.get(key, 0),
        parts=[texts_of(one, "text") for one in listed[:SHOWN]],
        more=max(0, len(listed) - SHOWN),
        is_required=compiled.is_required,
        condition=condition_words(compiled.condition, plan) if compiled.condition else "",
        advice=advice_words(found, names),
    )
