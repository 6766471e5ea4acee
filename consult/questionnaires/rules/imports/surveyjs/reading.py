"""From a survey of SurveyJS to a document of ours."""

from collections.abc import Mapping
from typing import Any

from consult.questionnaires.rules.imports.expressions import BadExpression, Node, parse
from consult.questionnaires.rules.imports.languages import Asked
from consult.questionnaires.rules.imports.making import Made, Making
from consult.questionnaires.rules.imports.report import Brought, refuse
from consult.questionnaires.rules.imports.spoken import UNSAID, spoken
from consult.questionnaires.rules.imports.surveyjs.asking import Asker
from consult.questionnaires.rules.imports.surveyjs.language import Expressions, opened
from consult.questionnaires.rules.imports.surveyjs.source import Part, languages_of
from consult.questionnaires.rules.imports.wiring import Wanted, wire

ELEMENTS = ("elements", "questions")
PANELS = frozenset({"panel", "flowpanel"})
TOLD = {
    "choicesVisibleIf": "options_filtered",
    "choicesEnableIf": "options_filtered",
    "rowsVisibleIf": "options_filtered",
    "columnsVisibleIf": "options_filtered",
    "requiredIf": "required_if",
    "setValueExpression": "value_left_out",
    "setValueIf": "value_left_out",
    "resetValueIf": "value_left_out",
    "defaultValueExpression": "default_left_out",
}
UNDERSTOOD_VALIDATORS = frozenset({"numeric", "text", "answercount"})
RANDOM = ("choicesOrder", "rowsOrder", "rowOrder", "questionsOrder", "questionOrder")


def read(data: Mapping[str, Any], name: str) -> Brought:
    """Read a survey; raises `NotAQuestionnaire` with the place in the JSON."""
    base = data.get("locale") if isinstance(data.get("locale"), str) else UNSAID
    root = Part("", data, base or UNSAID)
    said = languages_of(data, {})
    making = Making(spoken([root.base, *said], root.base))
    making.title = making.named(root.texts("title") or {root.base: name}, name, "title")
    making.intro = making.words(root.texts("description"), "description")
    return _Reader(making).brought(root)


class _Reader:
    def __init__(self, making: Making) -> None:
        self.making = making
        self.report = making.report
        self.asker = Asker(making)
        self.names: dict[str, Asked | Node] = {}
        self.wanted: list[Wanted] = []
        self.titles: list[dict[str, str]] = []
        making.answers = self._answer

    def _answer(self, found: str) -> str | None:
        """Find the question whose answer stands in a text."""
        meant = self.names.get(found.strip("{} ").casefold())
        return meant.key if isinstance(meant, Asked) and meant.sort != "row" else None

    def brought(self, root: Part) -> Brought:
        self._beside(root)
        pages = list(root.parts("pages")) if root.data.get("pages") else [root]
        for page in pages:
            title = self.making.words(page.texts("title"), page.where) if page is not root else {}
            self.making.section(title)
            self.titles = [title]
            self._group(page, "")
        self._open_expressions()
        wire(self.making, self.wanted, Expressions(), self.names)
        return self.making.brought()

    def _beside(self, root: Part) -> None:
        for one in root.parts("calculatedValues"):
            self._calculated(one, one.word("expression"))
        for name, what in (("triggers", "triggers_left_out"), ("completedHtml", "end_left_out")):
            if root.data.get(name):
                self.report.tell(name, what, text="")

    def _calculated(self, part: Part, text: str) -> None:
        self.report.tell(part.where, "calculation_left_out", name=part.name, text=text)
        try:
            self.names[part.name.casefold()] = parse(text, Expressions.grammar)
        except BadExpression as mistake:
            if text:
                self.report.tell(part.where, "condition_unreadable", text=text, near=mistake.near)

    def _group(self, group: Part, prefix: str) -> list[Made]:
        """Read what stands in a page or panel; gives all of it."""
        made: list[Made] = []
        said = self.making.words(group.texts("description"), group.where) if group.where else {}
        if said:
            key = self.making.key(f"{group.name or 'page'}_about", "")
            made.append(self.making.add({"key": key, "kind": "note", "text": said}, group.where))
        for element in group.parts(*ELEMENTS):
            made += self._element(element, prefix)
        if group.where:
            self._conditions(group, made)
        return made

    def _element(self, part: Part, prefix: str) -> list[Made]:
        if part.type in PANELS:
            return self._panel(part, prefix)
        if part.type == "paneldynamic":
            self.report.tell(part.where, "asked_once", name=part.name, count="")
            inside = {**part.data, "elements": part.data.get("templateElements", [])}
            return self._panel(Part(part.where, inside, part.base), "panel.")
        if not part.name:
            refuse(part.where, "name_missing")
        if part.type == "expression":
            self._calculated(part, part.word("expression"))
            return []
        if part.type in {"image", "empty"}:
            self.report.tell(part.where, "media_left_out", what=part.type)
            return []
        if part.data.get("visible") is False and not part.word("visibleIf"):
            self.report.tell(part.where, "hidden_left_out", type=part.type, name=part.name)
            return []
        return self._question(part, prefix)

    def _panel(self, part: Part, prefix: str) -> list[Made]:
        title = self.making.words(part.texts("title"), part.where)
        if title:
            self.making.section(title)
        self.titles.append(title)
        made = self._group(part, prefix)
        self.titles.pop()
        if title:
            self.making.section(next((outer for outer in reversed(self.titles) if outer), {}))
        return made

    def _question(self, part: Part, prefix: str) -> list[Made]:
        self._tell(part)
        found = self.asker.made(part)
        first = len(self.making.items)
        made = [self.making.add(item, part.where) for item in found.items]
        names = {part.name, part.word("valueName")} - {""}
        for end, asked in found.seen.items():
            for name in names:
                placed = Asked(asked.key, asked.sort, asked.values, first)
                self.names.setdefault(f"{prefix}{name}{end}".casefold(), placed)
        self._conditions(part, made)
        return made

    def _conditions(self, part: Part, made: list[Made]) -> None:
        for name in ("visibleIf", "enableIf"):
            text = part.word(name)
            if text and made:
                self.wanted.append(Wanted(part.where, text, made))
            if text and name == "enableIf":
                self.report.tell(part.where, "enabled_as_asked", text=text)

    def _open_expressions(self) -> None:
        """Parse all conditions once the names are known."""
        for name, meant in self.names.items():
            if not isinstance(meant, Asked):
                self.names[name] = opened(meant, self.names)
        found: list[Wanted] = []
        for one in self.wanted:
            try:
                node = opened(parse(one.text, Expressions.grammar), self.names)
            except BadExpression:
                found.append(one)
                continue
            found.append(Wanted(one.where, one.text, one.about, node))
        self.wanted = found

    def _tell(self, part: Part) -> None:
        for name, what in TOLD.items():
            if text := part.word(name):
                self.report.tell(part.where, what, text=text)
        if any(part.word(name) == "random" for name in RANDOM):
            self.report.tell(part.where, "random_left_out")
        if part.data.get("defaultValue") is not None:
            self.report.tell(part.where, "default_left_out", text=str(part.data["defaultValue"]))
        if part.flag("readOnly"):
            self.report.tell(part.where, "readonly_left_out")
        self._validators(part)

    def _validators(self, part: Part) -> None:
        for one in part.parts("validators"):
            if one.type.removesuffix("validator") not in UNDERSTOOD_VALIDATORS:
                text = one.word("expression") or one.word("regex") or one.type
                self.report.tell(one.where, "constraint_left_out", text=text)
