"""A questionnaire as the sheets of an XLSForm, with a line for each thing that XLSForm cannot say."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from consult.questionnaires.rules.exporting.xpath import CannotSay, condition_of, name_of, number, quoted, term_of
from consult.questionnaires.rules.fitting import is_conditional
from consult.questionnaires.rules.piping import PIPE, pipes_in, texts_of
from consult.questionnaires.rules.reading import Problem
from consult.questionnaires.rules.shape import Bound, Option, Plan, Question, Row, Section, Texts

LANGUAGES = {"pl": "Polski (pl)", "en": "English (en)", "uk": "Українська (uk)"}  # Ukrainian
Cells = dict[str, str]
NAMED = re.compile(r"\$\{([^}]+)\}")


@dataclass
class Sheets:
    """The sheets, and what is left out of them."""

    survey: list[Cells] = field(default_factory=list)
    choices: list[Cells] = field(default_factory=list)
    settings: Cells = field(default_factory=dict)
    lines: list[Problem] = field(default_factory=list)


def sheets_of(plan: Plan, form_id: str) -> Sheets:
    """Write a questionnaire."""
    return _Writer(plan).written(form_id)


class _Writer:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sheets = Sheets()

    def written(self, form_id: str) -> Sheets:
        title = self.plan.title.get("pl", "")
        self.sheets.settings = {"form_title": title, "form_id": form_id, "default_language": LANGUAGES["pl"]}
        if self.plan.asks_class or self.plan.asks_area:
            self._tell("", "about_left_out")
        for section, pages in groupby(self.plan.pages, key=lambda page: page.section):
            self._section(section, [question for page in pages for question in page.questions])
        self._drop_dangling()
        return self.sheets

    def _drop_dangling(self) -> None:
        """Leave out what looks at a question that could not be written under its name."""
        names = {row.get("name", "") for row in self.sheets.survey}
        for row in self.sheets.survey:
            for column in ("relevant", "constraint", "calculation"):
                if not names.issuperset(NAMED.findall(row.get(column, ""))):
                    del row[column]
                    self._tell(row["name"], "condition_not_written")

    def _section(self, section: Section, questions: Sequence[Question]) -> None:
        """Write a section as a group; its condition stands with each of its questions."""
        has_title = bool(section.title)
        if has_title:
            self._row({"type": "begin group", "name": f"group_{section.key}"}, section.title)
        for question in questions:
            self._question(self.plan.piped.get(question.key, question))
        if has_title:
            self.sheets.survey.append({"type": "end group"})

    def _question(self, question: Question) -> None:
        for what, is_lost in LOST.items():
            if is_lost(question):
                self._tell(question.key, what)
        write = WRITERS.get(question.kind)
        if write is None:
            self._tell(question.key, "written_as_words")
            write = _words
        try:
            for cells, text in write(self, question):
                self._row(cells | self._beside(question, cells), text, question.hint if text is question.text else {})
        except CannotSay:
            self._tell(question.key, "not_written")

    def _beside(self, question: Question, cells: Cells) -> Cells:
        """Say when it is asked, whether it must be answered, and what must hold of the answer."""
        found: Cells = {}
        if question.is_required and cells["type"] != "note":
            found["required"] = "yes"
        if question.condition is not None:
            try:
                found["relevant"] = condition_of(question.condition, self.plan.by_key)
            except CannotSay:
                self._tell(question.key, "condition_not_written")
        if question.checks and "constraint" not in cells:
            found |= self._check(question)
        return found

    def _check(self, question: Question) -> Cells:
        check = question.checks[0]
        if check.is_soft:
            self._tell(question.key, "checks_left_out")
            return {}
        try:
            said = condition_of(check.condition, self.plan.by_key)
        except CannotSay:
            self._tell(question.key, "checks_left_out")
            return {}
        return {"constraint": said} | self._worded("constraint_message", check.text)

    def _row(self, cells: Cells, text: Texts, hint: Texts | None = None) -> None:
        self.sheets.survey.append({**cells, **self._worded("label", text), **self._worded("hint", hint or {})})

    def _worded(self, column: str, texts: Texts) -> Cells:
        return {
            f"{column}::{LANGUAGES[code]}": PIPE.sub(lambda found: name_of(found[1]), words)
            for code, words in texts.items()
        }

    def _tell(self, where: str, what: str) -> None:
        line = Problem(where, what, is_mistake=False)
        if line not in self.sheets.lines:
            self.sheets.lines.append(line)

    def listed(self, question: Question, options: Sequence[Option | Row]) -> str:
        """Write a list of options, and give its name."""
        for option in options:
            words = self._worded("label", option.text)
            self.sheets.choices.append({"list_name": question.key, "name": option.key, **words})
        return question.key

    def marks(self, question: Question) -> None:
        """Tell of marks of options that XLSForm does not have."""
        if any(option.is_other for option in question.options):
            self._tell(question.key, "own_words_left_out")
        if any(option.is_exclusive for option in question.options):
            self._tell(question.key, "exclusive_left_out")


def _has_forms(question: Question) -> bool:
    return any(sign for texts in texts_of(question) for _language, _key, sign, _rest in pipes_in(texts))


def _has_limits(question: Question) -> bool:
    """Tell whether there are limits for which XLSForm has no place."""
    if question.kind == "ranking":
        return (question.low, question.high) != (len(question.options), len(question.options))
    is_bounded = question.earliest is not None or question.latest is not None
    return question.kind == "date" and question.holds != "day" and is_bounded


LOST: Mapping[str, Callable[[Question], bool]] = {
    "checks_left_out": lambda question: len(question.checks) > 1,
    "fineness_left_out": lambda question: question.step is not None or question.decimals not in {None, 0},
    "forms_left_out": _has_forms,
    "limits_left_out": _has_limits,
    "offered_to_all": is_conditional,
    "parts_apart": lambda question: question.kind == "matrix" or (question.kind == "number" and bool(question.parts)),
    "unit_left_out": lambda question: question.kind == "number" and bool(question.unit),
}
"""What XLSForm does not have, and how to tell whether a question has it."""
Written = Iterator[tuple[Cells, Texts]]


def _named(kind: str, question: Question, **more: str) -> Cells:
    return {"type": kind, "name": question.key, **{name: value for name, value in more.items() if value}}


def _words(_writer: _Writer, question: Question) -> Written:
    is_long = "multiline" if question.is_long else ""
    limit = f"string-length(.) <= {number(question.high)}" if question.kind == "text" and question.high else ""
    yield _named("text", question, appearance=is_long, constraint=limit), question.text


def _single(writer: _Writer, question: Question) -> Written:
    writer.marks(question)
    look = {"list": "minimal", "search": "autocomplete"}.get(question.look, "")
    yield _named(f"select_one {writer.listed(question, question.options)}", question, appearance=look), question.text


def _several(writer: _Writer, question: Question) -> Written:
    writer.marks(question)
    name = writer.listed(question, question.options)
    if question.kind == "ranking":
        yield _named(f"rank {name}", question), question.text
        return
    limits = _limits("count-selected(.)", question.low, question.high)
    yield _named(f"select_multiple {name}", question, constraint=limits), question.text


def _limits(measured: str, low: float | None, high: float | None) -> str:
    ends = ((">=", low), ("<=", high))
    return " and ".join(f"{measured} {op} {number(end)}" for op, end in ends if end is not None)


def _number(_writer: _Writer, question: Question) -> Written:
    parts: Sequence[Row | None] = question.parts or (None,)
    kind = "integer" if question.decimals == 0 else "decimal"
    limits = _limits(".", question.low, question.high)
    for part in parts:
        cells = _named(kind, question, constraint=limits)
        if part is None:
            yield cells, question.text
        else:
            yield {**cells, "name": f"{question.key}_{part.key}"}, _both(question.text, part.text)


def _both(first: Texts, second: Texts) -> Texts:
    return {code: f"{words}: {second[code]}" for code, words in first.items() if code in second}


def _scale(writer: _Writer, question: Question) -> Written:
    if any(column.text for column in question.columns):
        yield _named(f"select_one {_steps(writer, question)}", question, appearance="likert"), question.text
        return
    steps = [int(column.value) for column in question.columns]
    said = f"start={steps[0]} end={steps[-1]} step={steps[1] - steps[0]}"
    look = "rating" if question.look == "stars" else ""
    yield _named("range", question, parameters=said, appearance=look), question.text


def _steps(writer: _Writer, question: Question) -> str:
    named = {"pl": "", **dict.fromkeys(writer.plan.languages, "")}
    options = [
        Option(str(column.value), column.text or dict.fromkeys(named, str(column.value))) for column in question.columns
    ]
    return writer.listed(question, options)


def _matrix(writer: _Writer, question: Question) -> Written:
    name = _steps(writer, question)
    for row in question.rows:
        cells = {"type": f"select_one {name}", "name": f"{question.key}_{row.key}", "appearance": "likert"}
        yield cells, _both(question.text, row.text)


def _date(_writer: _Writer, question: Question) -> Written:
    kind = "time" if question.holds == "time" else "date"
    look = {"month": "month-year", "year": "year"}.get(question.holds, "")
    ends = [(">=", question.earliest), ("<=", question.latest)]
    limits = " and ".join(f". {op} {_day(bound)}" for op, bound in ends if bound) if question.holds == "day" else ""
    yield _named(kind, question, appearance=look, constraint=limits), question.text


def _day(bound: Bound) -> str:
    if bound.on != "":
        return f"date({quoted(bound.on)})"
    if bound.months or bound.years:
        raise CannotSay
    start = name_of(bound.question) if bound.question else "today()"
    return f"{start} + {bound.days}" if bound.days else start


def _consent(_writer: _Writer, question: Question) -> Written:
    yield _named("acknowledge", question), question.text


def _note(_writer: _Writer, question: Question) -> Written:
    yield _named("note", question), question.text


def _calculated(writer: _Writer, question: Question) -> Written:
    if question.computed is None:
        raise CannotSay
    yield _named("calculate", question, calculation=term_of(question.computed, writer.plan.by_key)), question.text


WRITERS: Mapping[str, Callable[[_Writer, Question], Written]] = {
    "single": _single,
    "multiple": _several,
    "ranking": _several,
    "scale": _scale,
    "matrix": _matrix,
    "number": _number,
    "text": _words,
    "date": _date,
    "consent": _consent,
    "note": _note,
    "calculated": _calculated,
}
"""How each kind is written; others become words."""
