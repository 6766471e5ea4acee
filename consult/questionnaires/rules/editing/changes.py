"""Sections and questions: put in, put elsewhere, copied, taken out. A document goes in, another comes out."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from consult.questionnaires.rules.editing.keys import key_of, new_key, texts_of
from consult.questionnaires.rules.piping import PIPE
from consult.questionnaires.rules.shape import Texts

Document = dict[str, Any]
Question = dict[str, Any]


class StillNeeded(Exception):
    """Questions depend on what would go away, or would stand before what they depend on; `by` names them."""

    def __init__(self, by: Sequence[Texts]) -> None:
        super().__init__(", ".join(text.get("pl", "") for text in by))
        self.by = by


class LostOption(StillNeeded):
    """Questions are asked by an option that would go away; `by` names them."""


class NotThere(Exception):
    """The section or question is not there any more."""


def begun(title: Texts, languages: Sequence[str], section: Texts) -> Document:
    """Begin an empty questionnaire: one section in which nothing is asked yet."""
    first = {"key": new_key(section.get("pl", ""), (), "czesc"), "title": dict(section), "questions": []}
    return {"consult": 1, "title": dict(title), "languages": list(languages), "sections": [first]}


def described(document: Document, **said: Any) -> Document:
    """Change what stands before the questions; what is empty is left out."""
    kept = {name: value for name, value in document.items() if name not in said}
    return {**kept, **{name: value for name, value in said.items() if value}}


def find_section(document: Document, key: str) -> dict[str, Any]:
    """Find a section; raises `NotThere`."""
    for section in document["sections"]:
        if key_of(section) == key:
            return dict(section)
    raise NotThere


def find_question(document: Document, key: str) -> Question:
    """Find a question; raises `NotThere`."""
    for question in questions_of(document):
        if key_of(question) == key:
            return question
    raise NotThere


def questions_of(document: Document) -> list[Question]:
    """List all questions, and the notes among them, in their order."""
    return [question for section in document["sections"] for question in section["questions"]]


def with_section(document: Document, title: Texts) -> Document:
    """Put an empty section at the end."""
    taken = {key_of(section) for section in document["sections"]}
    key = new_key(title.get("pl", ""), taken, "czesc")
    return _with_sections(document, [*document["sections"], _titled({"key": key, "questions": []}, title)])


def with_section_renamed(document: Document, key: str, title: Texts) -> Document:
    """Give a section another title."""
    find_section(document, key)
    sections = [_titled(one, title) if key_of(one) == key else one for one in document["sections"]]
    return _with_sections(document, sections)


def with_section_moved(document: Document, key: str, by: int) -> Document:
    """Move a section up or down by one; at an end it stays. Raises `StillNeeded`."""
    sections = list(document["sections"])
    place = sections.index(find_section(document, key))
    there = place + by
    if 0 <= there < len(sections):
        sections[place], sections[there] = sections[there], sections[place]
    return _in_order(_with_sections(document, sections))


def without_section(document: Document, key: str) -> Document:
    """Take a section out with its questions; the last one leaves an empty one behind. Raises `StillNeeded`."""
    gone = find_section(document, key)
    left = [section for section in document["sections"] if key_of(section) != key]
    changed = _with_sections(document, left or [{**gone, "questions": []}])
    _refuse_gaps(changed, {key_of(question) for question in gone["questions"]})
    return changed


def with_question(document: Document, question: Question, *, section: str, after: str = "") -> Document:
    """Put a question into a section: behind another one of it, or first where none is named. Raises `StillNeeded`."""
    find_section(document, section)
    sections = []
    for one in document["sections"]:
        asked = list(one["questions"])
        if key_of(one) == section:
            behind = [place for place, known in enumerate(asked, 1) if key_of(known) == after]
            asked.insert(behind[0] if behind else 0, question)
        sections.append({**one, "questions": asked})
    return _in_order(_with_sections(document, sections))


def with_question_at_end(document: Document, question: Question, section: str) -> Document:
    """Put a question behind all others of a section."""
    asked = find_section(document, section)["questions"]
    return with_question(document, question, section=section, after=key_of(asked[-1]) if asked else "")


def with_question_changed(document: Document, question: Question) -> Document:
    """Put a question in the place of the one with the same key. Raises `StillNeeded`."""
    key = key_of(question)
    before = find_question(document, key)
    changed = _each(document, lambda one: [question if key_of(one) == key else one])
    _refuse_lost_options(changed, key, _options_of(before) - _options_of(question))
    return changed


def with_question_placed(document: Document, key: str, *, section: str, after: str) -> Document:
    """Take a question from its place and put it behind another one. Raises `StillNeeded`."""
    question = find_question(document, key)
    if after == key:
        return document
    return with_question(_each(document, _but(key)), question, section=section, after=after)


def with_question_moved(document: Document, key: str, by: int) -> Document:
    """Move a question up or down by one, over the border of a section too. Raises `StillNeeded`."""
    sections = document["sections"]
    number = next(n for n, one in enumerate(sections) if find_question(document, key) in one["questions"])
    asked = sections[number]["questions"]
    place = next(n for n, one in enumerate(asked) if key_of(one) == key)
    if 0 <= place + by < len(asked):
        others = [one for one in asked if key_of(one) != key]
        behind = others[place + by - 1] if place + by else {}
        return with_question_placed(document, key, section=key_of(sections[number]), after=key_of(behind))
    if not 0 <= number + by < len(sections):
        return document
    there = sections[number + by]
    behind = there["questions"][-1] if by < 0 and there["questions"] else {}
    return with_question_placed(document, key, section=key_of(there), after=key_of(behind))


def with_question_copied(document: Document, key: str, taken: Collection[str]) -> tuple[Document, str]:
    """Put a copy behind a question; gives its key too."""
    copied = find_question(document, key)
    copy = {**deepcopy(copied), "key": new_key(texts_of(copied, "text").get("pl", ""), taken, "pytanie")}
    return _each(document, lambda one: [one, copy] if key_of(one) == key else [one]), copy["key"]


def without_question(document: Document, key: str) -> Document:
    """Take a question out. Raises `StillNeeded`."""
    find_question(document, key)
    changed = _each(document, _but(key))
    _refuse_gaps(changed, {key})
    return changed


def with_condition(document: Document, key: str, condition: Mapping[str, Any] | None) -> Document:
    """Ask a question only if a condition holds; without one, always."""
    asked = {name: value for name, value in find_question(document, key).items() if name != "if"}
    if condition:
        asked["if"] = dict(condition)
    return _each(document, lambda one: [asked if key_of(one) == key else one])


def needed_by(question: Question) -> set[str]:
    """Name the questions on whose answers a question depends: by conditions, limits, calculations or its texts."""
    return {key for key, _value in _compared(question)} - {key_of(question)}


def _compared(data: Any) -> Iterator[tuple[str, str]]:
    """Give the questions that are named, wherever in the data, each with the value with which it is compared."""
    if isinstance(data, dict):
        if isinstance(data.get("question"), str):
            yield data["question"], str(data.get("value"))
        if isinstance(data.get("other"), str):
            yield data["other"], ""
        for part in data.values():
            yield from _compared(part)
    elif isinstance(data, list):
        for part in data:
            yield from _compared(part)
    elif isinstance(data, str):
        yield from ((found[1], "") for found in PIPE.finditer(data))


def _refuse_gaps(document: Document, gone: set[str]) -> None:
    by = [texts_of(question, "text") for question in questions_of(document) if needed_by(question) & gone]
    if by:
        raise StillNeeded(by)


def _refuse_lost_options(document: Document, key: str, lost: set[str]) -> None:
    lost_here = {(key, option) for option in lost}
    by = [
        texts_of(question, "text")
        for question in questions_of(document)
        if key_of(question) != key and lost_here.intersection(_compared(question))
    ]
    if by:
        raise LostOption(by)


def _options_of(question: Question) -> set[str]:
    return {key_of(option) for option in question.get("options") or ()}


def _in_order(document: Document) -> Document:
    """Give the document, where every question stands behind those it depends on; raises `StillNeeded`."""
    before: set[str] = set()
    by = []
    for question in questions_of(document):
        if needed_by(question) - before:
            by.append(texts_of(question, "text"))
        before.add(key_of(question))
    if by:
        raise StillNeeded(by)
    return document


def _titled(section: Mapping[str, Any], title: Texts) -> dict[str, Any]:
    kept = {name: value for name, value in section.items() if name != "title"}
    return {**kept, "title": dict(title)} if title else kept


def _but(key: str) -> Callable[[Question], list[Question]]:
    return lambda one: [] if key_of(one) == key else [one]


def _each(document: Document, change: Callable[[Question], list[Question]]) -> Document:
    """Put for each question what `change` makes of it: none, one, or several."""
    sections = [
        {**section, "questions": [made for one in section["questions"] for made in change(one)]}
        for section in document["sections"]
    ]
    return _with_sections(document, sections)


def _with_sections(document: Document, sections: Sequence[Any]) -> Document:
    return {**document, "sections": list(sections)}
