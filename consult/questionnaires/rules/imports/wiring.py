"""Give questions their conditions once all are made, and tell of each that our format cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from consult.questionnaires.rules.imports.combining import Condition, all_of
from consult.questionnaires.rules.imports.conditions import Names, translate
from consult.questionnaires.rules.imports.expressions import BadExpression, Node, names_in, parse
from consult.questionnaires.rules.imports.languages import Asked, CannotTranslate, Language
from consult.questionnaires.rules.imports.making import Made, Making

POSITIVE = frozenset({"=", "<", "<=", ">", ">=", "includes"})


@dataclass(frozen=True)
class Wanted:
    """A condition of the source: where it stands, and what it decides about: a question, or all of a group."""

    where: str
    text: str
    about: Sequence[Made]
    node: Node | None = None
    """Where the source has it as data and not as text."""


def wire(making: Making, wanted: Sequence[Wanted], language: Language, names: Names) -> None:
    """Translate all conditions, those of earlier questions first."""
    places = {id(made): place for place, made in enumerate(making.items)}
    kept = [one for one in wanted if any(id(made) in places for made in one.about)]
    for one in sorted(kept, key=lambda one: (min(places[id(made)] for made in one.about), -len(one.about))):
        making.conditions += 1
        first = min(places[id(made)] for made in one.about)
        try:
            node = one.node or parse(one.text, language.grammar)
            found = translate(node, language, names, first)
        except BadExpression as mistake:
            making.report.tell(one.where, "condition_unreadable", text=one.text, near=mistake.near)
        except CannotTranslate as mistake:
            making.report.tell(one.where, mistake.what, text=one.text, said=mistake.said)
        else:
            making.translated += 1
            _join(one.about, _strict(making, node, names, found))


def _join(about: Sequence[Made], found: Condition | None) -> None:
    if found is None:
        return
    for made in about:
        joined = all_of(made.item["if"], found) if "if" in made.item else found
        made.item["if"] = joined


def _strict(making: Making, node: Node, names: Names, found: Condition | None) -> Condition | None:
    """Let a condition fail while a question on which it looks is not asked, where the source says so."""
    if found is None or _is_plain(found):
        return found
    asked = {names[name] for name in names_in(node) if name in names}
    keys = {one.key for one in asked if isinstance(one, Asked) and one.is_strict}
    before = [made.item["if"] for made in making.items if made.item["key"] in keys and "if" in made.item]
    joined = all_of(*before, found)
    return joined if isinstance(joined, dict) else found


def _is_plain(found: Mapping[str, Any]) -> bool:
    """Tell whether a condition needs an answer to every question on which it looks, so that nothing is to be added."""
    tests = found.get("all", [found])
    if any("compute" in test or "other" in test for test in tests):
        return True
    return all(test.get("op") in POSITIVE or (test.get("op") == "answered" and test["value"]) for test in tests)
