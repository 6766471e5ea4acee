"""From a document to a plan: everything is checked once, so that nothing later needs to doubt.

What a document may say stands in `schema`, which is made from the kinds; `/pomoc/format-ankiety` shows it in words.
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.advising import advise_on
from consult.questionnaires.rules.conditions import questions_in, read_condition
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.reading import LANGUAGES, NotAQuestionnaire, Problem, Reading
from consult.questionnaires.rules.shape import NOTE, Page, Plan, Question, Section

FORMAT = 1
MOST_SECTIONS = 50
MOST_QUESTIONS = 500
MOST_FIELDS = 1_500
MOST_CHARACTERS = 150_000
"""Most that one person can type into all texts together: so a body of two megabytes always holds it."""
ABOUT = ("class", "area")
OF_DOCUMENT = ("consult", "title", "intro", "languages", "about", "sections")
OF_SECTIONS = ("key", "title", "questions")
OF_QUESTIONS = ("key", "kind", "text", "hint", "required", "if")
OF_NOTES = ("key", "kind", "text", "if")
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

    def plan(self) -> Plan:
        reading, document = self.reading, self.document
        reading.known(document, "", *OF_DOCUMENT)
        self._languages()
        title = reading.texts(document, "title", "")
        intro = reading.texts(document, "intro", "", is_required=False)
        about = self._about()
        pages = self._pages()
        if len(self.items) > MOST_QUESTIONS:
            reading.note("sections", "too_many_items", count=MOST_QUESTIONS)
        self._size()
        advise_on(reading, self.items)
        return Plan(title, intro, reading.languages, "class" in about, "area" in about, tuple(pages))

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
            pages += _split(section, [self._question(where, data, section) for where, data in self._asked(item, place)])
        return pages

    def _asked(self, section: Mapping[str, Any], place: str) -> list[tuple[str, Mapping[str, Any]]]:
        """List the questions of a section; while it is being built, it may have none yet."""
        if section.get("questions") == []:
            self.reading.advise(f"{place}.questions", "nothing_asked")
            return []
        return self.reading.items(section, "questions", place, most=MOST_QUESTIONS)

    def _question(self, where: str, data: Mapping[str, Any], section: Section) -> Question:
        reading = self.reading
        key = reading.key(data, where, self.keys)
        kind = data.get("kind")
        is_known = isinstance(kind, str) and kind in KINDS
        if is_known:
            common = OF_NOTES if kind == NOTE else OF_QUESTIONS
            reading.known(data, where, *common, *KINDS[str(kind)].MEMBERS, elsewhere=OF_ANY)
        else:
            reading.note(f"{where}.kind", "unknown_kind", kinds=", ".join(KINDS))
        condition = None
        if data.get("if") is not None:
            condition = read_condition(reading, data["if"], f"{where}.if", self.questions, _judge)
        question = Question(
            key=key,
            kind=str(kind),
            text=reading.texts(data, "text", where),
            hint=reading.texts(data, "hint", where, is_required=False),
            is_required=reading.flag(data, "required", where),
            condition=condition,
            section=section.key,
            **(KINDS[str(kind)].parse(reading, data, where) if is_known else {}),
        )
        if is_known:
            self._keep(where, question)
        return question

    def _keep(self, where: str, question: Question) -> None:
        """Keep a question for those that come after it; what it is limited by must stand before."""
        for bound in (question.earliest, question.latest):
            before = self.questions.get(bound.question) if bound and bound.question else question
            if before is None or (before.kind, before.holds) != (question.kind, question.holds):
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


def _judge(question: Question, op: str, value: Any) -> Any:
    """Give what answers to the question are compared with."""
    if op == "answered":
        return value if isinstance(value, bool) else None
    return KINDS[question.kind].compared(question, op, value)


def _split(section: Section, questions: list[Question]) -> list[Page]:
    """Begin a new page where a condition needs an answer that would stand on the same one."""
    pages: list[list[Question]] = [[]]
    for question in questions:
        here = {one.key for one in pages[-1]}
        if question.condition is not None and questions_in(question.condition) & here:
            pages.append([])
        pages[-1].append(question)
    return [Page(section, tuple(page)) for page in pages if page]
