"""From the sheets of an XLSForm to a document of ours."""

from dataclasses import dataclass, field

from consult.questionnaires.rules.imports.conditions import calculation
from consult.questionnaires.rules.imports.expressions import BadExpression, Node, parse
from consult.questionnaires.rules.imports.languages import Asked, CannotTranslate
from consult.questionnaires.rules.imports.making import Item, Made, Making
from consult.questionnaires.rules.imports.report import Beside, Brought, refuse
from consult.questionnaires.rules.imports.spoken import UNSAID, Spoken, spoken
from consult.questionnaires.rules.imports.wiring import Wanted, wire
from consult.questionnaires.rules.imports.xlsform.asking import Asking
from consult.questionnaires.rules.imports.xlsform.choices import labels, lists_of
from consult.questionnaires.rules.imports.xlsform.language import STRAIGHT, XPath, about
from consult.questionnaires.rules.imports.xlsform.logic import DOES_NOT_FIT, check_of, with_filter
from consult.questionnaires.rules.imports.xlsform.sheets import Row, read_sheets
from consult.questionnaires.rules.imports.xlsform.types import Type, read_type

YES = frozenset({"yes", "true", "true()", "1", "y"})
NO = frozenset({"", "no", "false", "false()", "0", "n"})
UNSURE = frozenset("[/@|")
"""Signs of paths into data: valid, and not read here; so an expression with them is not called broken."""


def read(data: bytes, name: str, beside: Beside) -> Brought:
    """Read an XLSForm; raises `NotAQuestionnaire` with the sheet and row where it is broken."""
    sheets = read_sheets(data)
    survey = sheets.get("survey", ())
    if not survey:
        refuse("survey", "sheet_missing", sheet="survey")
    settings = next(iter(sheets.get("settings", ())), Row("settings:2", {}))
    choices = sheets.get("choices", ())
    making = Making(_spoken((*survey, *choices), settings))
    said = labels(settings, making.spoken.base, "form_title") or {making.spoken.base: name}
    making.title = making.named(said, name, settings.where)
    lists = lists_of(choices)
    external = lists_of(sheets.get("external_choices", ()))
    return _Form(making, Asking(making, lists, external, beside)).brought(survey)


def _spoken(rows: tuple[Row, ...], settings: Row) -> Spoken:
    columns = dict.fromkeys(column for row in rows for column in row.cells)
    said = list(dict.fromkeys(
        column.partition("::")[2] for column in columns if column.split("::")[0] in {"label", "hint"} and "::" in column
    ))  # fmt: skip
    base = settings.get("default_language")
    base = next((one for one in said if one.casefold() == base.casefold()), base)
    if not base and "label" not in columns and said:
        base = said[0]
    return spoken([UNSAID, *said] if not base and "label" in columns else said, base)


@dataclass
class _Group:
    """A group that is open: its heading, its condition, and what stands in it."""

    row: Row
    is_repeat: bool
    title: dict[str, str]
    about: list[Made] = field(default_factory=list)


class _Form:
    def __init__(self, making: Making, asking: Asking) -> None:
        self.making = making
        self.report = making.report
        self.asking = asking
        self.open: list[_Group] = []
        self.names: dict[str, Asked | Node] = {}
        self.wanted: list[Wanted] = []
        self.appearances: set[str] = set()
        making.answers = self._answer

    def _answer(self, found: str) -> str | None:
        """Find the question whose answer stands in a text."""
        meant = self.names.get(found.removeprefix("$").strip("{} "))
        return meant.key if isinstance(meant, Asked) and meant.sort != "row" else None

    def brought(self, survey: tuple[Row, ...]) -> Brought:
        for row in survey:
            if row.get("disabled").casefold() in YES:
                continue
            self._row(row)
        if self.open:
            refuse(self.open[-1].row.where, "group_not_closed", name=self.open[-1].row.get("name"))
        wire(self.making, self.wanted, XPath(), self.names)
        return self.making.brought()

    def _row(self, row: Row) -> None:
        said = row.get("type")
        if not said:
            refuse(row.where, "type_missing")
        kind = read_type(said)
        if kind is None:
            refuse(row.where, "unknown_type", type=said)
        if kind.is_a in {"begin group", "begin repeat"}:
            self._begin(row, is_repeat=kind.is_a == "begin repeat")
        elif kind.is_a == "end":
            self._end(row)
        elif kind.is_a in {"metadata", "hidden"}:
            self.report.tell(row.where, f"{kind.is_a}_left_out", type=said, name=row.get("name"))
        elif kind.is_a == "calculate":
            self._calculation(row)
        else:
            self._question(row, kind)

    def _begin(self, row: Row, *, is_repeat: bool) -> None:
        title = self.making.words(labels(row, self.making.spoken.base), row.where)
        self.open.append(_Group(row, is_repeat, title))
        if title:
            self.making.section(title)
        if is_repeat:
            self.report.tell(row.where, "asked_once", name=row.get("name"), count=row.get("repeat_count"))
        self._appearance(row)

    def _end(self, row: Row) -> None:
        if not self.open:
            refuse(row.where, "group_not_open")
        group = self.open.pop()
        if relevant := group.row.get("relevant"):
            self._want(group.row, relevant, group.about)
        if group.title:
            self.making.section(next((outer.title for outer in reversed(self.open) if outer.title), {}))

    def _want(self, row: Row, relevant: str, made: list[Made]) -> None:
        name = row.get("name")
        text = relevant.translate(STRAIGHT)
        try:
            node = about(parse(text, XPath.grammar), name)
        except BadExpression:
            node = None
        self.wanted.append(Wanted(row.where, text, made, node))

    def _calculation(self, row: Row) -> None:
        name, text = row.get("name"), row.get("calculation")
        if not name:
            refuse(row.where, "name_missing")
        if not text and not row.get("default", "trigger"):
            refuse(row.where, "calculation_missing", name=name)
        try:
            self.names[name] = node = parse(text.translate(STRAIGHT) if text else "''", XPath.grammar)
        except BadExpression as mistake:
            if not UNSURE & set(text):
                refuse(row.where, "expression_broken", text=text, near=mistake.near)
            node = None
        if node is None or not text or not self._is_computed(row, name, node):
            self.report.tell(row.where, "calculation_left_out", name=name, text=text or row.get("default"))

    def _is_computed(self, row: Row, name: str, node: Node) -> bool:
        """Compute a number as ours, where ours can; words stay in the expressions that look at them."""
        place = len(self.making.items)
        try:
            value = calculation(node, XPath(), self.names, place)
        except CannotTranslate:
            return False
        if not isinstance(value, dict):
            return False
        key = self.making.key(name, row.where)
        text = self.making.named(labels(row, self.making.spoken.base), name, row.where)
        made = self.making.add({"key": key, "kind": "calculated", "text": text, "value": value}, row.where)
        self.names[name] = Asked(key, "computed", (), place)
        for group in self.open:
            group.about.append(made)
        if relevant := row.get("relevant"):
            self._want(row, relevant, [made])
        return True

    def _question(self, row: Row, kind: Type) -> None:
        name = row.get("name")
        if not name:
            if kind.is_a != "note":
                refuse(row.where, "name_missing")
            name = f"note_{row.where.rpartition(':')[2]}"
        if not self.making.sections:
            self.making.section({})
        item, asked = self.asking.question(row, kind, name)
        made = self.making.add(item, row.where)
        if asked is not None:
            place = len(self.making.items) - 1
            self.names[name] = Asked(str(item["key"]), asked[0], asked[1], place)
        self._logic(row, item, name)
        for group in self.open:
            group.about.append(made)
        if relevant := row.get("relevant"):
            self._want(row, relevant, [made])
        self._beside(row)

    def _logic(self, row: Row, item: Item, name: str) -> None:
        """Take over which options are offered, and what must hold of the answer; tell what our format cannot say."""
        place = len(self.making.items) - 1
        if text := row.get("choice_filter"):
            can_be = item["kind"] in {"single", "multiple", "ranking"} and bool(self.asking.offered)
            if not can_be or not with_filter(item, self.asking.offered, text, self.names, place):
                self.report.tell(row.where, "options_filtered", text=text)
        if text := self.asking.left_over:
            languages = self.making.spoken.languages
            said = self.making.words(labels(row, self.making.spoken.base, "constraint_message"), row.where)
            words = said or {code: DOES_NOT_FIT[code] for code in languages}
            check = check_of(text, name, str(item["key"]), words, self.names, place)
            if check is None:
                self.report.tell(row.where, "constraint_left_out", text=text)
            else:
                item["checks"] = [check]

    def _beside(self, row: Row) -> None:
        """Tell what a row says that our format does not."""
        self._appearance(row)
        for column, what in LEFT_OUT.items():
            if text := row.get(column):
                self.report.tell(row.where, what, text=text)
        for column, cell in row.cells.items():
            if column.split("::")[0] in MEDIA:
                self.report.tell(row.where, "media_left_out", what=cell)
        if row.get("readonly").casefold() in YES:
            self.report.tell(row.where, "readonly_left_out")

    def _appearance(self, row: Row) -> None:
        said = row.get("appearance")
        if said and said not in self.appearances and said.split("(")[0] not in UNDERSTOOD:
            self.appearances.add(said)
            self.report.tell(row.where, "appearance_left_out", text=said)


LEFT_OUT = {
    "calculation": "value_left_out",
    "default": "default_left_out",
    "guidance_hint": "guidance_left_out",
}
MEDIA = frozenset({"image", "audio", "video", "media:image", "media:audio", "media:video", "media", "big-image"})
UNDERSTOOD = frozenset({
    "autocomplete", "field-list", "minimal", "minimal autocomplete", "month-year", "multiline", "numbers", "search",
    "year",
})  # fmt: skip
