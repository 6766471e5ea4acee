"""From a document to a plan: everything is checked once, so that nothing later needs to doubt.

Beside what the format names (see the samples among the tests), a document may have `intro` (why people are asked,
in Markdown), `about` (["class", "area"]: as whom, and from which gmina, somebody answers) and, in each question,
`hint`. `min` and `max` are the number of answers (multiple), the steps (scale, matrix), the limits (number), the
number of characters (text: `max` alone).
"""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.conditions import questions_in, read_condition
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.reading import LANGUAGES, NotAQuestionnaire, Problem, Reading
from consult.questionnaires.rules.shape import Page, Plan, Question, Section

FORMAT = 1
MOST_SECTIONS = 50
MOST_QUESTIONS = 200
MOST_FIELDS = 1_500
MOST_CHARACTERS = 150_000
"""Most that one person can type into all texts together: so a body of two megabytes always holds it."""
ABOUT = ("class", "area")
OF_QUESTIONS = (
    "key", "kind", "text", "hint", "required", "options", "rows", "min", "max", "long", "if",
)  # fmt: skip


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

    def plan(self) -> Plan:
        reading, document = self.reading, self.document
        reading.known(document, "", "consult", "title", "intro", "languages", "about", "sections")
        self._languages()
        title = reading.texts(document, "title", "")
        intro = reading.texts(document, "intro", "", is_required=False)
        about = self._about()
        pages = self._pages()
        if len(self.questions) > MOST_QUESTIONS:
            reading.note("sections", "too_many_items", count=MOST_QUESTIONS)
        self._size()
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
            self.reading.known(item, place, "key", "title", "questions")
            key = self.reading.key(item, place, taken)
            section = Section(key, self.reading.texts(item, "title", place, is_required=False))
            questions = [
                self._question(where, data, section)
                for where, data in self.reading.items(item, "questions", place, most=MOST_QUESTIONS)
            ]
            pages += _split(section, questions)
        return pages

    def _question(self, where: str, data: Mapping[str, Any], section: Section) -> Question:
        reading = self.reading
        reading.known(data, where, *OF_QUESTIONS)
        key = reading.key(data, where, self.keys)
        kind = data.get("kind")
        is_known = isinstance(kind, str) and kind in KINDS
        if not is_known:
            reading.note(f"{where}.kind", "unknown_kind")
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
            self.questions[key] = question
        return question

    def _size(self) -> None:
        fields = sum(len(KINDS[question.kind].fields(question)) for question in self.questions.values())
        if fields > MOST_FIELDS:
            self.reading.note("sections", "too_many_fields", count=MOST_FIELDS)
        texts = (question for question in self.questions.values() if question.kind == "text")
        if sum(question.high or 0 for question in texts) > MOST_CHARACTERS:
            self.reading.note("sections", "too_much_to_type", count=MOST_CHARACTERS)


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
    return [Page(section, tuple(page)) for page in pages]
