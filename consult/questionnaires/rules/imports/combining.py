"""Conditions joined, turned and counted, as short as they can be said."""

from collections.abc import Iterator
from math import comb
from typing import Any

from consult.questionnaires.rules.conditions import MOST_PARTS
from consult.questionnaires.rules.imports.languages import Asked, CannotTranslate

Condition = dict[str, Any]
Found = Condition | bool
"""A condition, or what holds for all answers or for none."""
MOST_COUNTED = 1_000
"""Most combinations that are spelled out."""


def all_of(*parts: Found) -> Found:
    """Join conditions that must all hold."""
    return _joined("all", parts, neutral=True)


def any_of(*parts: Found) -> Found:
    """Join conditions of which one must hold."""
    return _joined("any", parts, neutral=False)


def none_of(part: Found) -> Found:
    """Turn a condition."""
    if isinstance(part, bool):
        return not part
    if "not" in part:
        turned: Condition = part["not"]
        return turned
    if part.get("op") == "answered":
        return {**part, "value": not part["value"]}
    if part.get("op") in {"=", "!="}:
        return {**part, "op": "!=" if part["op"] == "=" else "="}
    return {"not": part}


def _joined(name: str, parts: tuple[Found, ...], *, neutral: bool) -> Found:
    found: list[Condition] = []
    for part in parts:
        if part is (not neutral):
            return part
        if not isinstance(part, bool):
            found += [one for one in (part[name] if set(part) == {name} else [part]) if one not in found]
    if not found:
        return neutral
    while len(found) > MOST_PARTS:
        found = [_grouped(name, found[at : at + MOST_PARTS]) for at in range(0, len(found), MOST_PARTS)]
    return _grouped(name, found)


def _grouped(name: str, parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else {name: parts}


def answered(key: str, *, is_given: bool = True) -> Condition:
    """Hold where there is an answer, or none."""
    return {"question": key, "op": "answered", "value": is_given}


def answered_at(asked: Asked, *, is_given: bool = True) -> Condition:
    """Hold likewise for a question or a row of one."""
    return {**asked.at, "op": "answered", "value": is_given}


def presences(asked: Asked, function: str) -> Iterator[Condition]:
    """Give a condition for each thing that is counted."""
    if asked.sort in {"ticked", "choices"}:
        for _value, key in asked.values:
            yield {**asked.at, "op": "includes", "value": key}
    elif function == "count":
        yield answered_at(asked)
    else:
        raise CannotTranslate("function_unknown", function)


def runs(holds: list[bool], parts: list[Condition]) -> Found:
    """Hold where the number of parts that hold is one for which `holds` says so."""
    found: list[Found] = []
    count = 0
    while count < len(holds):
        if holds[count]:
            last = count
            while last + 1 < len(holds) and holds[last + 1]:
                last += 1
            found.append(all_of(_at_least(count, parts), none_of(_at_least(last + 1, parts))))
            count = last
        count += 1
    return any_of(*found)


def _at_least(count: int, parts: list[Condition]) -> Found:
    """Hold where so many hold: one of them, and of those behind it one less."""
    if count <= 0:
        return True
    if count > len(parts):
        return False
    if comb(len(parts), count) > MOST_COUNTED:
        raise CannotTranslate("too_deep_there")
    return any_of(*(all_of(part, _at_least(count - 1, parts[at:])) for at, part in enumerate(parts, 1)))
