"""Tables of SurveyJS: a matrix of one choice for each row; a matrix whose columns are questions; several texts."""

from collections.abc import Iterator, Sequence
from typing import Any

from consult.questionnaires.rules.imports.making import Item, Making
from consult.questionnaires.rules.imports.surveyjs.source import Part
from consult.questionnaires.rules.imports.tables import ANSWER, Coded, grid, keyed, matrix
from consult.questionnaires.rules.kinds.number import FEWEST_PARTS, MOST_PARTS

TICKED = frozenset({"checkbox", "tagbox"})
YES_NO = (
    Coded("true", {"pl": "tak", "en": "yes", "uk": "так"}),
    Coded("false", {"pl": "nie", "en": "no", "uk": "ні"}),
)
USUAL_ROWS = 2


def plain_number(value: Any) -> str:
    """Write a value as a code: whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def coded(making: Making, parts: Iterator[Part]) -> list[Coded]:
    """Give rows, columns or choices with their words."""
    found = []
    for part in parts:
        code = plain_number(part.data.get("value", part.data.get("name", "")))
        said = part.texts("text") or part.texts("title") or {part.base: code}
        found.append(Coded(code, making.named(said, code, part.where)))
        if text := part.word("visibleIf"):
            making.report.tell(part.where, "row_condition_left_out", name=code, text=text)
    return found


def _rows(making: Making, part: Part) -> list[Coded]:
    found = coded(making, part.parts("rows"))
    if found:
        return found
    making.report.tell(part.where, "rows_fixed", name=part.name)
    count = int(part.number("rowCount") or USUAL_ROWS)
    return [Coded(str(at), {"pl": str(at)}) for at in range(1, max(1, min(count, MOST_PARTS)) + 1)]


def one_matrix(making: Making, part: Part, item: Item) -> list[Item]:
    """Make a matrix; one where several can be chosen becomes ticks."""
    columns = coded(making, part.parts("columns"))
    if not columns:
        making.report.tell(part.where, "choices_elsewhere")
        return [item]
    rows = _rows(making, part)
    if part.data.get("isAllRowRequired") or part.data.get("eachRowRequired"):
        item["required"] = True
    if part.word("cellType") in TICKED:
        return grid(item, rows, columns, "multiple")
    return matrix(item, rows, columns)


def columns_of(making: Making, part: Part, item: Item) -> list[Item]:
    """Make a table, or several where the columns ask for different things."""
    rows = _rows(making, part)
    sorted_: dict[str, list[Part]] = {}
    for column in part.parts("columns"):
        sort = _sort(column, part)
        sorted_.setdefault(sort if sort in {"number", "text"} else column.name, []).append(column)
    found: list[Item] = []
    for columns in sorted_.values():
        found += _of_sort(making, part, _own(making, item, found, columns), rows, columns)
    if len(sorted_) > 1:
        making.report.tell(part.where, "split_by_column", count=len(sorted_))
    return found or [item]


def _own(making: Making, item: Item, found: Sequence[Item], columns: Sequence[Part]) -> Item:
    """Give each table after the first a key of its own, and a table of one column its heading."""
    one = dict(item)
    if found:
        one["key"] = making.key(f"{item['key']}_{columns[0].name}", columns[0].where)
    if len(columns) == 1:
        said = making.words(columns[0].texts("title") or {columns[0].base: columns[0].name}, columns[0].where)
        one["text"] = {
            code: f"{words} \N{EN DASH} {said.get(code, said.get('pl', ''))}" for code, words in item["text"].items()
        }
    if columns[0].flag("isRequired"):
        one["required"] = True
    return one


def _sort(column: Part, part: Part) -> str:
    cell = column.word("cellType") or part.word("cellType") or "dropdown"
    if cell == "text" and column.word("inputType") in {"number", "range"}:
        return "number"
    return "text" if cell in {"text", "comment", "file", "expression", "signaturepad"} else cell


def _of_sort(making: Making, part: Part, item: Item, rows: Sequence[Coded], columns: Sequence[Part]) -> list[Item]:
    sort = _sort(columns[0], part)
    if sort in {"number", "text"}:
        return grid(item, rows, coded(making, iter(columns)), sort)
    if sort == "boolean":
        languages = making.spoken.languages
        return matrix(item, rows, [Coded(one.code, {code: one.text[code] for code in languages}) for one in YES_NO])
    if sort == "rating":
        made = {"rows": keyed(rows, "r"), "min": 1, "max": int(columns[0].number("rateMax") or 5)}
        return [{**item, "kind": "matrix", **made}]
    choices = coded(making, (columns[0] if columns[0].data.get("choices") else part).parts("choices"))
    if sort in TICKED and choices:
        return grid(item, rows, choices, "multiple")
    if not choices:
        making.report.tell(columns[0].where, "choices_elsewhere")
        return grid(item, rows, coded(making, iter(columns)), "text")
    return matrix(item, rows, choices)


def multiple_texts(making: Making, part: Part, item: Item) -> list[Item]:
    """Make the parts of a number, or a table with one column."""
    parts = coded(making, part.parts("items"))
    are_numbers = all(one.word("inputType") == "number" for one in part.parts("items"))
    if any(one.flag("isRequired") for one in part.parts("items")):
        item["required"] = True
    if not parts:
        return [item]
    if are_numbers and FEWEST_PARTS <= len(parts) <= MOST_PARTS:
        return [{**item, "kind": "number", "parts": keyed(parts, "p")}]
    answer = Coded("answer", {code: ANSWER[code] for code in making.spoken.languages})
    return grid(item, parts, [answer], "number" if are_numbers else "text")
