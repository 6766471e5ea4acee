"""Which options and rows are offered: those that were chosen before, or for which an expression holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from consult.questionnaires.rules.imports.combining import all_of, answered_at, none_of
from consult.questionnaires.rules.imports.conditions import Names, translate
from consult.questionnaires.rules.imports.expressions import BadExpression, Value, parse
from consult.questionnaires.rules.imports.languages import Asked, CannotTranslate
from consult.questionnaires.rules.imports.limesurvey.language import Answer, Manager
from consult.questionnaires.rules.imports.limesurvey.source import Source
from consult.questionnaires.rules.imports.making import Item

ALWAYS = frozenset({"", "1"})
OFFERING = frozenset({"multiple", "ranking", "single"})


def offer(source: Source, items: list[Item], names: Names, place: int) -> Iterator[tuple[str, str, str]]:
    """Give options and rows their conditions; tells what our format cannot say: the place, the part, the text."""
    offered = {str(part["key"]): part for item in items for part in _parts(item)}
    for attribute, is_there in (("array_filter", True), ("array_filter_exclude", False)):
        if text := source.attribute(attribute):
            found = {key: _chosen(text, key, names, place, is_there=is_there) for key in offered}
            if not offered or None in found.values():
                yield source.where, "", f"{attribute}: {text}"
                continue
            for key, condition in found.items():
                _add(offered[key], condition)
    for part in (*source.parts, *source.answers):
        if (text := part.relevance.strip()) not in ALWAYS and not _is_told(offered.get(part.code), text, names, place):
            yield part.where, part.code, text


def _parts(item: Item) -> list[dict[str, Any]]:
    if item["kind"] in {"matrix", "grid"}:
        return list(item["rows"])
    if item["kind"] == "number" and "total" not in item:
        return list(item.get("parts", ()))
    return list(item["options"]) if item["kind"] in OFFERING else []


def _chosen(sources: str, code: str, names: Names, place: int, *, is_there: bool) -> Any:
    """Say that the same answer was chosen before, in each of the questions that are named."""
    tests = []
    for name in sources.split(";"):
        asked = names.get(f"{name.strip()}_{code}.NAOK")
        if not isinstance(asked, Asked) or asked.place >= place:
            return None
        key = asked.values[0][1] if asked.sort == "ticked" else ""
        if asked.sort != "ticked" and not asked.row:
            return None
        test: Any = {**asked.at, "op": "includes", "value": key} if key else answered_at(asked)
        tests.append(test if is_there else none_of(test))
    return all_of(*tests)


def _is_told(part: dict[str, Any] | None, text: str, names: Names, place: int) -> bool:
    try:
        found = translate(parse(text, Manager.grammar), Manager(), names, place) if part is not None else None
    except (BadExpression, CannotTranslate):
        return False
    if part is None:
        return False
    _add(part, found)
    return True


def _add(part: dict[str, Any], condition: Mapping[str, Any] | None) -> None:
    if condition is not None:
        part["if"] = all_of(part["if"], dict(condition)) if "if" in part else dict(condition)


def rows_of(source: Source, items: Sequence[Item]) -> dict[str, Asked]:
    """Say how conditions look at the rows of a table whose codes are those of the source, and at parts of a number."""
    found: dict[str, Asked] = {}
    codes = [part.code for part in source.answers_of("0")]
    for item in items:
        if item["kind"] == "matrix":
            values = _steps(item, codes)
            if values:
                found |= {row["key"]: Asked(item["key"], "choice", values, row=row["key"]) for row in item["rows"]}
        elif item["kind"] == "number":
            found |= {part["key"]: Asked(item["key"], "number", row=part["key"]) for part in item.get("parts", ())}
    return found


def _steps(item: Item, codes: Sequence[str]) -> tuple[tuple[Value, str | int], ...]:
    """Give the value of the source with our step; nothing where they cannot be told apart."""
    keys = [str(option["key"]) for option in item.get("options", ())]
    if not keys:
        return tuple((Answer(step), step) for step in range(int(item["min"]), int(item["max"]) + 1))
    if len(keys) != len(codes):
        return ()
    are_numbers = any(key.isdecimal() for key in keys)
    return tuple(
        (Answer(code), int(key) if are_numbers and key.isdecimal() else key)
        for code, key in zip(codes, keys, strict=True)
    )
