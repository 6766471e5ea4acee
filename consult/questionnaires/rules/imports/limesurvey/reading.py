"""From a survey of LimeSurvey to a document of ours."""

import re
from collections.abc import Collection, Iterator

from consult.questionnaires.rules.imports.expressions import BadExpression, Call, Constant, Name, Node, parse
from consult.questionnaires.rules.imports.languages import Asked
from consult.questionnaires.rules.imports.limesurvey.asking import Asker, Made
from consult.questionnaires.rules.imports.limesurvey.language import Manager
from consult.questionnaires.rules.imports.limesurvey.offering import offer, rows_of
from consult.questionnaires.rules.imports.limesurvey.source import Group, Row, Source, Survey
from consult.questionnaires.rules.imports.making import Made as Placed
from consult.questionnaires.rules.imports.making import Making
from consult.questionnaires.rules.imports.report import Brought
from consult.questionnaires.rules.imports.spoken import spoken
from consult.questionnaires.rules.imports.wiring import Wanted, wire

ALWAYS = frozenset({"", "1"})
EXPRESSION = re.compile(r"\s*(?:<[^>]+>\s*)*\{(?P<inside>[^{}]+)\}\s*(?:</[^>]+>\s*)*", re.DOTALL)
"""A question of which the whole text is computed."""
TOLD = {
    "em_validation_q": "constraint_left_out",
    "em_validation_sq": "constraint_left_out",
    "random_group": "random_left_out",
    "time_limit": "time_limit_left_out",
}
SIGNS = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "a<b": "<", "a<=b": "<="}


def read(survey: Survey, name: str) -> Brought:
    """Read a survey; raises `NotAQuestionnaire`."""
    making = Making(spoken(survey.languages, survey.base))
    making.title = making.named(survey.titles or _first_names(survey), name, "")
    making.intro = making.words(survey.welcomes, "")
    if any(survey.ends.values()):
        making.report.tell("", "end_left_out", text=next(filter(None, survey.ends.values())))
    for what, count in survey.left_out.items():
        making.report.tell("", what, count=count)
    return _Reader(survey, making).brought()


def _first_names(survey: Survey) -> dict[str, str]:
    return survey.groups[0].names if survey.groups else {}


class _Reader:
    def __init__(self, survey: Survey, making: Making) -> None:
        self.survey = survey
        self.making = making
        self.report = making.report
        self.asker = Asker(making)
        self.names: dict[str, Asked | Node] = {}
        self.wanted: list[Wanted] = []
        making.answers = self._answer

    def _answer(self, found: str) -> str | None:
        """Find the question whose answer stands in a text."""
        name = found.strip("{} ").removeprefix("INSERTANS:").removesuffix(".shown").removesuffix(".value")
        meant = self.names.get(name)
        return meant.key if isinstance(meant, Asked) and meant.sort != "row" and not meant.row else None

    def brought(self) -> Brought:
        for group in self.survey.groups:
            self._group(group)
        wire(self.making, self.wanted, Manager(), self.names)
        return self.making.brought()

    def _group(self, group: Group) -> None:
        self.making.section(self.making.words(group.names, group.where))
        if group.is_random:
            self.report.tell(group.where, "random_left_out", text="")
        placed: list[Placed] = []
        said = self.making.words(group.descriptions, group.where)
        if said and group.questions:
            key = self.making.key(f"group_{group.id}".replace(" ", "_"), "")
            placed.append(self.making.add({"key": key, "kind": "note", "text": said}, group.where))
        for question in group.questions:
            placed += self._question(group, question)
        if placed and group.relevance.strip() not in ALWAYS:
            self.wanted.append(Wanted(group.where, group.relevance, placed))

    def _question(self, group: Group, source: Source) -> list[Placed]:
        self._tell(source)
        if source.type == "*":
            self._equation(group, source)
            return []
        if source.attribute("hidden") == "1" or source.type == "I":
            what = "hidden_left_out" if source.type != "I" else "language_question_left_out"
            self.report.tell(source.where, what, type=source.type, name=source.code)
            return []
        made = self.asker.made(source)
        first = len(self.making.items)
        placed = [self.making.add(item, source.where) for item in made.items]
        self._name(group, source, made, first)
        for where, name, text in offer(source, [one.item for one in placed], self.names, first):
            what = "row_condition_left_out" if name else "options_filtered"
            self.report.tell(where, what, text=text, **({"name": name} if name else {}))
        self._condition(source, placed)
        return placed

    def _tell(self, source: Source) -> None:
        for attribute, what in TOLD.items():
            if said := source.attribute(attribute):
                self.report.tell(source.where, what, text=f"{attribute}: {said}")
        if source.attribute("random_order") == "1":
            self.report.tell(source.where, "random_left_out", text="random_order")
        if source.pattern:
            self.report.tell(source.where, "constraint_left_out", text=source.pattern)
        if source.has_default:
            self.report.tell(source.where, "default_left_out", text=source.code)

    def _equation(self, group: Group, source: Source) -> None:
        said = source.attribute("equation") or next(filter(None, source.texts.values()), "")
        self.report.tell(source.where, "calculation_left_out", name=source.code, text=said)
        found = EXPRESSION.fullmatch(said)
        if not found:
            return
        try:
            node = parse(found["inside"], Manager.grammar)
        except BadExpression:
            return
        for name in self._spellings(group, source, ""):
            self.names[name] = node

    def _name(self, group: Group, source: Source, made: Made, first: int) -> None:
        """Remember under which names conditions look at a question."""
        rows = {} if not source.parts else rows_of(source, made.items)
        for part, seen in made.seen.items():
            asked = rows.get(part, seen) if seen.sort == "row" else seen
            for name in self._spellings(group, source, part):
                is_strict = not name.endswith(".NAOK")
                self.names[name] = Asked(asked.key, asked.sort, asked.values, first, is_strict, asked.row)
        parts = tuple(Name(f"{source.code}_{part}.NAOK") for part in made.seen if part)
        whole = parts or (Name(f"{source.code}.NAOK"),)
        for end in ("", ".NAOK"):
            self.names[f"that.{source.code}{end}"] = Call("list", whole)

    def _spellings(self, group: Group, source: Source, part: str) -> Iterator[str]:
        old = f"{self.survey.id}X{group.id}X{source.id}"
        for name in (f"{source.code}_{part}" if part else source.code, f"{old}{part}"):
            for end in ("", ".NAOK", ".code", ".code.NAOK"):
                yield f"{name}{end}"

    def _condition(self, source: Source, placed: list[Placed]) -> None:
        if source.relevance is not None:
            if source.relevance.strip() not in ALWAYS:
                self.wanted.append(Wanted(source.where, source.relevance, placed))
            return
        rows = [row for row in self.survey.rows if row.question == source.id]
        if rows:
            text = "; ".join(f"{row.field} {row.method} {row.value}" for row in rows)
            several = {one.id for group in self.survey.groups for one in group.questions if one.type in "MP"}
            self.wanted.append(Wanted(source.where, text, placed, _of_rows(rows, several)))


def _of_rows(rows: list[Row], several: Collection[str]) -> Node:
    """Join old conditions: those on one question by or, those on several by and, scenarios by or."""
    scenarios: dict[str, dict[str, list[Node]]] = {}
    for row in rows:
        scenarios.setdefault(row.scenario, {}).setdefault(row.asked, []).append(_of_row(row, several))
    return _call("or", [
        _call("and", [_call("or", tests) for tests in by_question.values()]) for by_question in scenarios.values()
    ])  # fmt: skip


def _call(function: str, parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Call(function, tuple(parts))


def _of_row(row: Row, several: Collection[str]) -> Node:
    if row.asked in several and not row.field.startswith("+"):  # the value names one of the options
        return Call("=", (Name(f"{row.field}{row.value}.NAOK"), Constant("Y")))
    name = Name(f"{row.field.removeprefix('+')}.NAOK")
    value = row.value
    if value.startswith("@") and value.endswith("@"):
        other: Node = Name(f"{value[1:-1]}.NAOK")
    else:
        other = Constant(value)
    sign = SIGNS.get(row.method.strip())
    if sign is None:
        return Call(row.method.strip(), (name, other))
    if not value and sign == "=":
        return Call("is_empty", (name,))
    return Call(sign, (name, other))
