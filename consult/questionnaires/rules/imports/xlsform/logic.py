"""What a row of the survey says beside its question: which options are offered, and what must hold of the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from consult.questionnaires.rules.imports.combining import all_of, answered, any_of
from consult.questionnaires.rules.imports.conditions import Names, translate
from consult.questionnaires.rules.imports.expressions import BadExpression, Call, Constant, Name, Node, parse
from consult.questionnaires.rules.imports.languages import CannotTranslate
from consult.questionnaires.rules.imports.making import Item
from consult.questionnaires.rules.imports.xlsform.language import STRAIGHT, XPath, about
from consult.questionnaires.rules.imports.xlsform.sheets import Row

COLUMN = "column "
DOES_NOT_FIT = {
    "pl": "Ta odpowiedź nie spełnia warunku ankiety.",
    "en": "This answer does not meet a condition of the questionnaire.",
    "uk": "Ця відповідь не відповідає умові анкети.",
}
"""Words for a condition to which the source gives none."""
WRONG = (BadExpression, CannotTranslate)


def _of_column(text: str) -> Node:
    """Tell a column of the list of options from an answer."""
    is_answer = text.startswith(("$", ".", "/", "current("))
    return XPath.grammar.named(text) if is_answer else Name(f"{COLUMN}{text}")


FILTER = replace(XPath.grammar, named=_of_column)


def with_filter(item: Item, rows: Sequence[Row], text: str, names: Names, place: int) -> bool:
    """Offer each option under its own condition; tells whether all could be said."""
    try:
        node = parse(text.translate(STRAIGHT), FILTER)
        conditions = [translate(_filled(node, row.cells), XPath(), names, place) for row in rows]
    except WRONG:
        return False
    for option, condition in zip(item["options"], conditions, strict=False):
        if condition is not None:
            option["if"] = condition
    return True


def _filled(node: Node, cells: Mapping[str, str]) -> Node:
    """Put the cells of an option for the names of its columns."""
    if isinstance(node, Name) and node.path.startswith(COLUMN):
        return Constant(cells.get(node.path.removeprefix(COLUMN), ""))
    if isinstance(node, Call):
        return Call(node.function, tuple(_filled(part, cells) for part in node.parts))
    return node


def check_of(text: str, name: str, key: str, words: Mapping[str, str], names: Names, place: int) -> Item | None:
    """Give what must hold of an answer that is there; nothing where our format cannot say it."""
    try:
        node = about(parse(text.translate(STRAIGHT), XPath.grammar), name)
        found = translate(node, XPath(), names, place + 1)
    except WRONG:
        return None
    if found is None:
        return None
    must = any_of(answered(key, is_given=False), all_of(found))
    return None if isinstance(must, bool) else {"must": must, "text": dict(words)}
