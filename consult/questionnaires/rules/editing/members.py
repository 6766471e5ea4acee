"""What a form asks about a question of each sort, and how that becomes members of the document, and back.

A sort is a kind as an official thinks of it: a scale in numbers and one in words are one kind, and two sorts. What
a form does not ask about (a condition, limits that look at other answers) stays as the document has it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules import formulas
from consult.questionnaires.rules.editing.keys import key_of, texts_of
from consult.questionnaires.rules.editing.lines import FormLine, items_of, lines_of
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.moments import TODAY

TODAYS = frozenset({TODAY, "dziś", "dzisiaj", "сьогодні"})
Question = Mapping[str, Any]
ENDS = ("first_words", "last_words", "apart")
STEPS = ("min", "max", *ENDS)
"""The steps of a scale in numbers, the words at its ends, and what stands apart from them."""
LISTS = {"options": "odp", "rows": "wiersz", "parts": "pozycja"}
"""Lists of a document, each with the beginning of a key where the words give none."""
NUMBERS = ("min", "max", "step", "decimals", "total")
USUAL = (1, 5)
OF_NPS = (0, 10)


@dataclass(frozen=True)
class Sort:
    """One sort: its kind, what is asked about it, and which marks its options can have."""

    kind: str
    fields: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    begins: Mapping[str, Any] | None = None
    """What a new one has already."""


SORTS: Mapping[str, Sort] = {
    "single": Sort("single", ("options", "look"), ("other",)),
    "multiple": Sort("multiple", ("options", "min", "max"), ("exclusive", "other")),
    "scale": Sort("scale", (*STEPS, "look", "nps")),
    "scale_words": Sort("scale", ("options",), ("exclusive",)),
    "matrix": Sort("matrix", ("rows", *STEPS)),
    "matrix_words": Sort("matrix", ("rows", "options"), ("exclusive",)),
    "ranking": Sort("ranking", ("options", "min", "max")),
    "text": Sort("text", ("long", "max")),
    "number": Sort("number", ("unit", "min", "max", "decimals", "step")),
    "shares": Sort("number", ("parts", "total", "unit", "decimals"), begins={"total": 100}),
    "date": Sort("date", ("precision", "min", "max")),
    "grid": Sort("grid", ("cells", "rows", "options", "unit", "min", "max", "decimals")),
    "consent": Sort("consent", begins={"required": True}),
    "period": Sort("period", ("precision", "min", "max")),
    "duration": Sort("duration", ("min", "max")),
    "address": Sort("address", ("asks",)),
    "note": Sort("note"),
    "calculated": Sort("calculated", ("value", "unit", "decimals")),
    "hidden": Sort("hidden", ("options",)),
}


def sort_of(question: Question) -> str:
    """Tell of which sort a question is."""
    kind = str(question["kind"])
    if kind in {"scale", "matrix"} and _is_worded(question):
        return f"{kind}_words"
    return "shares" if question.get("parts") else kind


def fields_of(sort: str, question: Question) -> tuple[str, ...]:
    """Name what the form asks about: not a limit that looks at other answers, which a file alone can say."""
    return tuple(name for name in SORTS[sort].fields if _can_be_shown(name, question.get(name)))


def _can_be_shown(name: str, value: Any) -> bool:
    if name == "value":
        return value is None or formulas.written(value) is not None
    return not isinstance(value, dict) or name == "unit"


def filled(sort: str, question: Question) -> dict[str, Any]:
    """Give what the form shows of a question."""
    values: dict[str, Any] = {name: texts_of(question, name) for name in ("text", "hint")}
    values["required"] = question.get("required", False)
    for name in fields_of(sort, question):
        if name in LISTS:
            values[name] = lines_of(question.get(name) or ())
        elif name == "unit":
            values[name] = texts_of(question, name)
        elif name == "value":
            values[name] = formulas.written(question[name]) if name in question else ""
        elif name not in ENDS:
            values[name] = _shown(question.get(name, ""))
    return values | (_steps_filled(question) if "apart" in SORTS[sort].fields else {})


def _shown(value: Any) -> Any:
    """Write a number as people do; other values are shown as they are."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value).replace(".", ",") if is_number else value


def made(
    sort: str, values: Mapping[str, Any], before: Question, taken: Mapping[str, Collection[str]]
) -> dict[str, Any]:
    """Give the question that a form describes; `taken` are keys that its lists may not use anew."""
    said: dict[str, Any] = dict(before) | {"kind": SORTS[sort].kind, "text": values["text"]}
    said |= {"hint": values.get("hint"), "required": values.get("required", False)}
    numeric = "apart" in SORTS[sort].fields
    for name in set(fields_of(sort, before)) & set(values):
        said[name] = _member(name, values, before, taken)
    if numeric:
        said["options"] = _steps_made(values, before, taken)
    return {
        name: value for name, value in said.items() if name not in ENDS and _is_said(name, value, said["kind"], before)
    }


def _is_said(name: str, value: Any, kind: str, before: Question) -> bool:
    """Tell whether a member has to stand in the document: where it is needed, or says what goes not without saying."""
    words = KINDS[kind].MEMBERS.get(name)
    if isinstance(words, tuple) and value == words[0]:
        return name in before
    return name in KINDS[kind].NEEDS or not _is_empty(value)


def _is_empty(value: Any) -> bool:
    """Tell whether a member says nothing; a nought says something."""
    return value is None or value is False or value in ("", [], {})


def _member(name: str, values: Mapping[str, Any], before: Question, taken: Mapping[str, Collection[str]]) -> Any:
    value = values[name]
    if name in LISTS:
        old = {key_of(item) for item in before.get(name) or ()}
        kept = {key_of(item): {"if": item["if"]} for item in before.get(name) or () if "if" in item}
        made_items = items_of(value, old.union(taken.get(name, ())), LISTS[name])
        return [{**item, **kept.get(item["key"], {})} for item in made_items]
    if "precision" in values and name in {"min", "max"}:
        return _limit(str(value), is_year=values["precision"] == "year")
    if name == "value":
        return formulas.parsed(str(value))
    return number_of(value) if name in NUMBERS else value


def _limit(words: str, *, is_year: bool) -> Any:
    words = words.strip()
    if words.casefold() in TODAYS:
        return TODAY
    return int(words) if is_year and words.isdecimal() and words.isascii() and len(words) <= len("2026") else words


def number_of(value: Any) -> Any:
    """Read a number as people write it; what is none stays as it was typed, to be refused with its words."""
    words = "".join(str(value).split()).replace(",", ".").replace("\N{MINUS SIGN}", "-")
    digits = words.removeprefix("-")
    if not digits.replace(".", "", 1).isdecimal() or not digits.isascii() or digits.startswith("."):
        return words
    return int(words) if "." not in digits or not words.partition(".")[2].strip("0") else float(words)


def _is_worded(question: Question) -> bool:
    """Tell whether the steps are options: nothing about them is a number."""
    named = any(name in question for name in ("min", "max"))
    options = question.get("options") or ()
    return not named and len(options) > 1 and not any(_is_step(key_of(option)) for option in options)


def _is_step(key: str) -> bool:
    return key.removeprefix("-").isdecimal() and key.isascii()


def _ends(question: Question) -> tuple[Any, Any]:
    """Give the first and the last step."""
    steps = sorted(int(key) for option in question.get("options") or () if _is_step(key := key_of(option)))
    usual = OF_NPS if question.get("nps") else USUAL
    is_open = "min" not in question and "max" not in question
    first, last = (steps[0], steps[-1]) if is_open and len(steps) > 1 else usual
    return question.get("min", first), question.get("max", last)


def _steps_filled(question: Question) -> dict[str, Any]:
    first, last = _ends(question)
    words = {key_of(option): texts_of(option, "text") for option in question.get("options") or ()}
    apart = [line for line in lines_of(question.get("options") or ()) if not _is_step(line.key)]
    return {
        "min": _shown(first),
        "max": _shown(last),
        "first_words": words.get(str(first), {}),
        "last_words": words.get(str(last), {}),
        "apart": apart,
    }


def _steps_made(
    values: Mapping[str, Any], before: Question, taken: Mapping[str, Collection[str]]
) -> list[dict[str, Any]]:
    """Give the words at the ends, those that stood between them already, and what stands apart."""
    first, last = number_of(values["min"]), number_of(values["max"])
    old_ends = {str(end) for end in _ends(before)}
    between = [
        dict(option)
        for option in before.get("options") or ()
        if _is_step(key_of(option)) and key_of(option) not in old_ends and _is_between(first, key_of(option), last)
    ]
    ends = [
        ([{"key": str(step), "text": dict(words)}] if words else [])
        for step, words in ((first, values["first_words"]), (last, values["last_words"]))
    ]
    lines: list[FormLine] = values["apart"]
    known = {key_of(option) for option in before.get("options") or ()} | set(taken.get("options", ()))
    return [*ends[0], *between, *ends[1], *items_of(lines, known, LISTS["options"])]


def _is_between(first: Any, key: str, last: Any) -> bool:
    return isinstance(first, int) and isinstance(last, int) and first < int(key) < last
