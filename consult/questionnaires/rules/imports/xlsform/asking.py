"""From a row of the survey to a question of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from consult.questionnaires.rules.imports.expressions import Value
from consult.questionnaires.rules.imports.languages import number
from consult.questionnaires.rules.imports.making import Item, Making
from consult.questionnaires.rules.imports.report import Beside, refuse
from consult.questionnaires.rules.imports.xlsform.choices import Lists, file_rows, labels, options_of
from consult.questionnaires.rules.imports.xlsform.limits import limits_of
from consult.questionnaires.rules.imports.xlsform.sheets import Row
from consult.questionnaires.rules.imports.xlsform.types import Type
from consult.questionnaires.rules.kinds.choosing import MOST_OPTIONS
from consult.questionnaires.rules.kinds.ranking import MOST as MOST_RANKED
from consult.questionnaires.rules.kinds.single import MOST_LISTED
from consult.questionnaires.rules.kinds.stepping import FEWEST_STEPS, MOST_STEPS
from consult.texts.folding import fold

YES = frozenset({"yes", "true", "true()", "1", "y"})
NO = frozenset({"", "no", "false", "false()", "0", "n"})
Sort = tuple[str, tuple[tuple[Value, str | int], ...]]
"""How conditions look at a question: the sort of its answers, and their values."""
WORDS: Sort = ("words", ())
AGREED: Sort = ("agreed", (("OK", "yes"),))
LIMITED = {"number": "number", "text": "text", "multiple": "multiple", "date": "date"}


@dataclass
class Asking:
    """What a question needs of the rest of the form."""

    making: Making
    lists: Lists
    external: Lists
    beside: Beside
    offered: list[Row] = field(default_factory=list)
    """The rows of the options of the question that was made last."""
    left_over: str = ""
    """Its constraint, where limits do not say all of it."""

    def question(self, row: Row, kind: Type, name: str) -> tuple[Item, Sort | None]:
        """Make a question, and say how conditions look at it."""
        base = self.making.spoken.base
        self.offered, self.left_over = [], ""
        item: Item = {"key": self.making.key(name, row.where), "kind": "text"}
        item["text"] = self.making.named(labels(row, base), name, row.where)
        if hint := self.making.words(labels(row, base, "hint"), row.where):
            item["hint"] = hint
        if kind.is_a in {"one", "several", "rank"}:
            sort = self._chosen(row, kind, item)
        else:
            sort = PLAIN[kind.is_a](self, row, item)
        if item["kind"] == "note":
            item.pop("hint", None)
            return item, None
        self._required(row, item)
        self._limits(row, item)
        return item, sort

    # Options

    def _chosen(self, row: Row, kind: Type, item: Item) -> Sort | None:
        rows = self._list(row, kind)
        if rows is None:
            item["long"] = False
            self.making.report.tell(row.where, "file_not_there", file=kind.list_name)
            return WORDS
        options, keys, self.offered = options_of(self.making, rows, has_other=kind.has_other)
        item["options"] = options
        values: tuple[tuple[Value, str | int], ...] = tuple(keys.items())
        if kind.is_a == "one":
            item["kind"] = "single"
            self._look(row, item)
            return "choice", values
        item["kind"] = "multiple"
        if kind.is_a == "rank" and FEWEST_STEPS <= len(options) <= MOST_RANKED:
            item["kind"] = "ranking"
            return None
        if len(options) > MOST_OPTIONS:
            self._as_words(row, item, "too_many_options")
            return WORDS
        return "choices", values

    def _list(self, row: Row, kind: Type) -> list[Row] | None:
        if kind.is_from_file:
            return file_rows(kind.list_name, self.beside)
        lists = self.external if kind.is_external and kind.list_name in self.external else self.lists
        if kind.list_name.startswith("${"):
            return None
        if kind.list_name not in lists:
            refuse(row.where, "unknown_list", list=kind.list_name)
        return lists[kind.list_name]

    def _look(self, row: Row, item: Item) -> None:
        appearance = row.get("appearance").casefold()
        options = item["options"]
        is_long = len(options) > MOST_OPTIONS
        if len(options) > MOST_LISTED:
            self._as_words(row, item, "too_many_options")
        elif "autocomplete" in appearance or "search" in appearance:
            folded = [fold(words) for option in options for words in set(option["text"].values())]
            item["look"] = "search" if len(set(folded)) == len(folded) else "list"
        elif is_long or "minimal" in appearance:
            item["look"] = "list"

    def _as_words(self, row: Row, item: Item, why: str) -> None:
        self.making.report.tell(row.where, why, count=len(item.pop("options")))
        item["kind"] = "text"

    # The rest

    def text(self, row: Row, item: Item) -> Sort:
        """Ask for words."""
        if "multiline" in row.get("appearance"):
            item["long"] = True
        if row.get("appearance") == "numbers":
            item["kind"] = "number"
            return "number", ()
        return WORDS

    def integer(self, row: Row, item: Item) -> Sort:
        """Ask for a whole number."""
        item.update(kind="number", decimals=0)
        if row.get("type").casefold() == "percentage":
            item.update(min=0, max=100)
        return "number", ()

    def decimal(self, _row: Row, item: Item) -> Sort:
        """Ask for a number."""
        item["kind"] = "number"
        return "number", ()

    def range(self, row: Row, item: Item) -> Sort:
        """Make a scale of a range of a few whole numbers, else a number."""
        said = {
            name: number(value)
            for name, _sign, value in (part.partition("=") for part in row.get("parameters").replace(",", " ").split())
        }
        low, high, step = (said.get(name) for name in ("start", "end", "step"))
        low, high, step = (1.0 if low is None else low), (10.0 if high is None else high), step or 1.0
        is_whole = low.is_integer() and high.is_integer() and step.is_integer()
        steps = (high - low) / step + 1
        if is_whole and FEWEST_STEPS <= steps <= MOST_STEPS and steps.is_integer():
            item.update(kind="scale", min=int(low), max=int(high))
            if step != 1:
                item["step"] = int(step)
            elif low == 1 and "rating" in row.get("appearance"):
                item["look"] = "stars"
            return "choice", tuple((str(at), at) for at in range(int(low), int(high) + 1, int(step)))
        item.update(kind="number", min=min(low, high), max=max(low, high), step=step)
        return "number", ()

    def date(self, row: Row, item: Item) -> Sort | None:
        """Ask for a day, a month or a year."""
        appearance = row.get("appearance")
        precision = "month" if "month-year" in appearance else "year" if appearance == "year" else "day"
        item.update(kind="date", precision=precision)
        return ("date", ()) if precision == "day" else WORDS

    def datetime(self, row: Row, item: Item) -> Sort:
        """Ask for the day alone."""
        self.making.report.tell(row.where, "time_left_out")
        item.update(kind="date", precision="day")
        return WORDS

    def time(self, _row: Row, item: Item) -> Sort:
        """Ask for an hour."""
        item.update(kind="date", precision="time")
        return "date", ()

    def note(self, _row: Row, item: Item) -> Sort:
        """Show words."""
        item["kind"] = "note"
        return WORDS

    def consent(self, _row: Row, item: Item) -> Sort:
        """Ask for a tick."""
        item["kind"] = "consent"
        return AGREED

    def words(self, row: Row, item: Item) -> Sort:
        """Ask in words for what our format cannot take: places, pictures, codes of bars."""
        self.making.report.tell(row.where, "type_as_words", type=row.get("type"))
        return WORDS

    def _required(self, row: Row, item: Item) -> None:
        said = row.get("required").casefold()
        if said in YES:
            item["required"] = True
        elif said not in NO:
            self.making.report.tell(row.where, "required_if", text=said)

    def _limits(self, row: Row, item: Item) -> None:
        constraint = row.get("constraint")
        if not constraint:
            return
        kind = LIMITED.get(item["kind"])
        limits: dict[str, Any] = {}
        is_all = False
        if kind and not (kind == "date" and item["precision"] != "day"):
            limits, is_all = limits_of(constraint, kind, is_whole=item.get("decimals") == 0 or kind != "number")
        item.update(_fitting(item, limits))
        if not is_all:
            self.left_over = constraint


def _fitting(item: Item, limits: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the limits that suit the kind."""
    if item["kind"] == "multiple":
        return {name: value for name, value in limits.items() if 1 <= value <= len(item["options"])}
    if item["kind"] == "text":
        return {name: value for name, value in limits.items() if value >= 1}
    return limits


PLAIN: Mapping[str, Callable[[Asking, Row, Item], Sort | None]] = {
    "text": Asking.text,
    "integer": Asking.integer,
    "decimal": Asking.decimal,
    "range": Asking.range,
    "date": Asking.date,
    "datetime": Asking.datetime,
    "time": Asking.time,
    "note": Asking.note,
    "consent": Asking.consent,
    "words": Asking.words,
}
