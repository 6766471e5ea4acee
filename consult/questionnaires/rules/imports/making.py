"""The document while it is made: sections and questions with their places in the source, and keys that are free."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.compiling import MOST_CHARACTERS, MOST_QUESTIONS, MOST_SECTIONS, lint
from consult.questionnaires.rules.imports.plain import plain
from consult.questionnaires.rules.imports.report import Brought, Report, refuse
from consult.questionnaires.rules.imports.spoken import Spoken
from consult.questionnaires.rules.kinds.choosing import LONGEST_WORDS
from consult.questionnaires.rules.kinds.text import USUAL_LONG
from consult.questionnaires.rules.piping import NOTHING, PIPE
from consult.questionnaires.rules.reading import KEY, LONGEST_TEXT, Problem
from consult.questionnaires.rules.shape import SILENT
from consult.texts.folding import fold
from consult.texts.storable import MARK, clean

Item = dict[str, Any]
"""A question or note in our format."""
FOREIGN = re.compile(r"[^A-Za-z0-9_-]+")
PLACE = re.compile(r"sections\[(\d+)\]\.questions\[(\d+)\]")
LONGEST_KEY = 60
PIPED = re.compile(r"\$\{[^}]+\}|\{[A-Za-z_][^{}]*\}")
"""Where the source puts an answer into a text."""
SHORTEST = 50
SPARE = 0.9


def free_key(said: str, taken: set[str], usual: str) -> str:
    """Give a key like the name in the source, in the characters that ours have, and take it."""
    words = said if KEY.fullmatch(said) else FOREIGN.sub("_", fold(said)).strip("_")
    first = words[:LONGEST_KEY] or usual
    key, number = first, 1
    while key in taken:
        number += 1
        key = f"{first[: LONGEST_KEY - 5]}_{number}"
    taken.add(key)
    return key


def stored(words: str) -> str:
    """Give words as they are stored; characters that cannot be are left out."""
    return clean(words).replace(MARK, "")


def _longest(item: Item) -> int:
    """Give how many characters a question lets people type."""
    if item["kind"] == "grid" and item["cells"] == "text":
        return int(item.get("max", LONGEST_WORDS)) * len(item["rows"]) * len(item["options"])
    if item["kind"] != "text":
        return 0
    return int(item.get("max", USUAL_LONG if item.get("long") else LONGEST_WORDS))


@dataclass
class Made:
    """A question as it is made: where it comes from, and the condition of its own or of its group."""

    item: Item
    where: str


@dataclass
class Making:
    """A document in the making."""

    spoken: Spoken
    report: Report = field(default_factory=Report)
    title: dict[str, str] = field(default_factory=dict)
    intro: dict[str, str] = field(default_factory=dict)
    sections: list[tuple[dict[str, str], list[Made]]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    conditions: int = 0
    translated: int = 0
    answers: Callable[[str], str | None] = lambda _name: None
    """Finds the key of the question that is asked before, by what the source puts into a text."""

    def words(self, given: Mapping[str, str], where: str, *, is_piped: bool = True) -> dict[str, str]:
        """Give texts by our languages, without markup and not longer than ours may be."""
        found: dict[str, str] = {}
        for said, text in given.items():
            words, lost = plain(text)
            for what in sorted(lost):
                self.report.tell(where, "media_left_out", what=what)
            if is_piped:
                words = PIPED.sub(self._piped, words)
                if left := next((one for one in PIPED.finditer(words) if not PIPE.match(words, one.start() - 1)), None):
                    self.report.tell(where, "answer_in_text", text=left[0])
            if len(words) > LONGEST_TEXT:
                self.report.tell(where, "text_shortened", count=LONGEST_TEXT)
                words = words[: LONGEST_TEXT - 1] + "…"
            found[said] = stored(words)
        return self.spoken.texts(found)

    def _piped(self, found: re.Match[str]) -> str:
        """Put an answer into a text as ours do; what is none stays as it is written."""
        key = self.answers(found[0])
        return found[0] if key is None else f"{{{{{key}}}}}"

    def named(self, given: Mapping[str, str], name: str, where: str) -> dict[str, str]:
        """Give texts likewise; where there are none, the name in the source stands."""
        texts = self.words(given, where)
        if not texts:
            self.report.tell(where, "no_words", name=name)
            texts = {"pl": stored(name) or "?"}
        return texts

    def section(self, title: Mapping[str, str]) -> None:
        """Begin a section; one in which nothing stands yet is replaced."""
        if self.sections and not self.sections[-1][1]:
            self.sections.pop()
        self.sections.append(({code: PIPE.sub(NOTHING, words) for code, words in title.items()}, []))

    def add(self, item: Item, where: str) -> Made:
        """Add a question to the section that was begun."""
        if not self.sections:
            self.section({})
        made = Made(item, where)
        self.sections[-1][1].append(made)
        return made

    def key(self, said: str, where: str) -> str:
        """Take a key for a question, and tell where it is not the name in the source."""
        key = free_key(said, self.taken, "q")
        if key != said:
            self.report.tell(where, "renamed", name=said, key=key)
        return key

    @property
    def items(self) -> list[Made]:
        """List everything that is asked or said."""
        return [made for _title, items in self.sections for made in items]

    def brought(self) -> Brought:
        """End the document: fit it to our limits and see that it can be used."""
        self.sections = [one for one in self.sections if one[1]] or self.sections[:1] or [({}, [])]
        if not self.items:
            self.report.tell("", "nothing_to_bring")
        asked = [made for made in self.items if made.item["kind"] not in SILENT]
        if len(asked) > MOST_QUESTIONS:
            refuse(asked[MOST_QUESTIONS].where, "too_many_questions", found=len(asked), count=MOST_QUESTIONS)
        self._join_sections()
        self._fit_lengths()
        self.spoken.tell(self.report)
        document = self._document()
        self._drop_unusable(document)
        return Brought(document, tuple(self.report.lines), self.conditions, self.translated)

    def _join_sections(self) -> None:
        while len(self.sections) > MOST_SECTIONS:
            title, items = self.sections.pop()
            self.sections[-1][1].extend(items)
            self.report.tell(items[0].where, "section_joined", title=title.get("pl", ""), count=MOST_SECTIONS)

    def _fit_lengths(self) -> None:
        """Let people type less into each text where all of them together would be too much."""
        items = [made.item for made in self.items]
        wanted = sum(map(_longest, items))
        if wanted <= MOST_CHARACTERS:
            return
        for item in items:
            if _longest(item) > LONGEST_WORDS:
                usual = LONGEST_WORDS if item["kind"] == "grid" else USUAL_LONG
                item["max"] = max(SHORTEST, int(item.get("max", usual) * SPARE * MOST_CHARACTERS / wanted))
        self.report.tell("", "texts_shorter", count=MOST_CHARACTERS)

    def _document(self) -> dict[str, Any]:
        sections = []
        for number, (title, items) in enumerate(self.sections, 1):
            section: dict[str, Any] = {"key": f"s{number}"}
            if title:
                section["title"] = title
            sections.append({**section, "questions": [made.item for made in items]})
        document: dict[str, Any] = {"consult": 1, "title": self.title or {"pl": "?"}}
        if self.intro:
            document["intro"] = self.intro
        return {**document, "languages": self.spoken.languages, "sections": sections}

    def _drop_unusable(self, document: dict[str, Any]) -> None:
        """Mend what our own reader refuses: a condition is left out, a question becomes one for words."""
        plan, problems = lint(document)
        for mend in (self._without_condition, self._as_words):
            for problem in problems if plan is None else ():
                made = self._at(problem)
                if problem.is_mistake and made is not None:
                    mend(made, problem)
            if plan is None:
                plan, problems = lint(document)
        if plan is None:
            wrong = next(problem for problem in problems if problem.is_mistake)
            refuse("", "does_not_fit", place=wrong.where, why=wrong)

    def _at(self, problem: Problem) -> Made | None:
        found = PLACE.match(problem.where)
        return self.sections[int(found[1])][1][int(found[2])] if found else None

    def _without_condition(self, made: Made, problem: Problem) -> None:
        if ".if" in problem.where and made.item.pop("if", None):
            self.translated -= 1
            self.report.tell(made.where, "condition_does_not_fit", why=problem)

    def _as_words(self, made: Made, problem: Problem) -> None:
        kind = made.item["kind"]
        if kind not in {"text", "note"}:
            self.report.tell(made.where, "kept_as_words", kind=kind, why=problem)
        kept = {name: value for name, value in made.item.items() if name in {"key", "text", "hint", "required", "if"}}
        made.item.clear()
        made.item.update({**kept, "kind": "text", "long": True})
