"""From a document to a plan: everything is checked once, so that nothing later needs to doubt.

What a document may say stands in `schema`, which is made from the kinds; `/pomoc/format-ankiety` shows it in words.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from consult.questionnaires.rules.advising import advise_on
from consult.questionnaires.rules.browsing import groups_of
from consult.questionnaires.rules.conditions import Logic
from consult.questionnaires.rules.fitting import depends_on
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.piping import has_forms, piped, pipes_in, texts_of
from consult.questionnaires.rules.reading import LANGUAGES, NotAQuestionnaire, Problem, Reading
from consult.questionnaires.rules.shape import NOTE, SILENT, Check, Condition, Every, Page, Plan, Question, Section

FORMAT = 1
MOST_SECTIONS = 50
MOST_QUESTIONS = 500
MOST_ITEMS = 1_000
"""Most questions together with what nobody sees: calculations and marks."""
MOST_FIELDS = 1_500
MOST_CHARACTERS = 150_000
"""Most that one person can type into all texts together: so a body of two megabytes always holds it."""
ABOUT = ("class", "area")
OF_DOCUMENT = ("consult", "title", "intro", "languages", "about", "sections")
OF_SECTIONS = ("key", "title", "if", "questions")
OF_QUESTIONS = ("key", "kind", "text", "hint", "required", "if", "checks")
OF_NOTES = ("key", "kind", "text", "if")
OF_SILENT = ("key", "kind", "text", "hint", "if")
MOST_CHECKS = 10
OFFERING = frozenset({"single", "multiple", "ranking"})
"""Kinds whose options may have a condition."""
OF_ANY = frozenset(OF_QUESTIONS).union(*(kind.MEMBERS for kind in KINDS.values()))
"""What a question of some kind may have."""


def compile_plan(document: Any) -> Plan:
    """Compile a document; raises `NotAQuestionnaire`."""
    plan, problems = lint(document)
    if plan is None:
        raise NotAQuestionnaire([problem for problem in problems if problem.is_mistake])
    return plan


def lint(document: Any) -> tuple[Plan | None, list[Problem]]:
    """Compile a document if it has no mistake, and say all that is to be said of it."""
    reading = Reading()
    if not isinstance(document, Mapping):
        reading.note("", "not_an_object")
        return None, reading.problems
    if document.get("consult") != FORMAT or isinstance(document.get("consult"), bool):
        reading.note("consult", "unknown_format")
        return None, reading.problems
    plan = _Compiler(reading, document).plan()
    return None if reading.has_mistakes else plan, reading.problems


class _Compiler:
    def __init__(self, reading: Reading, document: Mapping[str, Any]) -> None:
        self.reading = reading
        self.document = document
        self.questions: dict[str, Question] = {}
        self.keys: set[str] = set()
        self.items: dict[str, Question] = {}
        """Everything that can be read, by its place in the document."""
        self.piped: dict[str, Question] = {}

    def plan(self) -> Plan:
        reading, document = self.reading, self.document
        reading.known(document, "", *OF_DOCUMENT)
        self._languages()
        title = reading.texts(document, "title", "")
        intro = reading.texts(document, "intro", "", is_required=False)
        about = self._about()
        pages = self._pages()
        if sum(not item.is_silent for item in self.items.values()) > MOST_QUESTIONS or len(self.items) > MOST_ITEMS:
            reading.note("sections", "too_many_items", count=MOST_QUESTIONS)
        self._size()
        advise_on(reading, self.items)
        return Plan(
            title,
            intro,
            reading.languages,
            "class" in about,
            "area" in about,
            tuple(pages),
            self.piped,
            groups_of(pages, self.piped),
        )

    def _languages(self) -> None:
        given = self.document.get("languages", ["pl"])
        if not isinstance(given, list) or "pl" not in given or not all(code in LANGUAGES for code in given):
            self.reading.note("languages", "bad_languages")
        else:
            self.reading.languages = tuple(code for code in LANGUAGES if code in given)

    def _about(self) -> list[Any]:
        given = self.document.get("about", [])
        if not isinstance(given, list) or not all(what in ABOUT for what in given):
            self.reading.note("about", "bad_about")
            return []
        return given

    def _pages(self) -> list[Page]:
        taken: set[str] = set()
        pages = []
        for place, item in self.reading.items(self.document, "sections", "", most=MOST_SECTIONS):
            self.reading.known(item, place, *OF_SECTIONS)
            key = self.reading.key(item, place, taken)
            section = Section(key, self.reading.texts(item, "title", place, is_required=False))
            condition = self._condition(item, place)
            asked = [self._question(where, data, section, condition) for where, data in self._asked(item, place)]
            pages += _split(section, asked, self.piped)
        return pages

    def _asked(self, section: Mapping[str, Any], place: str) -> list[tuple[str, Mapping[str, Any]]]:
        """List the questions of a section; while it is being built, it may have none yet."""
        if section.get("questions") == []:
            self.reading.advise(f"{place}.questions", "nothing_asked")
            return []
        return self.reading.items(section, "questions", place, most=MOST_ITEMS)

    def _logic(self, question: Question | None = None, *, has_today: bool = False) -> Logic:
        """Read conditions on the questions before, and on the one that is meant."""
        earlier = self.questions if question is None else {**self.questions, question.key: question}
        return Logic(self.reading, earlier, _judge, has_today)

    def _condition(self, data: Mapping[str, Any], where: str) -> Condition | None:
        return None if data.get("if") is None else self._logic().condition(data["if"], f"{where}.if")

    def _question(
        self, where: str, data: Mapping[str, Any], section: Section, of_section: Condition | None
    ) -> Question:
        reading = self.reading
        key = reading.key(data, where, self.keys)
        kind = data.get("kind")
        is_known = isinstance(kind, str) and kind in KINDS
        if is_known:
            reading.known(data, where, *common_of(str(kind)), *KINDS[str(kind)].MEMBERS, elsewhere=OF_ANY)
        else:
            reading.note(f"{where}.kind", "unknown_kind", kinds=", ".join(KINDS))
        own = self._condition(data, where)
        both = tuple(one for one in (of_section, own) if one is not None)
        question = Question(
            key=key,
            kind=str(kind),
            text=reading.texts(data, "text", where),
            hint=reading.texts(data, "hint", where, is_required=False),
            is_required=reading.flag(data, "required", where),
            condition=Every(both) if len(both) > 1 else next(iter(both), None),
            own_condition=own,
            section=section.key,
            **(KINDS[str(kind)].parse(reading, data, where) if is_known else {}),
        )
        if is_known:
            question = self._piped(self._with_logic(question, data, where), where)
            self._keep(where, question)
        return question

    def _with_logic(self, question: Question, data: Mapping[str, Any], where: str) -> Question:
        """Read the conditions of options and rows, the calculation, and what must hold between answers."""
        changed: dict[str, Any] = {}
        for name in ("options", "rows", "parts"):
            parts = getattr(question, name)
            given = data.get(name)
            if isinstance(given, list) and any(isinstance(item, Mapping) and "if" in item for item in given):
                changed[name] = self._offered(question, name, parts, given, where)
        if question.kind == "calculated":
            changed["computed"] = self._logic(has_today=True).term(data.get("value"), f"{where}.value")
        question = replace(question, **changed)
        return replace(question, checks=self._checks(question, data, where)) if data.get("checks") else question

    def _offered(
        self, question: Question, name: str, parts: tuple[Any, ...], given: list[Any], where: str
    ) -> tuple[Any, ...]:
        can_be = name != "options" or question.kind in OFFERING
        if not can_be or len(parts) != len(given) or question.total is not None:
            self.reading.note(f"{where}.{name}", "always_offered")
            return parts
        return tuple(
            replace(part, condition=self._condition(item, f"{where}.{name}[{number}]"))
            for number, (part, item) in enumerate(zip(parts, given, strict=True))
        )

    def _checks(self, question: Question, data: Mapping[str, Any], where: str) -> tuple[Check, ...]:
        checks = []
        for place, item in self.reading.items(data, "checks", where, most=MOST_CHECKS):
            self.reading.known(item, place, "must", "text", "soft")
            condition = self._logic(question).condition(item.get("must"), f"{place}.must")
            text, is_soft = self.reading.texts(item, "text", place), self.reading.flag(item, "soft", place)
            checks += [Check(condition, text, is_soft)] if condition is not None else []
        return tuple(checks)

    def _piped(self, question: Question, where: str) -> Question:
        """Keep a question into whose texts answers are put, and show an ellipsis where none are known."""
        pipes = [pipe for texts in texts_of(question) for pipe in pipes_in(texts)]
        if not pipes:
            return question
        for language, key, sign, rest in pipes:
            if key not in self.questions:
                self.reading.note(where, "pipe_from_nowhere", key=key)
            if not has_forms(language, sign, rest):
                self.reading.note(where, "pipe_forms", key=key, language=language)
        self.piped[question.key] = replace(question, has_pipes=True)
        return replace(piped(question, {}, {}), has_pipes=True)

    def _keep(self, where: str, question: Question) -> None:
        """Keep a question for those that come after it; what it is limited by must stand before."""
        for bound in (question.earliest, question.latest):
            before = self.questions.get(bound.question) if bound and bound.question else question
            if before is not question and (before is None or (before.kind, before.holds) != ("date", question.holds)):
                self.reading.note(where, "not_an_earlier_date", question=bound.question if bound else "")
        self.items[where] = question
        if question.kind != NOTE:
            self.questions[question.key] = question

    def _size(self) -> None:
        fields = sum(len(KINDS[question.kind].fields(question)) for question in self.questions.values())
        if fields > MOST_FIELDS:
            self.reading.note("sections", "too_many_fields", count=MOST_FIELDS)
        if sum(map(_longest, self.questions.values())) > MOST_CHARACTERS:
            self.reading.note("sections", "too_much_to_type", count=MOST_CHARACTERS)


def _longest(question: Question) -> float:
    """Give how many characters a question lets people type."""
    if question.kind == "grid" and question.holds == "text":
        return (question.high or 0) * len(question.rows) * len(question.options)
    return (question.high or 0) if question.kind == "text" else 0


def common_of(kind: str) -> tuple[str, ...]:
    """Name what a question of a kind may have beside what its kind alone has."""
    return OF_NOTES if kind == NOTE else OF_SILENT if kind in SILENT else OF_QUESTIONS


def _judge(question: Question, op: str, value: Any) -> Any:
    """Give what answers to the question are compared with."""
    if op == "answered":
        return value if isinstance(value, bool) else None
    return KINDS[question.kind].compared(question, op, value)


def _split(section: Section, questions: list[Question], piped: Mapping[str, Question]) -> list[Page]:
    """Begin a new page where what is asked needs an answer that would stand on the same one."""
    pages: list[list[Question]] = [[]]
    behind: dict[str, frozenset[str]] = {}
    for question in questions:
        here = {one.key for one in pages[-1] if not one.is_silent}
        needed = depends_on(piped.get(question.key, question))
        behind[question.key] = needed.union(*(behind.get(key, frozenset()) for key in needed if key in behind))
        if not question.is_silent and _typed_by(needed, behind, questions) & here:
            pages.append([])
        pages[-1].append(question)
    return [Page(section, tuple(page)) for page in pages if page]


def _typed_by(needed: frozenset[str], behind: Mapping[str, frozenset[str]], questions: list[Question]) -> set[str]:
    """Name the questions that are typed and decide: of one that is computed, those from which it is."""
    silent = {one.key for one in questions if one.is_silent}
    return {one for key in needed for one in ({key} if key not in silent else {key, *behind[key]})}
