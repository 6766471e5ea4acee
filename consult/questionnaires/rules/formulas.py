"""A calculation as people write it, `(income + other) / people`, into that of the document and back.

Names are keys of questions, `key[row]` a row of one; functions are the operations, and `count(key)`, `length(key)`;
semicolons stand between their parts, so that a comma can stand in a number.
"""

import re
from typing import Any

from consult.questionnaires.rules.computing import OPERATIONS
from consult.questionnaires.rules.imports.expressions import BadExpression, Constant, Grammar, Name, Node, parse
from consult.questionnaires.rules.moments import TODAY

TOKEN = re.compile(
    r"""(?P<number>\d+(?:\.\d+)?)(?![\w.-]*[A-Za-z_])|(?P<name>[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*(?:\[[A-Za-z0-9_.-]+\])?)
    |(?P<sign>[-+*/(),])""",
    re.VERBOSE,
)
SUM, PRODUCT, TURNED = 10, 20, "turned"
BINARY = {"+": (SUM, "sum"), "-": (SUM, "minus"), "*": (PRODUCT, "product"), "/": (PRODUCT, "divide")}
SIGNS = {meaning: (strength, sign) for sign, (strength, meaning) in BINARY.items()}
GRAMMAR = Grammar(TOKEN, BINARY, before={"-": TURNED}, named=Name)
OF_ANSWERS = frozenset({"count", "length"})
IN_NUMBER = re.compile(r"(?<=\d),(?=\d)")
ROW = re.compile(r"([A-Za-z0-9_-]+)(?:\[([A-Za-z0-9_.-]+)\])?")


def parsed(text: str) -> Any:
    """Give the calculation; what cannot be read stays as it was typed, to be refused with its words."""
    plain = IN_NUMBER.sub(".", text.replace("\N{MINUS SIGN}", "-").replace("\N{MULTIPLICATION SIGN}", "*"))
    try:
        return _data(parse(plain.replace(";", ","), GRAMMAR))
    except (BadExpression, KeyError):
        return text


def _data(node: Node) -> Any:
    match node:
        case Constant(value):
            return _short(float(str(value)))
        case Name(path):
            return TODAY if path == TODAY else _asked(path)
    parts = node.parts
    if node.function == TURNED:
        return {"product": [-1, _data(parts[0])]}
    if node.function in OF_ANSWERS and len(parts) == 1 and isinstance(parts[0], Name):
        return {**_asked(parts[0].path), "what": node.function}
    if node.function not in OPERATIONS:
        raise KeyError(node.function)
    return {node.function: [_data(part) for part in parts]}


def _asked(path: str) -> dict[str, Any]:
    found = ROW.fullmatch(path)
    if found is None:
        raise KeyError(path)
    return {"question": found[1], **({"row": found[2]} if found[2] else {})}


def _short(value: float) -> int | float:
    return int(value) if value == int(value) else value


def written(data: Any, strength: int = 0) -> str | None:
    """Write a calculation of a document; nothing where a formula cannot say it."""
    if isinstance(data, int | float):
        return str(data).replace(".", ",")
    if isinstance(data, str):
        return data if data == TODAY or not re.match(r"\d", data) else None
    if not isinstance(data, dict) or "if" in data:
        return None
    if "question" in data:
        name = f"{data['question']}[{data['row']}]" if data.get("row") else str(data["question"])
        return f"{data['what']}({name})" if data.get("what", "value") != "value" else name
    return _operation(data, strength)


def _operation(data: dict[str, Any], strength: int) -> str | None:
    op, given = next(iter(data.items()))
    own, sign = SIGNS.get(op, (0, ""))
    if not isinstance(given, list) or (sign and len(given) < 2):  # noqa: PLR2004  # of two
        sign = ""
    parts = [written(part, own + (number > 0) if sign else 0) for number, part in enumerate(given)]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if not sign:
        return f"{op}({'; '.join(known)})"
    words = f" {sign} ".join(known)
    return f"({words})" if own < strength else words
